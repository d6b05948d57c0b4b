package dev.chit.bench.load;

import com.google.protobuf.UnsafeByteOperations;
import dev.chit.client.connection.RawConnection;
import dev.chit.core.AccountId;
import dev.chit.core.Amount;
import dev.chit.core.ChitId;
import dev.chit.core.LedgerId;
import dev.chit.core.Reference;
import dev.chit.core.chit.MemoCommitment;
import dev.chit.core.chit.Order;
import dev.chit.core.chit.ParsedChit;
import dev.chit.crypto.SigningKey;
import dev.chit.wire.v1.LedgerInfo;
import dev.chit.wire.v1.ServerFrame;
import dev.chit.wire.v1.Settle;
import dev.chit.wire.v1.SettleResult;
import java.util.ArrayDeque;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/// Pays one minor unit at a time to any of the other members. Each chit is signed ahead, while
/// nothing is measured, or if none is left, as it goes out.
final class PayStream extends MemberStream {
  /// No window is larger.
  private static final int REMEMBERED = 1 << 12;

  private final AccountId payer;
  private final SigningKey identity;
  private final List<AccountId> payees;
  private final long[] since = new long[REMEMBERED];
  private final ArrayDeque<byte[]> signed = new ArrayDeque<>();
  private @Nullable LedgerId ledger;
  private String unitCode = "";
  private long requests;
  private long signedLive;

  /// @param payees all members, the payer among them
  PayStream(Meter meter, int window, Member member, List<AccountId> payees) {
    super(meter, window);
    this.payer = member.account();
    this.identity = member.identity();
    this.payees = payees;
  }

  /// What it pays in.
  synchronized void ledger(LedgerInfo info) {
    ledger = ledgerId(info);
    unitCode = info.getUnit();
  }

  /// Signs until so many chits are there. Not while the stream runs.
  synchronized void signAhead(int chits) {
    while (signed.size() < chits) {
      signed.add(sign());
    }
  }

  /// Payments so far that were signed as they went out.
  synchronized long signedLive() {
    return signedLive;
  }

  @Override
  void take(RawConnection from, ServerFrame frame) {
    for (int i = 0; i < frame.getSettledCount(); i++) {
      SettleResult result = frame.getSettled(i);
      if (result.hasRejection()) {
        meter().broken("A payment was refused: " + result.getRejection().getMessage());
      }
      acknowledged(since[(int) (result.getRequest() % REMEMBERED)]);
    }
  }

  @Override
  boolean sendItem(RawConnection to, long sinceNanos) {
    long request = ++requests;
    since[(int) (request % REMEMBERED)] = sinceNanos;
    byte[] chit = signed.poll();
    if (chit == null) {
      signedLive++;
      chit = sign();
    }
    return to.settle(
        Settle.newBuilder()
            .setRequest(request)
            .setChit(UnsafeByteOperations.unsafeWrap(chit))
            .build());
  }

  private byte[] sign() {
    LedgerId on = ledger;
    if (on == null) {
      throw new IllegalStateException("no ledger yet");
    }
    Order order =
        new Order(
            on,
            new ChitId(
                ThreadLocalRandom.current().nextLong(), ThreadLocalRandom.current().nextLong()),
            payer,
            anotherMember(),
            new Amount(1),
            unitCode,
            0,
            MemoCommitment.NONE,
            Reference.NONE);
    return ParsedChit.of(order, identity.sign(order.signedBytes()), identity.verifyKey()).bytes();
  }

  private AccountId anotherMember() {
    while (true) {
      AccountId payee = payees.get(ThreadLocalRandom.current().nextInt(payees.size()));
      if (!payee.equals(payer)) {
        return payee;
      }
    }
  }
}
