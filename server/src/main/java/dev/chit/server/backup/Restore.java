package dev.chit.server.backup;

import dev.chit.crypto.SigningKey;
import dev.chit.server.backup.BackupException.Reason;
import dev.chit.server.mailbox.store.NewerMailException;
import dev.chit.server.mailbox.store.SqliteMail;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/// Puts a backup back, as a data directory of its own. Offline: no server takes part.
///
/// The copy is what is checked: every file against the manifest, the log hashed anew against the
/// signed checkpoint, the keys against the ledger. The directory appears when all of it is right.
public final class Restore {
  private Restore() {}

  /// What is known of the time after the backup.
  public sealed interface Since {
    /// Nothing: the copy is one to look at. A server refuses to run on it.
    record Unknown() implements Since {}

    /// The operator says that the log has signed nothing since.
    record NothingLost() implements Since {}

    /// The newest checkpoint that there is of the log, a signed note: the backup must have it.
    record Newest(String note) implements Since {}
  }

  /// @param events in its log
  /// @param runnable whether a server may go on from it
  public record Restored(
      Path directory, Instant made, long events, String root, boolean runnable) {}

  /// @param data missing, or an empty directory
  public static Restored into(Path backup, Path data, Since since, Progress progress)
      throws BackupException {
    Path place = data.toAbsolutePath().normalize();
    Manifest manifest = Manifest.read(backup);
    requireEmpty(place);
    try (Unfinished unfinished = Unfinished.begin(place)) {
      Path directory = unfinished.directory();
      copy(backup, directory, manifest, progress);
      LogCheck log = LogCheck.of(directory, newest(since), progress);
      if (log.checkpoint().size() != manifest.events()) {
        throw BackupException.damaged("Its log is not as long as its manifest says.");
      }
      requireOperator(directory, log);
      requireKnownMail(directory);
      boolean runnable = !(since instanceof Since.Unknown);
      if (!runnable) {
        RestoredMarker.write(directory);
      }
      finish(unfinished, place);
      return new Restored(
          place, manifest.made(), manifest.events(), log.checkpoint().root().toString(), runnable);
    } catch (IOException e) {
      throw BackupException.of(place, e);
    }
  }

  private static Optional<String> newest(Since since) {
    return switch (since) {
      case Since.Newest newest -> Optional.of(newest.note());
      case Since.Unknown _, Since.NothingLost _ -> Optional.empty();
    };
  }

  private static void requireEmpty(Path place) throws BackupException {
    if (!Files.exists(place)) {
      return;
    }
    try (DirectoryStream<Path> files = Files.newDirectoryStream(place)) {
      if (files.iterator().hasNext()) {
        throw new BackupException(
            Reason.BAD_TARGET, place + " is not empty, and nothing is restored over anything.");
      }
    } catch (IOException e) {
      throw new BackupException(Reason.BAD_TARGET, place + " is not an empty directory.");
    }
  }

  private static void copy(Path backup, Path directory, Manifest manifest, Progress progress)
      throws IOException, BackupException {
    for (Map.Entry<String, Durable.Content> file : manifest.files().entrySet()) {
      String name = file.getKey();
      Durable.Content copied;
      try {
        copied = Durable.copy(backup.resolve(name), directory.resolve(name), progress);
      } catch (NoSuchFileException e) {
        throw BackupException.damaged("The backup lacks " + name + ".");
      }
      if (!copied.equals(file.getValue())) {
        throw BackupException.damaged(name + " of the backup is not what was backed up.");
      }
    }
  }

  private static void requireOperator(Path directory, LogCheck log)
      throws IOException, BackupException {
    SigningKey key = SigningKey.load(directory.resolve(DataFiles.OPERATOR_KEY));
    try {
      if (!key.verifyKey().equals(log.operator())) {
        throw BackupException.damaged("Its operator's key is another one's than its ledger's.");
      }
    } finally {
      key.destroy();
    }
  }

  private static void requireKnownMail(Path directory) throws BackupException, IOException {
    try (SqliteMail _ = SqliteMail.open(directory.resolve(DataFiles.MAIL))) {
      return;
    } catch (NewerMailException e) {
      throw new BackupException(
          Reason.NEWER, "The backup's mail was written by a newer version of Chit: use that one.");
    } catch (SQLException e) {
      throw BackupException.of(directory, e);
    }
  }

  private static void finish(Unfinished unfinished, Path place)
      throws IOException, BackupException {
    try {
      unfinished.finish();
    } catch (FileSystemException e) {
      throw new BackupException(
          Reason.BAD_TARGET,
          place + " cannot be put in place: if it is a mount point, name a directory within it.");
    }
  }
}
