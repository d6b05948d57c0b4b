package dev.chit.server.backup;

import dev.chit.server.store.NewerDatabaseException;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/// A backup that cannot be taken or put back. Nothing was changed. The message is one sentence for
/// a person.
public final class BackupException extends Exception {
  private static final long serialVersionUID = 1;

  /// Why, with a code that is stable.
  public enum Reason {
    /// There is no ledger where one should be copied from.
    NO_LEDGER("no-ledger"),
    /// The place for it exists already, is not empty, or cannot be written to.
    BAD_TARGET("bad-target"),
    /// Another process is writing to the same place.
    BUSY("backup-running"),
    DISK_FULL("disk-full"),
    /// Something is missing, was altered, or contradicts the rest.
    DAMAGED("damaged-backup"),
    /// A later version of this program wrote it.
    NEWER("newer-data"),
    /// More was signed than the backup has: to go on from it would rewrite history.
    RESTORED_COPY("restored-copy"),
    /// A file could not be read or written.
    IO("io");

    private final String code;

    Reason(String code) {
      this.code = code;
    }

    public String code() {
      return code;
    }
  }

  private final Reason reason;

  BackupException(Reason reason, String message) {
    super(message);
    this.reason = reason;
  }

  private BackupException(Reason reason, String message, Throwable cause) {
    super(message, cause);
    this.reason = reason;
  }

  /// @param place what was written or read
  static BackupException of(Path place, Exception cause) {
    return switch (cause) {
      case BackupException known -> known;
      case NewerDatabaseException newer ->
          new BackupException(Reason.NEWER, String.valueOf(newer.getMessage()), newer);
      case SQLiteException e when e.getResultCode() == SQLiteErrorCode.SQLITE_FULL ->
          full(place, e);
      case SQLException e ->
          new BackupException(
              Reason.IO, "The database cannot be copied to " + place + ": " + line(e) + ".", e);
      case IOException e when isFull(e) -> full(place, e);
      default ->
          new BackupException(
              Reason.IO, place + " cannot be read or written: " + line(cause) + ".", cause);
    };
  }

  /// @param message says what is wrong with which backup
  static BackupException damaged(String message) {
    return new BackupException(Reason.DAMAGED, message);
  }

  private static BackupException full(Path place, Exception cause) {
    return new BackupException(
        Reason.DISK_FULL, "There is not enough room at " + place + "; nothing was kept.", cause);
  }

  /// As Linux, macOS and the BSDs say it; Java has no type for it.
  private static boolean isFull(IOException e) {
    String message = String.valueOf(e.getMessage());
    return message.contains("No space left on device")
        || message.contains("Disk quota exceeded")
        || message.contains("File too large");
  }

  private static String line(Exception e) {
    return String.valueOf(e.getMessage()).lines().findFirst().orElse("").replaceAll("\\.$", "");
  }

  public Reason reason() {
    return reason;
  }
}
