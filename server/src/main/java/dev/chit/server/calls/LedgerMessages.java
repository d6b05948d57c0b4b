package dev.chit.server.calls;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import dev.chit.core.AccountId;
import dev.chit.core.ledger.ChitState;
import dev.chit.core.ledger.Entry;
import dev.chit.core.ledger.LedgerTerms;
import dev.chit.core.ledger.Limits;
import dev.chit.core.log.SignedCheckpoint;
import dev.chit.server.ledger.AccountBalance;
import dev.chit.server.ledger.ChitStatus;
import dev.chit.wire.Ids;
import dev.chit.wire.Proofs;
import dev.chit.wire.v1.Balance;
import dev.chit.wire.v1.Checkpoint;
import dev.chit.wire.v1.ChitStateReply;
import dev.chit.wire.v1.LedgerInfo;
import dev.chit.wire.v1.LoggedEvent;
import dev.chit.wire.v1.Receipt;
import java.util.function.LongConsumer;

/// The ledger's answers as messages.
public final class LedgerMessages {
  private static final String UNKNOWN = "unknown";

  private LedgerMessages() {}

  public static Balance balance(AccountBalance balance) {
    Balance.Builder message =
        Balance.newBuilder()
            .setBalance(balance.balanceMinor())
            .setHeld(balance.heldMinor())
            .setLogSize(balance.logSize())
            .setSpentToday(balance.spentTodayMinor());
    ifLimited(balance.limits().perPaymentMinor(), message::setLimitPerPayment);
    ifLimited(balance.limits().perDayMinor(), message::setLimitPerDay);
    return message.build();
  }

  /// Hands a limit over if there is one.
  public static void ifLimited(long limitMinor, LongConsumer to) {
    if (limitMinor != Limits.NONE) {
      to.accept(limitMinor);
    }
  }

  /// Where a chit stands, as the account sees it.
  public static ChitStateReply state(ChitStatus status, AccountId account) {
    ChitStateReply.Builder message =
        ChitStateReply.newBuilder()
            .setState(word(status.state()))
            .setEvent(logged(status.entry(), account))
            .setRefunded(status.refundedMinor());
    status.untilSeconds().ifPresent(message::setUntil);
    return message.build();
  }

  private static String word(ChitState state) {
    return switch (state) {
      case ChitState.Unknown _, ChitState.Taken _ -> UNKNOWN;
      case ChitState.Settled _ -> "settled";
      case ChitState.Certified _ -> "certified";
      case ChitState.Cancelled _ -> "cancelled";
      case ChitState.Expired _ -> "expired";
      case ChitState.Revoked _ -> "revoked";
    };
  }

  /// What is said of a chit that the ledger does not know, or that is none of the caller's
  /// business.
  public static ChitStateReply unknownChit() {
    return ChitStateReply.newBuilder().setState(UNKNOWN).build();
  }

  /// The event, with what the account had right after it.
  public static LoggedEvent logged(Entry entry, AccountId account) {
    return logged(entry, UnsafeByteOperations.unsafeWrap(entry.bytes()), account);
  }

  /// @param bytes of the entry's event
  public static LoggedEvent logged(Entry entry, ByteString bytes, AccountId account) {
    LoggedEvent.Builder event = LoggedEvent.newBuilder().setIndex(entry.index()).setEvent(bytes);
    entry
        .side(account)
        .ifPresent(side -> event.setBalance(side.balanceMinor()).setHeld(side.heldMinor()));
    return event.build();
  }

  public static LedgerInfo terms(LedgerTerms terms) {
    return LedgerInfo.newBuilder()
        .setLogKey(UnsafeByteOperations.unsafeWrap(terms.logKey().bytes()))
        .setUnit(terms.unit().code())
        .setScale(terms.unit().scale())
        .setOperator(Ids.bytes(terms.operator()))
        .setChitLifeSecondsMax(terms.chitLifeSecondsMax())
        .build();
  }

  public static Receipt receipt(dev.chit.server.ledger.Receipt receipt) {
    return Receipt.newBuilder()
        .setIndex(receipt.entry().index())
        .setEvent(UnsafeByteOperations.unsafeWrap(receipt.entry().bytes()))
        .setProof(Proofs.message(receipt.proof()))
        .setCheckpoint(checkpoint(receipt.checkpoint()))
        .build();
  }

  public static Checkpoint checkpoint(SignedCheckpoint checkpoint) {
    return Checkpoint.newBuilder().setNote(checkpoint.note()).build();
  }
}
