package dev.chit.bench.logs;

import dev.chit.core.VerifyKey;

/// What a judge of signatures is given.
record SignedOrder(VerifyKey key, byte[] message, byte[] signature) {}
