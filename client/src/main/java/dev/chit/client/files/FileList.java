package dev.chit.client.files;

import dev.chit.client.ChitException;
import dev.chit.client.SharedFile;
import dev.chit.client.people.Person;
import dev.chit.client.state.ProfileStore;
import dev.chit.client.state.SealedTable.Row;
import dev.chit.client.state.Tables;
import dev.chit.client.state.v1.FileRow;
import dev.chit.core.ConversationId;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/// The files that the profile knows of.
public final class FileList {
  private final ProfileStore store;

  public FileList(ProfileStore store) {
    this.store = store;
  }

  /// Everybody's, newest first, those before a position.
  public List<SharedFile> newest(int limit, long before)
      throws ChitException, InterruptedException {
    return store.run(tables -> files(tables, tables.files.before(before, limit)));
  }

  /// To and from one person, newest first, those before a position.
  public List<SharedFile> with(Person person, int limit, long before)
      throws ChitException, InterruptedException {
    byte[] tag = person.account().bytes();
    return store.run(tables -> files(tables, tables.files.tagged(tag, before, limit)));
  }

  /// In a group, newest first, those before a position.
  public List<SharedFile> in(ConversationId group, int limit, long before)
      throws ChitException, InterruptedException {
    return store.run(tables -> files(tables, tables.files.tagged(group.bytes(), before, limit)));
  }

  private static List<SharedFile> files(Tables tables, List<Row<FileRow>> rows)
      throws SQLException {
    var files = new ArrayList<SharedFile>(rows.size());
    for (Row<FileRow> row : rows) {
      files.add(FileRows.file(tables, row));
    }
    return files;
  }
}
