package dev.chit.app.command;

import dev.chit.app.console.Caller;
import dev.chit.app.console.CommandFailure;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// A backup's own passphrase, which is not the profile's.
final class BackupPassphrase {
  @Option(
      names = "--backup-passphrase-file",
      paramLabel = "FILE",
      description = "Its first line is the backup's passphrase; CHIT_BACKUP_PASSPHRASE does too.")
  private @Nullable Path file;

  /// The one that a new backup gets: wipe it after use.
  char[] chosen(Caller caller) throws IOException {
    char[] given = given(caller);
    if (given != null) {
      return given;
    }
    char[] typed = typed(caller, "Passphrase for the backup: ");
    char[] again = typed(caller, "The same again: ");
    try {
      if (!Arrays.equals(typed, again)) {
        Arrays.fill(typed, '\0');
        throw CommandFailure.unusable("wrong-passphrase", "The two passphrases differ.");
      }
      return typed;
    } finally {
      Arrays.fill(again, '\0');
    }
  }

  /// The one that a backup has: wipe it after use.
  char[] known(Caller caller) throws IOException {
    char[] given = given(caller);
    return given != null ? given : typed(caller, "Passphrase of the backup: ");
  }

  private char @Nullable [] given(Caller caller) {
    if (file != null) {
      return ProfileOptions.firstLine(caller.directory().resolve(file)).toCharArray();
    }
    String fromEnvironment = caller.env("CHIT_BACKUP_PASSPHRASE");
    return fromEnvironment == null || fromEnvironment.isEmpty()
        ? null
        : fromEnvironment.toCharArray();
  }

  private static char[] typed(Caller caller, String prompt) throws IOException {
    char[] typed = caller.readSecret(prompt);
    if (typed == null || typed.length == 0) {
      throw CommandFailure.unusable(
          "passphrase-needed",
          "A backup takes a passphrase: --backup-passphrase-file or CHIT_BACKUP_PASSPHRASE.");
    }
    return typed;
  }
}
