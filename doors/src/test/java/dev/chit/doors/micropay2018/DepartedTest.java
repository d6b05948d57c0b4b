package dev.chit.doors.micropay2018;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.chit.core.AccountId;
import java.net.InetAddress;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class DepartedTest {
  private static final AccountId ALICE = AccountId.of(new byte[AccountId.LENGTH]);
  private static final Departed.From HOME =
      new Departed.From(InetAddress.getLoopbackAddress(), "hers");

  private final AtomicLong now = new AtomicLong();
  private final Departed departed = new Departed(now::get);

  private Departed.Leave take() {
    return departed.take(ALICE).orElseThrow();
  }

  @Test
  void toLeaveIsGoodForOnePayment() {
    assertEquals(Optional.empty(), departed.take(ALICE));
    departed.left(ALICE, HOME);
    Departed.Leave leave = take();
    assertEquals(HOME, leave.from());
    assertTrue(departed.take(ALICE).isEmpty(), "two at once");
    departed.isNotPaid(leave);
    leave = take();
    departed.isPaid(ALICE, leave);
    assertTrue(departed.take(ALICE).isEmpty(), "a second payment");
    departed.left(ALICE, HOME);
    departed.isNotPaid(leave);
    departed.isPaid(ALICE, leave);
    var _ = take();
  }

  @Test
  void toLeaveIsGoodForTenMinutes() {
    departed.left(ALICE, HOME);
    now.addAndGet(Departed.TIME.toNanos() - 1);
    departed.isNotPaid(take());
    now.addAndGet(1);
    assertTrue(departed.take(ALICE).isEmpty(), "too late");
  }

  @Test
  void whoIsBackHasToLeaveAgain() {
    departed.left(ALICE, HOME);
    Departed.Leave leave = take();
    departed.isBack(ALICE);
    departed.isNotPaid(leave);
    assertTrue(departed.take(ALICE).isEmpty(), "back, and not gone again");
  }
}
