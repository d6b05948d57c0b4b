package dev.chit.server.calls;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import dev.chit.core.AccountId;
import dev.chit.core.ledger.Entry;
import dev.chit.core.ledger.LedgerTerms;
import dev.chit.core.log.SignedCheckpoint;
import dev.chit.server.ledger.AccountBalance;
import dev.chit.wire.Ids;
import dev.chit.wire.Proofs;
import dev.chit.wire.v1.Balance;
import dev.chit.wire.v1.Checkpoint;
import dev.chit.wire.v1.LedgerInfo;
import dev.chit.wire.v1.LoggedEvent;
import dev.chit.wire.v1.Receipt;

/// The ledger's answers as messages.
public final class LedgerMessages {
  private LedgerMessages() {}

  public static Balance balance(AccountBalance balance) {
    return Balance.newBuilder()
        .setBalance(balance.balanceMinor())
        .setHeld(balance.heldMinor())
        .setLogSize(balance.logSize())
        .build();
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
