/// What a profile keeps on disk: the vault's key file and one SQLite file whose rows are sealed
/// under it.
///
/// [dev.chit.client.state.ProfileStore] is the door. Every read and write is a job for its one
/// state thread, which runs those that wait together in one transaction: they share one sync of the
/// disk, and none is told that it is done before the disk has it.
@NullMarked
package dev.chit.client.state;

import org.jspecify.annotations.NullMarked;
