package dev.chit.core;

/// A chit's 16 random bytes, which are its idempotency key as well.
public record ChitId(long high, long low) implements Comparable<ChitId> {
  public static final int LENGTH = Id16.LENGTH;

  /// @throws IllegalArgumentException unless there are exactly 16 bytes
  public static ChitId of(byte[] bytes) {
    Id16.checkLength(bytes, "chit id");
    return new ChitId(Id16.high(bytes), Id16.low(bytes));
  }

  /// @throws IllegalArgumentException unless the text is 32 hexadecimal digits
  public static ChitId parse(String hex) {
    return of(Id16.parseHex(hex, "chit id"));
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
  public int compareTo(ChitId other) {
    int byHigh = Long.compareUnsigned(high, other.high);
    return byHigh != 0 ? byHigh : Long.compareUnsigned(low, other.low);
  }
}
