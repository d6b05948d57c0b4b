package dev.chit.app.console;

/// The exit codes of the command contract.
public final class Exit {
  public static final int DONE = 0;

  /// A rule said no; its code is printed.
  public static final int REFUSED = 1;

  /// The words were wrong, or this machine cannot do it: nothing was tried.
  public static final int USAGE = 2;

  /// The server cannot be reached, or is not the one it should be.
  public static final int UNREACHABLE = 3;

  private Exit() {}
}
