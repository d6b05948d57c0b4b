package dev.chit.core.log;

import dev.chit.core.Sha256;
import dev.chit.core.VerifyKey;
import java.util.Arrays;
import java.util.HexFormat;

/// Whose cosignatures count: a witness's name and its Ed25519 key (C2SP tlog-cosignature, type
/// 0x04).
///
/// ```java
/// WitnessKey witness = WitnessKey.parse("witness.example/w1+5a1f0c3e+BHb4IsD53e7O…");
/// ```
public final class WitnessKey {
  /// What the text form is never longer than.
  public static final int LENGTH_MAX = 512;

  private static final int NAMED_BYTES = 16;

  private final NoteKey key;

  private WitnessKey(NoteKey key) {
    this.key = key;
  }

  /// A witness of this program, whose name follows from its key: `chit-witness/` and the first 16
  /// bytes of the key's SHA-256 in hexadecimal.
  public static WitnessKey of(VerifyKey key) {
    byte[] hash = Arrays.copyOf(Sha256.of(key.bytes()), NAMED_BYTES);
    return of("chit-witness/" + HexFormat.of().formatHex(hash), key);
  }

  /// @throws IllegalArgumentException if the name could not stand in a note
  public static WitnessKey of(String name, VerifyKey key) {
    return new WitnessKey(new NoteKey(name, NoteKey.COSIGNATURE, key));
  }

  /// @param vkey `NAME+ID+BASE64`, as C2SP signed-note writes a verifier key of type 0x04
  /// @throws IllegalArgumentException if it is anything else
  public static WitnessKey parse(String vkey) {
    if (vkey.length() > LENGTH_MAX) {
      throw new IllegalArgumentException(
          "key of " + vkey.length() + " characters (expected: at most " + LENGTH_MAX + ")");
    }
    return new WitnessKey(NoteKey.parse(vkey, NoteKey.COSIGNATURE));
  }

  public String name() {
    return key.name();
  }

  public VerifyKey key() {
    return key.key();
  }

  /// The text form, for others to require.
  public String vkey() {
    return key.vkey();
  }

  NoteKey noteKey() {
    return key;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof WitnessKey that && key.equals(that.key);
  }

  @Override
  public int hashCode() {
    return key.hashCode();
  }

  @Override
  public String toString() {
    return vkey();
  }
}
