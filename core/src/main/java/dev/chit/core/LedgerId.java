package dev.chit.core;

import java.util.Arrays;

/// A ledger: the first 16 bytes of SHA-256 of its log public key. An order for one ledger is worth
/// nothing on another.
public record LedgerId(long high, long low) implements Comparable<LedgerId> {
  public static final int LENGTH = Id16.LENGTH;

  /// @throws IllegalArgumentException unless there are exactly 16 bytes
  public static LedgerId of(byte[] bytes) {
    Id16.checkLength(bytes, "ledger id");
    return new LedgerId(Id16.high(bytes), Id16.low(bytes));
  }

  /// @throws IllegalArgumentException unless the text is 32 hexadecimal digits
  public static LedgerId parse(String hex) {
    return of(Id16.parseHex(hex, "ledger id"));
  }

  public static LedgerId ofKey(VerifyKey logKey) {
    return of(Arrays.copyOf(Sha256.of(logKey.bytes()), LENGTH));
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
  public int compareTo(LedgerId other) {
    int byHigh = Long.compareUnsigned(high, other.high);
    return byHigh != 0 ? byHigh : Long.compareUnsigned(low, other.low);
  }
}
