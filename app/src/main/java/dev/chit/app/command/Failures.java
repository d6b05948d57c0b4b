package dev.chit.app.command;

import dev.chit.app.console.CommandFailure;

/// What an exception means to the caller.
final class Failures {
  private Failures() {}

  static CommandFailure of(Exception exception) {
    return switch (exception) {
      case CommandFailure failure -> failure;
      case InterruptedException _ -> CommandFailure.refused("interrupted", "Interrupted.");
      default ->
          CommandFailure.refused(
              "internal", "Something in chit went wrong (" + described(exception) + ").");
    };
  }

  private static String described(Exception exception) {
    String message = exception.getMessage();
    String name = exception.getClass().getSimpleName();
    return message == null || message.isBlank() ? name : name + ": " + message;
  }
}
