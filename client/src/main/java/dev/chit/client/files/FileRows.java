package dev.chit.client.files;

import com.google.protobuf.ByteString;
import dev.chit.client.FileState;
import dev.chit.client.HistoryMessage;
import dev.chit.client.Incoming;
import dev.chit.client.SharedFile;
import dev.chit.client.group.GroupRows;
import dev.chit.client.people.People;
import dev.chit.client.state.SealedTable.Row;
import dev.chit.client.state.Tables;
import dev.chit.client.state.v1.FileRow;
import dev.chit.client.state.v1.UnseenFile;
import dev.chit.client.talk.Disappearing;
import dev.chit.core.AccountId;
import dev.chit.core.ConversationId;
import dev.chit.core.FileId;
import dev.chit.wire.Limits;
import java.nio.ByteBuffer;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Files as the profile has them. A row belongs to a person and a direction, so that two people who
/// use the same id do not meet.
public final class FileRows {
  /// Beyond this the oldest are forgotten.
  static final int ROWS_MAX = 20_000;

  /// Files to and from one person that are kept: one who sends more pushes out none but these.
  static final int WITH_ONE_MAX = 500;

  /// Files of one member that are kept in a group.
  static final int OF_MEMBER_MAX = 50;

  private FileRows() {}

  static byte[] key(AccountId other, boolean outgoing, FileId id) {
    return ByteBuffer.allocate(AccountId.LENGTH + 1 + FileId.LENGTH)
        .put(other.bytes())
        .put((byte) (outgoing ? 1 : 0))
        .put(id.bytes())
        .array();
  }

  static byte[] key(FileRow row) {
    return key(
        AccountId.of(row.getAccount().toByteArray()),
        row.getOutgoing(),
        FileId.of(row.getFileId().toByteArray()));
  }

  static FileState state(FileRow row) {
    return FileState.valueOf(row.getState());
  }

  /// Adds a row; with too many of one person, or in one group, the oldest goes that is not on its
  /// way: of a group's, one of the same member if that has had its share.
  static void add(Tables tables, FileRow row) throws SQLException {
    byte[] tag = tag(row);
    List<Row<FileRow>> there = tables.files.tagged(tag, Long.MAX_VALUE, WITH_ONE_MAX);
    List<Row<FileRow>> same =
        there.stream().filter(it -> it.value().getAccount().equals(row.getAccount())).toList();
    if (!row.getGroup().isEmpty() && same.size() >= OF_MEMBER_MAX) {
      removeOldest(tables, same);
    } else if (there.size() == WITH_ONE_MAX) {
      removeOldest(tables, there);
    }
    tables.files.add(key(row), tag, row);
    tables.files.keepNewest(ROWS_MAX);
  }

  private static void removeOldest(Tables tables, List<Row<FileRow>> newestFirst)
      throws SQLException {
    for (Row<FileRow> old : newestFirst.reversed()) {
      if (state(old.value()) != FileState.SENDING) {
        tables.files.remove(old.sequence());
        return;
      }
    }
  }

  /// What those of one person, or of one group, have in common.
  static byte[] tag(FileRow row) {
    return (row.getGroup().isEmpty() ? row.getAccount() : row.getGroup()).toByteArray();
  }

  /// The row of a file as it is now, if it was not forgotten.
  static Optional<Row<FileRow>> find(Tables tables, SharedFile file) throws SQLException {
    return tables.files.find(key(file.other(), file.outgoing(), file.id()));
  }

  /// What listeners are told, unless the file was forgotten meanwhile.
  public static Optional<Incoming> read(Tables tables, UnseenFile unseen) throws SQLException {
    Optional<Row<FileRow>> row = tables.files.find(unseen.getRow().toByteArray());
    return row.isEmpty()
        ? Optional.empty()
        : Optional.of(new Incoming.File(file(tables, row.get())));
  }

  static SharedFile file(Tables tables, Row<FileRow> found) throws SQLException {
    FileRow row = found.value();
    AccountId other = AccountId.of(row.getAccount().toByteArray());
    Optional<ConversationId> group =
        row.getGroup().isEmpty()
            ? Optional.empty()
            : Optional.of(ConversationId.of(row.getGroup().toByteArray()));
    return new SharedFile(
        found.sequence(),
        FileId.of(row.getFileId().toByteArray()),
        row.getOutgoing(),
        group,
        group.isPresent() ? groupName(tables, group.get()) : "",
        other,
        People.known(tables, other).map(it -> it.name().value()).orElse(other.toString()),
        row.getName(),
        row.getSize(),
        row.getMediaType(),
        row.getThumbnail(),
        Instant.ofEpochMilli(row.getAtMillis()),
        row.getExpiresAtMillis() == 0
            ? Optional.empty()
            : Optional.of(Instant.ofEpochMilli(row.getExpiresAtMillis())),
        state(row),
        path(row.getPath()),
        disappearing(row));
  }

  private static Optional<HistoryMessage.Disappearing> disappearing(FileRow row) {
    Optional<Instant> at =
        row.getDisappearsAtMillis() == 0
            ? Optional.empty()
            : Optional.of(Instant.ofEpochMilli(row.getDisappearsAtMillis()));
    return Disappearing.duration(row.getDisappearSeconds())
        .map(after -> new HistoryMessage.Disappearing(after, at));
  }

  private static String groupName(Tables tables, ConversationId group) throws SQLException {
    return GroupRows.view(tables, group).map(it -> it.name().value()).orElse(group.toString());
  }

  /// Nothing for a path that was written under other settings and cannot be read under these.
  static Optional<Path> path(String kept) {
    try {
      return kept.isEmpty() ? Optional.empty() : Optional.of(Path.of(kept));
    } catch (InvalidPathException e) {
      return Optional.empty();
    }
  }

  /// Has files that were on their way begin anew, and none that was held ready left with the
  /// server, after a profile was put back from a backup: since then the server may have got some of
  /// them, under these keys or under others.
  public static void beginAnew(Tables tables, SecureRandom random) throws SQLException {
    for (Row<FileRow> row : tables.files.before(Long.MAX_VALUE, ROWS_MAX)) {
      if (row.value().getOutgoing() && row.value().getHeld()) {
        tables.files.replace(row.sequence(), row.value().toBuilder().setHeld(false).build());
      }
      if (row.value().getOutgoing() && state(row.value()) == FileState.SENDING) {
        var blob = new byte[Limits.BLOB_ID_BYTES];
        random.nextBytes(blob);
        tables.files.replace(
            row.sequence(),
            row.value().toBuilder()
                .setBlobId(ByteString.copyFrom(blob))
                .clearStretches()
                .setFresh(false)
                .build());
      }
    }
  }

  static ByteString bytes(AccountId account) {
    return ByteString.copyFrom(account.bytes());
  }
}
