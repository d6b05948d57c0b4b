package dev.chit.bench;

/// A run that cannot go on. The message is one sentence for a person.
public final class BenchException extends Exception {
  private static final long serialVersionUID = 1;

  /// What kind of end it is, and the exit code of the program.
  public enum Kind {
    /// Something is missing on this machine, or a part did not start or broke off.
    FAILED("bench-failed", 1),
    /// The command line is wrong.
    USAGE("usage", 2);

    private final String code;
    private final int exit;

    Kind(String code, int exit) {
      this.code = code;
      this.exit = exit;
    }
  }

  private final Kind kind;

  private BenchException(Kind kind, String message, Throwable cause) {
    super(message, cause);
    this.kind = kind;
  }

  private BenchException(Kind kind, String message) {
    super(message);
    this.kind = kind;
  }

  public static BenchException failed(String message) {
    return new BenchException(Kind.FAILED, message);
  }

  public static BenchException failed(String message, Throwable cause) {
    return new BenchException(Kind.FAILED, message, cause);
  }

  public static BenchException usage(String message) {
    return new BenchException(Kind.USAGE, message);
  }

  String code() {
    return kind.code;
  }

  int exit() {
    return kind.exit;
  }
}
