package dev.chit.client.talk;

import com.google.protobuf.ByteString;
import dev.chit.client.people.Consent;
import dev.chit.client.people.Person;
import dev.chit.client.state.SealedTable.Row;
import dev.chit.client.state.Tables;
import dev.chit.client.state.v1.MemoRow;
import dev.chit.client.state.v1.UnseenMemo;
import dev.chit.client.talk.v1.PaymentMemo;
import dev.chit.client.watch.Unseen;
import dev.chit.core.AccountId;
import dev.chit.core.ChitId;
import dev.chit.core.Salt;
import dev.chit.core.chit.MemoOpening;
import java.nio.ByteBuffer;
import java.sql.SQLException;
import java.util.List;

/// Memos of payments, as their payers send them.
final class PaymentMemos {
  /// Memos that wait for their chits, of one who is no contact.
  static final int EARLY_MAX = 16;

  private PaymentMemos() {}

  /// Whether the memo is the one that the chit commits to is for the wallet to say: it is looked at
  /// beside the chit only, whichever comes first.
  static void take(Tables tables, Person from, PaymentMemo memo) throws SQLException {
    if (memo.getChitId().size() != ChitId.LENGTH
        || memo.getSalt().size() != Salt.LENGTH
        || memo.getMemoBytes().size() > MemoOpening.MEMO_BYTES_MAX) {
      return;
    }
    byte[] key = key(memo.getChitId(), from);
    if (tables.memos.find(key).isPresent()) {
      return;
    }
    byte[] chit = memo.getChitId().toByteArray();
    boolean isPaid = tables.receipts.find(chit).isPresent();
    boolean isEarly =
        !isPaid && tables.chits.find(chit).isEmpty() && !Consent.isContact(tables, from.account());
    byte[] account = from.account().bytes();
    if (isEarly && !makeRoom(tables, account)) {
      return;
    }
    MemoRow row =
        MemoRow.newBuilder()
            .setSalt(memo.getSalt())
            .setMemo(memo.getMemo())
            .setChitId(memo.getChitId())
            .build();
    tables.memos.add(key, isEarly ? account : null, row);
    if (isPaid) {
      Unseen.add(
          tables,
          UnseenMemo.newBuilder()
              .setChitId(memo.getChitId())
              .setFrom(from.name().value())
              .setAccount(ByteString.copyFrom(account)));
    }
  }

  /// What has met its chit meanwhile is early no longer.
  private static boolean makeRoom(Tables tables, byte[] account) throws SQLException {
    if (tables.memos.count(account) < EARLY_MAX) {
      return true;
    }
    List<Row<MemoRow>> early = tables.memos.tagged(account, Long.MAX_VALUE, EARLY_MAX);
    boolean isRoom = false;
    for (Row<MemoRow> row : early) {
      if (tables.receipts.find(row.value().getChitId().toByteArray()).isPresent()) {
        tables.memos.untag(row.sequence());
        isRoom = true;
      }
    }
    return isRoom;
  }

  private static byte[] key(ByteString chit, Person from) {
    return ByteBuffer.allocate(ChitId.LENGTH + AccountId.LENGTH)
        .put(chit.toByteArray())
        .put(from.account().bytes())
        .array();
  }
}
