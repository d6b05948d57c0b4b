/// Backups of a server's data directory: taken while the server runs, checked when they are taken
/// and again when they are put back. [dev.chit.server.backup.Backup] and
/// [dev.chit.server.backup.Restore] are the doors.
///
/// Neither talks to the server. The databases are read as any other process may read them, so a
/// backup can be taken of a server that runs, hangs, or does not start.
@NullMarked
package dev.chit.server.backup;

import org.jspecify.annotations.NullMarked;
