package dev.chit.server.backup;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/// What lies in a server's data directory, and what a backup does with it.
final class DataFiles {
  static final String LEDGER = "ledger.db";
  static final String MAIL = "mail.db";
  static final String LOG_KEY = "log.key";
  static final String OPERATOR_KEY = "operator.key";

  /// Databases, of which a snapshot is taken: the mail first, so that the ledger is as new as can
  /// be.
  static final List<String> DATABASES = List.of(MAIL, LEDGER);

  /// Files that are written once, and copied.
  static final List<String> COPIED = List.of(LOG_KEY, OPERATOR_KEY, "operator.device");

  /// The log's newest checkpoint. That of the running server may be newer than the snapshot or
  /// older; a backup has the one that the snapshot was signed with.
  static final String CHECKPOINT = "checkpoint";

  /// What a backup has besides its manifest.
  static final List<String> BACKED_UP =
      Stream.of(COPIED, List.of(CHECKPOINT), DATABASES).flatMap(List::stream).toList();

  /// Left out: what is true of one process only, what belongs to a database that is open, and what
  /// is made again: ids from the log, signatures by the witnesses; and files on their way, which
  /// are large, and which their senders have; and what the doors keep, which can be copied by hand.
  static final Set<String> LEFT_OUT =
      Set.of(
          "lock",
          "address",
          "ids",
          "cosigned",
          "blobs",
          "blobs.db",
          "blobs.db-wal",
          "blobs.db-shm",
          "doors",
          "ledger.db-wal",
          "ledger.db-shm",
          "mail.db-wal",
          "mail.db-shm");

  private DataFiles() {}
}
