package dev.chit.app.verify;

import dev.chit.client.ServerAddress;
import dev.chit.core.LedgerId;
import dev.chit.core.Unit;
import dev.chit.core.VerifyKey;
import dev.chit.core.log.LogKey;
import dev.chit.crypto.Fingerprint;
import java.util.Arrays;
import java.util.Optional;

/// The ledger whose word counts.
///
/// @param key its log key, where more than its fingerprint is known
/// @param unit what it counts in, where that is known
public record TrustedLedger(Fingerprint fingerprint, Optional<VerifyKey> key, Optional<Unit> unit) {

  /// Reads a fingerprint, with or without groups; a server's address with one; or a log key as
  /// `chit log` prints it.
  ///
  /// @throws IllegalArgumentException with a sentence for a person
  public static TrustedLedger parse(String text) {
    if (text.indexOf('+') >= 0) {
      return ofKey(LogKey.parse(text).key(), Optional.empty());
    }
    if (text.indexOf('#') >= 0) {
      return new TrustedLedger(
          ServerAddress.parse(text).fingerprint().orElseThrow(),
          Optional.empty(),
          Optional.empty());
    }
    return new TrustedLedger(
        Fingerprint.parse(text.replace(" ", "")), Optional.empty(), Optional.empty());
  }

  public static TrustedLedger ofKey(VerifyKey key, Optional<Unit> unit) {
    return new TrustedLedger(Fingerprint.ofKey(key), Optional.of(key), unit);
  }

  /// What orders for it name: the first half of what the fingerprint stands for.
  LedgerId id() {
    return LedgerId.of(Arrays.copyOf(fingerprint.hash().bytes(), LedgerId.LENGTH));
  }
}
