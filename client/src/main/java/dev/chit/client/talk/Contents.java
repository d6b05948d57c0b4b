package dev.chit.client.talk;

import com.google.protobuf.ByteString;
import dev.chit.client.MessageState;
import dev.chit.client.people.Person;
import dev.chit.client.state.Tables;
import dev.chit.client.state.v1.MemoRow;
import dev.chit.client.state.v1.MessageRow;
import dev.chit.client.state.v1.UnseenMemo;
import dev.chit.client.state.v1.UnseenMessage;
import dev.chit.client.talk.v1.PaymentMemo;
import dev.chit.client.watch.Unseen;
import dev.chit.core.ChitId;
import dev.chit.core.MessageId;
import dev.chit.core.Salt;
import dev.chit.core.chit.MemoOpening;
import java.nio.ByteBuffer;
import java.sql.SQLException;

/// Puts what was opened where it belongs, once.
final class Contents {
  void text(Tables tables, Person from, MessageId id, String text, long atMillis)
      throws SQLException {
    byte[] key = Keys.message(from.account(), id);
    if (tables.messages.find(key).isPresent()) {
      return;
    }
    ByteString account = ByteString.copyFrom(from.account().bytes());
    ByteString idBytes = ByteString.copyFrom(id.bytes());
    tables.messages.add(
        key,
        from.account().bytes(),
        MessageRow.newBuilder()
            .setId(idBytes)
            .setAccount(account)
            .setText(text)
            .setAtMillis(atMillis)
            .setState(MessageState.RECEIVED.name())
            .build());
    Unseen.add(
        tables,
        UnseenMessage.newBuilder()
            .setId(idBytes)
            .setFrom(from.name().value())
            .setAccount(account)
            .setText(text)
            .setAtMillis(atMillis));
  }

  /// Whether the memo is the one that the chit commits to is for the wallet to say: it is looked at
  /// beside the chit only, whichever comes first.
  void memo(Tables tables, Person from, PaymentMemo memo) throws SQLException {
    if (memo.getChitId().size() != ChitId.LENGTH
        || memo.getSalt().size() != Salt.LENGTH
        || memo.getMemoBytes().size() > MemoOpening.MEMO_BYTES_MAX) {
      return;
    }
    byte[] key = memoKey(memo.getChitId(), from);
    if (tables.memos.find(key).isPresent()) {
      return;
    }
    tables.memos.add(
        key, null, MemoRow.newBuilder().setSalt(memo.getSalt()).setMemo(memo.getMemo()).build());
    if (tables.receipts.find(memo.getChitId().toByteArray()).isPresent()) {
      Unseen.add(
          tables,
          UnseenMemo.newBuilder()
              .setChitId(memo.getChitId())
              .setFrom(from.name().value())
              .setAccount(ByteString.copyFrom(from.account().bytes())));
    }
  }

  private static byte[] memoKey(ByteString chit, Person from) {
    return ByteBuffer.allocate(chit.size() + from.account().bytes().length)
        .put(chit.toByteArray())
        .put(from.account().bytes())
        .array();
  }
}
