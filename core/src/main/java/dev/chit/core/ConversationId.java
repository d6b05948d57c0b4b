package dev.chit.core;

/// What a message belongs to, 16 bytes: the same at both ends.
public record ConversationId(long high, long low) implements Comparable<ConversationId> {
  public static final int LENGTH = Id16.LENGTH;

  /// @throws IllegalArgumentException unless there are exactly 16 bytes
  public static ConversationId of(byte[] bytes) {
    Id16.checkLength(bytes, "conversation id");
    return new ConversationId(Id16.high(bytes), Id16.low(bytes));
  }

  /// @throws IllegalArgumentException unless the text is 32 hexadecimal digits
  public static ConversationId parse(String hex) {
    return of(Id16.parseHex(hex, "conversation id"));
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
  public int compareTo(ConversationId other) {
    int byHigh = Long.compareUnsigned(high, other.high);
    return byHigh != 0 ? byHigh : Long.compareUnsigned(low, other.low);
  }
}
