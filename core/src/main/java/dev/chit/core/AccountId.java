package dev.chit.core;

import java.util.Arrays;

/// A member: the first 16 bytes of SHA-256 of the identity public key it was opened with.
public record AccountId(long high, long low) implements Comparable<AccountId> {
  public static final int LENGTH = Id16.LENGTH;

  /// @throws IllegalArgumentException unless there are exactly 16 bytes
  public static AccountId of(byte[] bytes) {
    Id16.checkLength(bytes, "account id");
    return new AccountId(Id16.high(bytes), Id16.low(bytes));
  }

  /// @throws IllegalArgumentException unless the text is 32 hexadecimal digits
  public static AccountId parse(String hex) {
    return of(Id16.parseHex(hex, "account id"));
  }

  public static AccountId ofKey(VerifyKey identity) {
    return of(Arrays.copyOf(Sha256.of(identity.bytes()), LENGTH));
  }

  public byte[] bytes() {
    return Id16.bytes(high, low);
  }

  /// The 32 lower-case hexadecimal digits.
  @Override
  public String toString() {
    return Id16.hex(high, low);
  }

  @Override
  public int hashCode() {
    return (int) (high ^ (high >>> 32));
  }

  /// In the order of the bytes.
  @Override
  public int compareTo(AccountId other) {
    int byHigh = Long.compareUnsigned(high, other.high);
    return byHigh != 0 ? byHigh : Long.compareUnsigned(low, other.low);
  }
}
