package dev.chit.client;

/// What kind of failure a [ChitException] is, as a program's exit code tells it.
public enum ExitClass {
  /// A rule of the server or of this client said no.
  REFUSED(1),
  /// The caller asked for something that makes no sense here: a wrong argument, passphrase or
  /// profile.
  USAGE(2),
  /// The server cannot be reached, or is not to be trusted.
  UNREACHABLE(3);

  private final int exitCode;

  ExitClass(int exitCode) {
    this.exitCode = exitCode;
  }

  public int exitCode() {
    return exitCode;
  }
}
