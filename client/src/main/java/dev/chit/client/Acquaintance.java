package dev.chit.client;

import dev.chit.core.AccountId;
import dev.chit.core.AccountName;
import dev.chit.crypto.Fingerprint;

/// Somebody, and how this account stands with them.
///
/// @param fingerprint of the identity key, to be compared by people
/// @param key whether it was compared
/// @param closed whether they have closed the account, as far as this profile knows
/// @param texts of a stranger, that were kept
/// @param held other things of a stranger, that wait until they are accepted
/// @param dropped what a stranger sent beyond that
public record Acquaintance(
    AccountName name,
    AccountId account,
    Fingerprint fingerprint,
    Standing standing,
    KeyCheck key,
    boolean closed,
    int texts,
    int held,
    int dropped) {}
