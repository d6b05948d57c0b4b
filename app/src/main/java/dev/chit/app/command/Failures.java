package dev.chit.app.command;

import dev.chit.app.console.CommandFailure;
import dev.chit.client.ChitException;
import dev.chit.server.backup.BackupException;
import java.io.IOException;
import java.io.InterruptedIOException;

/// What an exception means to the caller.
final class Failures {
  private Failures() {}

  static CommandFailure of(Exception exception) {
    return switch (exception) {
      case CommandFailure failure -> failure;
      case ChitException refused -> of(refused);
      case BackupException backup -> of(backup);
      case InterruptedException _ -> interrupted();
      case InterruptedIOException _ -> interrupted();
      case IOException broken ->
          CommandFailure.unusable("io", "A file could not be read or written: " + text(broken));
      default ->
          CommandFailure.unusable(
              "internal",
              "Something in chit went wrong, which is a mistake of its makers: " + text(exception));
    };
  }

  private static CommandFailure of(ChitException refused) {
    String message = String.valueOf(refused.getMessage());
    return switch (refused.exitClass()) {
      case REFUSED -> CommandFailure.refused(refused.code(), message);
      case USAGE -> CommandFailure.unusable(refused.code(), message);
      case UNREACHABLE -> CommandFailure.unreachable(refused.code(), message);
    };
  }

  private static CommandFailure of(BackupException backup) {
    String message = String.valueOf(backup.getMessage());
    return switch (backup.reason()) {
      case DAMAGED, RESTORED_COPY -> CommandFailure.refused(backup.reason().code(), message);
      case NO_LEDGER, BAD_TARGET, BUSY, DISK_FULL, NEWER, IO ->
          CommandFailure.unusable(backup.reason().code(), message);
    };
  }

  private static CommandFailure interrupted() {
    return CommandFailure.refused("interrupted", "Interrupted.");
  }

  private static String text(Exception exception) {
    String message = exception.getMessage();
    String name = exception.getClass().getSimpleName();
    return (message == null || message.isBlank() ? name : name + ", " + message) + ".";
  }
}
