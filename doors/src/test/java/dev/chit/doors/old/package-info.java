/// The older programs' clients, as far as a test needs them: written from what those programs do on
/// the wire, and from nothing of the server's.
@NullMarked
package dev.chit.doors.old;

import org.jspecify.annotations.NullMarked;
