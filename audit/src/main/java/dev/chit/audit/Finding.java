package dev.chit.audit;

/// One thing that is wrong.
///
/// @param index of the event, or [#WHOLE_LOG]
/// @param sentence for a person; holds no text that a member wrote
public record Finding(Fault fault, long index, String sentence) {
  /// It is not about one event.
  public static final long WHOLE_LOG = -1;

  static Finding ofLog(Fault fault, String sentence) {
    return new Finding(fault, WHOLE_LOG, sentence);
  }

  public String code() {
    return fault.code();
  }

  /// `bad-signature at event 17: The payer did not sign this chit.`
  @Override
  public String toString() {
    String where = index == WHOLE_LOG ? "" : " at event " + index;
    return code() + where + ": " + sentence;
  }
}
