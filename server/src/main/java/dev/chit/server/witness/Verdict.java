package dev.chit.server.witness;

/// What a witness says to a request, as C2SP tlog-witness has it.
sealed interface Verdict {
  /// It grew, or is as it was.
  ///
  /// @param line the cosignature, with its newline
  record Cosigned(String line) implements Verdict {}

  /// The request begins at another tree than the one signed last, or is another of the same size.
  ///
  /// @param size of the one signed last
  record Conflict(long size) implements Verdict {}

  record Refused(Reason reason) implements Verdict {}

  enum Reason {
    MALFORMED("The request is not well formed."),
    UNKNOWN_LOG("This log is not watched here."),
    NOT_SIGNED("The log's key did not sign this checkpoint."),
    NOT_CONSISTENT("The proof does not show that the log only grew.");

    private final String sentence;

    Reason(String sentence) {
      this.sentence = sentence;
    }

    String sentence() {
      return sentence;
    }
  }
}
