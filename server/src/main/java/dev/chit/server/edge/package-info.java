/// The native protocol: who calls, what they may call, and the two-way stream.
@NullMarked
package dev.chit.server.edge;

import org.jspecify.annotations.NullMarked;
