package dev.chit.app.crash;

import com.google.protobuf.ByteString;
import dev.chit.app.crash.Item.Payment;
import dev.chit.core.AccountId;
import dev.chit.core.Amount;
import dev.chit.core.ChitId;
import dev.chit.core.LedgerId;
import dev.chit.core.Reference;
import dev.chit.core.chit.MemoCommitment;
import dev.chit.core.chit.Order;
import dev.chit.core.chit.ParsedChit;
import dev.chit.wire.v1.Rejection;
import dev.chit.wire.v1.Settle;
import dev.chit.wire.v1.Settled;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/// The payments that a member made, and what was said about them. Guarded by its member.
final class Wallet {
  private static final String UNIT = "EUR";
  private static final int HOPELESS_ONE_IN = 50;
  private static final int AGAIN_ONE_IN = 20;
  private static final int MINOR_MAX = 100;
  private static final Amount MORE_THAN_ANYBODY_HAS = new Amount(1L << 60);

  private final String name;
  private final Keys keys;
  private final LedgerId ledger;
  private final Random random;
  private final Faults faults;
  private final Map<ChitId, Acknowledged> paid = new HashMap<>();
  private final List<Payment> done = new ArrayList<>();
  private final Set<ChitId> refused = new HashSet<>();
  private int repeated;

  /// What the server said when it acknowledged.
  ///
  /// @param balanceMinor of the payer, right after the event
  record Acknowledged(long index, long balanceMinor) {}

  Wallet(String name, Keys keys, LedgerId ledger, Random random, Faults faults) {
    this.name = name;
    this.keys = keys;
    this.ledger = ledger;
    this.random = random;
    this.faults = faults;
  }

  /// A new payment; now and then one that must be refused, or one that was acknowledged before.
  Payment next(long request, AccountId payee) {
    if (!done.isEmpty() && random.nextInt(AGAIN_ONE_IN) == 0) {
      return again(request);
    }
    boolean hopeless = random.nextInt(HOPELESS_ONE_IN) == 0;
    Amount amount = hopeless ? MORE_THAN_ANYBODY_HAS : new Amount(1 + random.nextInt(MINOR_MAX));
    var order =
        new Order(
            ledger,
            ChitId.of(Keys.bytes(random, ChitId.LENGTH)),
            keys.account(),
            payee,
            amount,
            UNIT,
            0,
            MemoCommitment.NONE,
            Reference.NONE);
    var chit =
        ParsedChit.of(
            order, keys.identity().sign(order.signedBytes()), keys.identity().verifyKey());
    var settle =
        Settle.newBuilder().setRequest(request).setChit(ByteString.copyFrom(chit.bytes())).build();
    return new Payment(settle, order, hopeless);
  }

  private Payment again(long request) {
    Payment first = done.get(random.nextInt(done.size()));
    return new Payment(
        first.settle().toBuilder().setRequest(request).build(), first.order(), false);
  }

  void settled(Payment payment, Settled settled) {
    ChitId chit = payment.order().id();
    var now = new Acknowledged(settled.getEvent().getIndex(), settled.getBalance());
    Acknowledged before = paid.putIfAbsent(chit, now);
    faults.check(!payment.hopeless(), name + " paid more than anybody has with " + chit);
    if (before == null) {
      done.add(payment);
      repeated += settled.getRepeated() ? 1 : 0;
    } else {
      faults.check(
          before.equals(now) && settled.getRepeated(),
          name + "'s " + chit + " was acknowledged as " + before + ", then as " + now);
    }
  }

  /// @return whether that is the end of it, so that it is not asked for again
  boolean rejected(Payment payment, Rejection rejection) {
    if (rejection.getCode().equals("busy")) {
      return false;
    }
    ChitId chit = payment.order().id();
    faults.check(
        payment.hopeless() && rejection.getCode().equals("insufficient-funds"),
        name + "'s " + chit + " was refused: " + rejection.getCode());
    refused.add(chit);
    return true;
  }

  /// Every chit that was acknowledged as settled.
  Map<ChitId, Acknowledged> paid() {
    return Map.copyOf(paid);
  }

  /// Every chit that was refused for good.
  Set<ChitId> refused() {
    return Set.copyOf(refused);
  }

  /// Payments whose first acknowledgement said that they had been settled before: a crash came
  /// between the two.
  int settledUnheard() {
    return repeated;
  }
}
