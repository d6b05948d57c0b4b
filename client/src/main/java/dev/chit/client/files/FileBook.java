package dev.chit.client.files;

import dev.chit.client.ChitException;
import dev.chit.client.FileState;
import dev.chit.client.SharedFile;
import dev.chit.client.UsageException;
import dev.chit.client.state.ProfileStore;
import dev.chit.client.state.SealedTable.Row;
import dev.chit.client.state.v1.FileRow;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// The rows of files, each change on disk before the next step.
final class FileBook {
  private final ProfileStore store;

  FileBook(ProfileStore store) {
    this.store = store;
  }

  FileRow row(byte[] key) throws ChitException, InterruptedException {
    return store.run(
        tables ->
            tables
                .files
                .get(key)
                .orElseThrow(() -> new UsageException("unknown-file", "This file was forgotten.")));
  }

  void forget(byte[] key) throws ChitException, InterruptedException {
    store.run(
        tables -> {
          Optional<Row<FileRow>> row = tables.files.find(key);
          if (row.isPresent()) {
            tables.files.remove(row.get().sequence());
          }
          return true;
        });
  }

  void put(byte[] key, FileRow row) throws ChitException, InterruptedException {
    store.run(
        tables -> {
          tables.files.put(key, row);
          return true;
        });
  }

  /// Who saves a file has seen its offer.
  SharedFile saved(byte[] key, Path path, FileTimes times)
      throws ChitException, InterruptedException {
    return store.run(
        tables -> {
          Row<FileRow> found = tables.files.find(key).orElseThrow();
          FileRow row =
              found.value().toBuilder()
                  .setState(FileState.SAVED.name())
                  .setPath(path.toString())
                  .build();
          tables.files.replace(found.sequence(), row);
          FileRow seen = times.seen(tables, new Row<>(found.sequence(), row));
          return FileRows.file(tables, new Row<>(found.sequence(), seen));
        });
  }

  /// A person was shown the offers of these; those that are gone stay so.
  void seen(List<byte[]> keys, FileTimes times) throws ChitException, InterruptedException {
    store.run(
        tables -> {
          for (byte[] key : keys) {
            Optional<Row<FileRow>> row = tables.files.find(key);
            if (row.isPresent()) {
              var _ = times.seen(tables, row.get());
            }
          }
          return true;
        });
  }

  /// Files that wait here for those they are for.
  List<FileRow> held() throws ChitException, InterruptedException {
    return store.run(
        tables ->
            tables.files.before(Long.MAX_VALUE, FileRows.ROWS_MAX).stream()
                .map(Row::value)
                .filter(row -> row.getOutgoing() && row.getHeld())
                .toList());
  }
}
