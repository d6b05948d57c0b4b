/// The witness: a small server of its own, best on somebody else's machine, that signs checkpoints
/// of the logs it was told to watch as long as each of them only grows (C2SP tlog-witness). It
/// holds no ledger and knows no members.
@NullMarked
package dev.chit.server.witness;

import org.jspecify.annotations.NullMarked;
