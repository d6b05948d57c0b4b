package dev.chit.crypto;

import dev.chit.core.Sha256;
import dev.chit.core.VerifyKey;
import dev.chit.core.log.Hash;
import java.math.BigInteger;
import java.util.regex.Pattern;

/// What a person compares, or copies with an address, to be sure of a key: SHA-256 of the 32 bytes
/// of an Ed25519 public key in lower-case base32 (RFC 4648, no padding), 52 characters.
public record Fingerprint(String text) {
  public static final int LENGTH = 52;

  private static final String ALPHABET = "abcdefghijklmnopqrstuvwxyz234567";
  private static final int GROUP = 4;

  /// The last character carries one bit.
  private static final Pattern FORM = Pattern.compile("[a-z2-7]{51}[aq]");

  /// @throws IllegalArgumentException unless the text is a fingerprint
  public Fingerprint {
    if (!FORM.matcher(text).matches()) {
      throw new IllegalArgumentException(
          "fingerprint of " + text.length() + " characters (expected: 52 of a-z and 2-7)");
    }
  }

  public static Fingerprint ofKey(VerifyKey key) {
    return ofHash(Hash.of(Sha256.of(key.bytes())));
  }

  /// @param hash of a key, as [#hash] tells it
  public static Fingerprint ofHash(Hash hash) {
    // 256 bits and four zeros are 52 digits of base 32.
    var digits = new BigInteger(1, hash.bytes()).shiftLeft(4);
    var text = new StringBuilder(LENGTH);
    for (int i = LENGTH - 1; i >= 0; i--) {
      text.append(ALPHABET.charAt(digits.shiftRight(5 * i).intValue() & 31));
    }
    return new Fingerprint(text.toString());
  }

  /// @throws IllegalArgumentException unless the text is a fingerprint
  public static Fingerprint parse(String text) {
    return new Fingerprint(text);
  }

  /// The hash that the text stands for: SHA-256 of the key's 32 bytes.
  public Hash hash() {
    BigInteger digits = BigInteger.ZERO;
    for (int i = 0; i < LENGTH; i++) {
      digits = digits.shiftLeft(5).or(BigInteger.valueOf(ALPHABET.indexOf(text.charAt(i))));
    }
    byte[] signed = digits.shiftRight(4).toByteArray();
    var hash = new byte[Hash.LENGTH];
    int length = Math.min(signed.length, Hash.LENGTH);
    System.arraycopy(signed, signed.length - length, hash, Hash.LENGTH - length, length);
    return Hash.of(hash);
  }

  /// In groups of four, for reading aloud.
  public String grouped() {
    var grouped = new StringBuilder(text);
    for (int at = LENGTH - GROUP; at > 0; at -= GROUP) {
      grouped.insert(at, ' ');
    }
    return grouped.toString();
  }

  @Override
  public String toString() {
    return text;
  }
}
