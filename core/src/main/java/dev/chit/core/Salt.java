package dev.chit.core;

/// 16 random bytes that make a hash reveal nothing to who cannot name them: an event's, a memo's.
public record Salt(long high, long low) {
  public static final int LENGTH = Id16.LENGTH;

  /// @throws IllegalArgumentException unless there are exactly 16 bytes
  public static Salt of(byte[] bytes) {
    Id16.checkLength(bytes, "salt");
    return new Salt(Id16.high(bytes), Id16.low(bytes));
  }

  public byte[] bytes() {
    return Id16.bytes(high, low);
  }

  /// Not its bytes.
  @Override
  public String toString() {
    return "Salt[…]";
  }
}
