package dev.chit.core;

/// What a chit refers to: a request's id, a refunded chit's id, or nothing.
public record Reference(long high, long low) implements Comparable<Reference> {
  public static final int LENGTH = Id16.LENGTH;

  /// Refers to nothing.
  public static final Reference NONE = new Reference(0, 0);

  /// @throws IllegalArgumentException unless there are exactly 16 bytes
  public static Reference of(byte[] bytes) {
    Id16.checkLength(bytes, "reference");
    return new Reference(Id16.high(bytes), Id16.low(bytes));
  }

  /// @throws IllegalArgumentException unless the text is 32 hexadecimal digits
  public static Reference parse(String hex) {
    return of(Id16.parseHex(hex, "reference"));
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
  public int compareTo(Reference other) {
    int byHigh = Long.compareUnsigned(high, other.high);
    return byHigh != 0 ? byHigh : Long.compareUnsigned(low, other.low);
  }
}
