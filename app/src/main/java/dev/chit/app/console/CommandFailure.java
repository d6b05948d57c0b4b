package dev.chit.app.console;

/// Why a command was not done: a stable code for programs, one sentence for a person, and the exit
/// code of the process.
public final class CommandFailure extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final String code;
  private final int exit;

  private CommandFailure(String code, String message, int exit) {
    super(asSentence(message), null, false, false);
    this.code = code;
    this.exit = exit;
  }

  public static CommandFailure refused(String code, String message) {
    return new CommandFailure(code, message, Exit.REFUSED);
  }

  public static CommandFailure usage(String message) {
    return new CommandFailure("usage", message, Exit.USAGE);
  }

  public static CommandFailure unusable(String code, String message) {
    return new CommandFailure(code, message, Exit.USAGE);
  }

  public static CommandFailure unreachable(String code, String message) {
    return new CommandFailure(code, message, Exit.UNREACHABLE);
  }

  private static String asSentence(String message) {
    return message.endsWith(".") || message.endsWith("?") ? message : message + ".";
  }

  public String code() {
    return code;
  }

  public String sentence() {
    return String.valueOf(getMessage());
  }

  public int exit() {
    return exit;
  }
}
