package dev.chit.client.watch;

import dev.chit.client.Incoming;
import dev.chit.client.files.FileRows;
import dev.chit.client.proof.LedgerTerms;
import dev.chit.client.request.RequestRows;
import dev.chit.client.state.Tables;
import dev.chit.client.state.v1.UnseenMemo;
import dev.chit.client.state.v1.UnseenPayment;
import dev.chit.client.state.v1.UnseenRefused;
import dev.chit.client.state.v1.UnseenRow;
import dev.chit.client.state.v1.UnseenSettled;
import dev.chit.client.wallet.Memos;
import dev.chit.client.wallet.Purposes;
import dev.chit.client.wallet.Purse;
import dev.chit.core.AccountId;
import dev.chit.core.Amount;
import dev.chit.core.ChitId;
import dev.chit.core.Unit;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;

/// Rows as listeners see them.
final class UnseenReader {
  Optional<Incoming> read(Tables tables, UnseenRow row) throws SQLException {
    return switch (row.getKindCase()) {
      case MESSAGE -> UnseenTalks.message(tables, row.getMessage());
      case CHANGE -> UnseenTalks.change(tables, row.getChange());
      case NOTICE -> UnseenTalks.notice(tables, row.getNotice());
      case TALK -> UnseenTalks.talk(tables, row.getTalk());
      case PAYMENT -> Optional.of(payment(tables, row.getPayment()));
      case MEMO -> Optional.of(memo(tables, row.getMemo()));
      case SETTLED -> Optional.of(settled(tables, row.getSettled()));
      case REFUSED -> Optional.of(refused(row.getRefused()));
      case CHIT -> Purse.read(tables, row.getChit(), unit(tables));
      case FILE -> FileRows.read(tables, row.getFile());
      case REQUEST -> RequestRows.read(tables, row.getRequest());
      case GROUP_MESSAGE -> UnseenGroups.message(tables, row.getGroupMessage());
      case GROUP_NEWS -> Optional.of(UnseenGroups.news(tables, row.getGroupNews()));
      case WARNING ->
          Optional.of(
              new Incoming.Warning(row.getWarning().getCode(), row.getWarning().getMessage()));
      case KIND_NOT_SET -> Optional.empty();
    };
  }

  private static Incoming payment(Tables tables, UnseenPayment row) throws SQLException {
    ChitId chit = ChitId.of(row.getChitId().toByteArray());
    return new Incoming.Payment(
        chit,
        row.getFrom(),
        AccountId.of(row.getAccount().toByteArray()),
        new Amount(row.getAmount()),
        unit(tables),
        Memos.of(tables, chit),
        Purposes.of(tables, chit),
        row.getIndex(),
        row.getBalance(),
        Instant.ofEpochMilli(row.getAtMillis()));
  }

  private static Incoming memo(Tables tables, UnseenMemo row) throws SQLException {
    ChitId chit = ChitId.of(row.getChitId().toByteArray());
    return new Incoming.MemoAttached(
        chit, row.getFrom(), AccountId.of(row.getAccount().toByteArray()), Memos.of(tables, chit));
  }

  private static Incoming settled(Tables tables, UnseenSettled row) throws SQLException {
    return new Incoming.PaymentSettled(
        ChitId.of(row.getChitId().toByteArray()),
        row.getTo(),
        AccountId.of(row.getAccount().toByteArray()),
        new Amount(row.getAmount()),
        unit(tables),
        row.getIndex(),
        row.getBalance());
  }

  private static Incoming refused(UnseenRefused row) {
    return new Incoming.PaymentRefused(
        ChitId.of(row.getChitId().toByteArray()), row.getCode(), row.getMessage());
  }

  private static Unit unit(Tables tables) throws SQLException {
    return LedgerTerms.of(tables.profile().getLedger()).unit();
  }
}
