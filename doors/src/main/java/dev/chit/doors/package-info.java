/// Front ends of the server for programs that are older than its own protocol, each a dialect of
/// theirs.
@NullMarked
package dev.chit.doors;

import org.jspecify.annotations.NullMarked;
