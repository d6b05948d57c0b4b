package dev.chit.client;

/// What is known of a payment's memo.
public sealed interface Memo {
  /// The chit commits to none.
  record None() implements Memo {}

  /// The chit commits to one that has not arrived.
  record Awaited() implements Memo {}

  /// The text that the chit commits to.
  record Text(String text) implements Memo {
    /// Without the text.
    @Override
    public String toString() {
      return "Text[]";
    }
  }

  /// A text arrived that is not what the chit commits to; it is not shown.
  record Mismatch() implements Memo {}
}
