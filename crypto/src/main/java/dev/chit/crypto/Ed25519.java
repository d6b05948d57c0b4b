package dev.chit.crypto;

import dev.chit.core.SignatureVerifier;

/// Who judges signatures in this process: one provider, chosen once by a self-test and logged.
/// Amazon Corretto's, else Conscrypt, else the JDK's own, which is some twenty times slower. All
/// give the same verdict on every signature; see `docs/adr/0002-ed25519-who-judges.md`.
public final class Ed25519 {
  private static final Ed25519Choice CHOICE = Ed25519Choice.make();

  private Ed25519() {}

  /// Refuses S at or above the order, non-canonical points, and public keys of small order; safe
  /// for use by many threads.
  public static SignatureVerifier verifier() {
    return CHOICE.engine();
  }

  /// The provider's name and version, for people.
  public static String providerName() {
    return CHOICE.engine().name();
  }

  /// Whether the provider is native code, and so fast.
  public static boolean isNative() {
    return CHOICE.isNative();
  }

  static Ed25519Engine engine() {
    return CHOICE.engine();
  }
}
