/// What both ends of the native protocol share beside the generated code in `dev.chit.wire.v1`: the
/// error contract, the limits of a frame, and the mapping between messages and core types.
@NullMarked
package dev.chit.wire;

import org.jspecify.annotations.NullMarked;
