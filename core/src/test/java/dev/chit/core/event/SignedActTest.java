package dev.chit.core.event;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.chit.core.AccountId;
import dev.chit.core.BadSignatureException;
import dev.chit.core.LedgerId;
import dev.chit.core.TestKey;
import dev.chit.core.event.OperatorAct.Deed;
import org.junit.jupiter.api.Test;

class SignedActTest {
  private static final TestKey OPERATOR = TestKey.named("operator");
  private static final LedgerId LEDGER = new LedgerId(1, 2);
  private static final ActId ID = new ActId(3, 4);
  private static final AccountId ALICE = new AccountId(5, 6);

  @Test
  void everyBitOfAnActMatters() throws Exception {
    byte[] bytes = signed(new Deed.Freeze(ALICE), "why").bytes();
    assertEquals(
        new OperatorAct(LEDGER, ID, new Deed.Freeze(ALICE), "why"),
        SignedAct.parse(bytes).verify(OPERATOR.verifyKey(), TestKey.VERIFIER).act());
    for (int bit = 0; bit < bytes.length * 8; bit++) {
      byte[] flipped = bytes.clone();
      flipped[bit / 8] ^= (byte) (1 << bit % 8);
      assertFalse(isGood(flipped), "bit " + bit);
    }
  }

  @Test
  void somebodyElsesActIsNotTheOperators() {
    SignedAct act = signed(new Deed.Thaw(ALICE), "");
    TestKey mallory = TestKey.named("mallory");
    assertThrows(
        BadSignatureException.class, () -> act.verify(mallory.verifyKey(), TestKey.VERIFIER));
  }

  @Test
  void aReasonHas200BytesAtMost() throws Exception {
    Deed invite = new Deed.Invite(InviteHash.ofCode("KITE-7F3Q"));
    SignedAct longest = signed(invite, "é".repeat(100));
    assertEquals(SignedAct.LENGTH_MAX, longest.bytes().length);
    assertEquals(longest, SignedAct.parse(longest.bytes()));
    assertThrows(
        IllegalArgumentException.class,
        () -> new OperatorAct(LEDGER, ID, invite, "é".repeat(100) + "x"));
    assertThrows(
        BadEventException.class, () -> SignedAct.parse(new byte[SignedAct.LENGTH_MAX + 1]));
  }

  @Test
  void anActIsAboutSomething() {
    assertThrows(IllegalArgumentException.class, () -> new Deed.Freeze(new AccountId(0, 0)));
    assertThrows(IllegalArgumentException.class, () -> new Deed.Thaw(new AccountId(0, 0)));
    assertThrows(IllegalArgumentException.class, () -> new Deed.Invite(InviteHash.NONE));
  }

  private static SignedAct signed(Deed deed, String reason) {
    var act = new OperatorAct(LEDGER, ID, deed, reason);
    return SignedAct.of(act, OPERATOR.sign(act.signedBytes()));
  }

  private static boolean isGood(byte[] bytes) {
    try {
      SignedAct.parse(bytes).verify(OPERATOR.verifyKey(), TestKey.VERIFIER);
      return true;
    } catch (BadEventException | BadSignatureException e) {
      return false;
    }
  }
}
