package dev.chit.sessions.age;

import java.io.IOException;

/// A file that cannot be opened.
public final class AgeException extends IOException {
  /// What is wrong with it.
  public enum Problem {
    /// No age file, or not one under a passphrase.
    NOT_AGE,
    WRONG_PASSPHRASE,
    /// Changed, cut off, or continued by somebody.
    DAMAGED
  }

  private static final long serialVersionUID = 1;

  private final Problem problem;

  AgeException(Problem problem) {
    super("age file: " + problem);
    this.problem = problem;
  }

  public Problem problem() {
    return problem;
  }
}
