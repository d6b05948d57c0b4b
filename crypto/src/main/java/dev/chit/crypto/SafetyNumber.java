package dev.chit.crypto;

import dev.chit.core.AccountId;
import dev.chit.core.Label;
import dev.chit.core.VerifyKey;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// What two people compare to be sure that each has the other's key and nobody is between them: 60
/// decimal digits, the same at both ends. Each half is made from one identity, by so many hashes
/// that nobody makes a key with a half like another's.
///
/// @param digits 60
public record SafetyNumber(String digits) {
  public static final int LENGTH = 60;
  public static final int GROUP = 5;

  private static final Label LABEL = new Label("chit/safety-number/v1");
  private static final int ROUNDS = 5_200;
  private static final int GROUPS_OF_ONE = 6;
  private static final int BYTES_OF_GROUP = 5;
  private static final long GROUP_MODULUS = 100_000;
  private static final String QR_PREFIX = "chit-safety:1:";

  /// @throws IllegalArgumentException unless they are 60 digits
  public SafetyNumber {
    if (!digits.matches("[0-9]{" + LENGTH + "}")) {
      throw new IllegalArgumentException(digits.length() + " characters (expected: 60 digits)");
    }
  }

  /// The number of two identities, in either order.
  public static SafetyNumber of(VerifyKey one, VerifyKey other) {
    String first = half(one);
    String second = half(other);
    return new SafetyNumber(first.compareTo(second) <= 0 ? first + second : second + first);
  }

  private static String half(VerifyKey key) {
    MessageDigest sha512 = sha512();
    byte[] hash = sha512.digest(LABEL.before(AccountId.ofKey(key).bytes(), key.bytes()));
    for (int round = 1; round < ROUNDS; round++) {
      sha512.update(hash);
      hash = sha512.digest(key.bytes());
    }
    byte[] last = hash;
    return IntStream.range(0, GROUPS_OF_ONE)
        .mapToObj(group -> group(last, group * BYTES_OF_GROUP))
        .collect(Collectors.joining());
  }

  private static String group(byte[] hash, int at) {
    long number = 0;
    for (int i = 0; i < BYTES_OF_GROUP; i++) {
      number = number << Byte.SIZE | Byte.toUnsignedLong(hash[at + i]);
    }
    return String.format(Locale.ROOT, "%05d", number % GROUP_MODULUS);
  }

  private static MessageDigest sha512() {
    try {
      return MessageDigest.getInstance("SHA-512");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-512", e);
    }
  }

  /// In twelve groups of five, for reading aloud.
  public String grouped() {
    return IntStream.range(0, LENGTH / GROUP)
        .mapToObj(group -> digits.substring(group * GROUP, (group + 1) * GROUP))
        .collect(Collectors.joining(" "));
  }

  /// What its QR code says.
  public String qrText() {
    return QR_PREFIX + digits;
  }

  @Override
  public String toString() {
    return digits;
  }
}
