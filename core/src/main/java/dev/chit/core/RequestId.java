package dev.chit.core;

/// A request for money: 16 random bytes, which the chit that pays it carries as its reference.
public record RequestId(long high, long low) implements Comparable<RequestId> {
  public static final int LENGTH = Id16.LENGTH;

  /// @throws IllegalArgumentException unless there are exactly 16 bytes
  public static RequestId of(byte[] bytes) {
    Id16.checkLength(bytes, "request id");
    return new RequestId(Id16.high(bytes), Id16.low(bytes));
  }

  /// @throws IllegalArgumentException unless the text is 32 hexadecimal digits
  public static RequestId parse(String hex) {
    return of(Id16.parseHex(hex, "request id"));
  }

  /// How a chit names the request that it pays.
  public Reference reference() {
    return new Reference(high, low);
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
  public int compareTo(RequestId other) {
    int byHigh = Long.compareUnsigned(high, other.high);
    return byHigh != 0 ? byHigh : Long.compareUnsigned(low, other.low);
  }
}
