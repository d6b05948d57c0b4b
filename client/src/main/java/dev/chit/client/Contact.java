package dev.chit.client;

import dev.chit.core.AccountId;
import dev.chit.core.AccountName;
import dev.chit.core.VerifyKey;
import dev.chit.crypto.Fingerprint;

/// Somebody whose name and key are bound in the log, as this client verified by itself.
///
/// @param fingerprint of the identity key, to be compared by people
/// @param online as the server said when it was asked last
/// @param closed whether they have closed the account, by the log
public record Contact(
    AccountName name,
    AccountId account,
    VerifyKey identity,
    Fingerprint fingerprint,
    boolean online,
    boolean frozen,
    boolean closed) {}
