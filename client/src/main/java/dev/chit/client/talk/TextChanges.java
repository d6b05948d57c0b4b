package dev.chit.client.talk;

import com.google.protobuf.ByteString;
import dev.chit.client.people.Person;
import dev.chit.client.state.SealedTable.Row;
import dev.chit.client.state.Tables;
import dev.chit.client.state.v1.EarlyChangeRow;
import dev.chit.client.state.v1.MessageRow;
import dev.chit.client.state.v1.UnseenChange;
import dev.chit.client.talk.v1.Deletion;
import dev.chit.client.talk.v1.Edit;
import dev.chit.client.watch.Unseen;
import dev.chit.core.AccountId;
import dev.chit.core.MessageId;
import java.sql.SQLException;
import java.util.Optional;

/// What others change of their own texts, in whatever order it comes: of several edits the highest
/// version counts, a deletion is final, and what comes before its text waits for it.
public final class TextChanges {
  /// Changes that wait for their texts; beyond this the oldest are forgotten.
  static final int EARLY_MAX = 1_000;

  /// Bytes of UTF-8 in a text.
  static final int TEXT_BYTES_MAX = 32_000;

  private TextChanges() {}

  /// @param group where it was said; empty between two people
  public static void edited(Tables tables, Person from, ByteString group, Edit edit)
      throws SQLException {
    if (edit.getMessageId().size() == MessageId.LENGTH
        && edit.getVersion() > 0
        && !edit.getText().isEmpty()
        && edit.getTextBytes().size() <= TEXT_BYTES_MAX) {
      changed(
          tables,
          from,
          group,
          edit.getMessageId(),
          EarlyChangeRow.newBuilder()
              .setVersion(edit.getVersion())
              .setText(edit.getText())
              .build());
    }
  }

  /// @param group where it was said; empty between two people
  public static void deleted(Tables tables, Person from, ByteString group, Deletion deletion)
      throws SQLException {
    if (deletion.getMessageId().size() == MessageId.LENGTH) {
      changed(
          tables,
          from,
          group,
          deletion.getMessageId(),
          EarlyChangeRow.newBuilder().setDeleted(true).build());
    }
  }

  /// Another device of this account changed a text to somebody.
  static void ownEdited(Tables tables, Person to, Edit edit) throws SQLException {
    if (edit.getMessageId().size() == MessageId.LENGTH) {
      own(
          tables,
          to,
          edit.getMessageId(),
          EarlyChangeRow.newBuilder()
              .setVersion(edit.getVersion())
              .setText(edit.getText())
              .build());
    }
  }

  /// Another device of this account took a text to somebody back.
  static void ownDeleted(Tables tables, Person to, Deletion deletion) throws SQLException {
    if (deletion.getMessageId().size() == MessageId.LENGTH) {
      own(
          tables,
          to,
          deletion.getMessageId(),
          EarlyChangeRow.newBuilder().setDeleted(true).build());
    }
  }

  private static void own(Tables tables, Person to, ByteString id, EarlyChangeRow change)
      throws SQLException {
    byte[] key = Keys.message(tables.account(), MessageId.of(id.toByteArray()));
    Optional<Row<MessageRow>> found = tables.messages.find(key);
    if (found.isEmpty()) {
      early(tables, key, change);
    } else if (found.get().value().getAccount().equals(ByteString.copyFrom(to.account().bytes()))) {
      tables.messages.replace(found.get().sequence(), with(found.get().value(), change));
    }
  }

  private static void changed(
      Tables tables, Person from, ByteString group, ByteString id, EarlyChangeRow change)
      throws SQLException {
    // The sender's own texts are found by this key, and nobody else's.
    byte[] key = Keys.message(from.account(), MessageId.of(id.toByteArray()));
    Optional<Row<MessageRow>> found = tables.messages.find(key);
    if (found.isEmpty()) {
      early(tables, early(key, group), change);
      return;
    }
    MessageRow before = found.get().value();
    if (!before.getGroup().equals(group) || before.getNotice()) {
      // What was said to many is not changed for one of them, nor the other way round.
      return;
    }
    MessageRow after = with(before, change);
    if (!after.equals(before)) {
      tables.messages.replace(found.get().sequence(), after);
      Unseen.add(
          tables,
          UnseenChange.newBuilder()
              .setAccount(ByteString.copyFrom(from.account().bytes()))
              .setMessageId(id));
    }
  }

  private static byte[] early(byte[] key, ByteString group) {
    return ByteString.copyFrom(key).concat(group).toByteArray();
  }

  private static void early(Tables tables, byte[] key, EarlyChangeRow change) throws SQLException {
    Optional<EarlyChangeRow> before = tables.earlyChanges.get(key);
    boolean counts =
        before.isEmpty()
            || (!before.get().getDeleted()
                && (change.getDeleted() || change.getVersion() > before.get().getVersion()));
    if (counts) {
      tables.earlyChanges.put(key, change);
      tables.earlyChanges.keepNewest(EARLY_MAX);
    }
  }

  /// The row of a text that comes now, with what was changed of it before.
  public static MessageRow met(Tables tables, AccountId sender, MessageRow row)
      throws SQLException {
    byte[] key = Keys.message(sender, MessageId.of(row.getId().toByteArray()));
    Optional<Row<EarlyChangeRow>> early = tables.earlyChanges.find(early(key, row.getGroup()));
    if (early.isEmpty()) {
      return row;
    }
    tables.earlyChanges.remove(early.get().sequence());
    return with(row, early.get().value());
  }

  static MessageRow with(MessageRow row, EarlyChangeRow change) {
    if (row.getDeleted()) {
      return row;
    }
    if (change.getDeleted()) {
      return row.toBuilder().setDeleted(true).clearText().build();
    }
    return change.getVersion() > row.getVersion()
        ? row.toBuilder().setText(change.getText()).setVersion(change.getVersion()).build()
        : row;
  }
}
