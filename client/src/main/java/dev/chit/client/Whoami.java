package dev.chit.client;

import dev.chit.core.AccountId;
import dev.chit.core.AccountName;
import dev.chit.core.VerifyKey;
import dev.chit.crypto.Fingerprint;
import java.util.Optional;

/// The profile's own account.
///
/// @param name empty until it is registered
/// @param fingerprint of the identity key, to be compared by people
/// @param server empty until one is known
public record Whoami(
    Optional<AccountName> name,
    AccountId account,
    VerifyKey identity,
    Fingerprint fingerprint,
    int device,
    Optional<ServerAddress> server) {}
