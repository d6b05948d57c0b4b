package dev.chit.core.event;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.chit.core.AccountId;
import dev.chit.core.AccountName;
import dev.chit.core.ChitId;
import dev.chit.core.LedgerId;
import dev.chit.core.Salt;
import dev.chit.core.SignatureBytes;
import dev.chit.core.TestKey;
import dev.chit.core.Unit;
import dev.chit.core.Vectors;
import dev.chit.core.VerifyKey;
import dev.chit.core.chit.BadChitException;
import dev.chit.core.chit.Cancellation;
import dev.chit.core.chit.MemoOpening;
import dev.chit.core.chit.ParsedChit;
import dev.chit.core.chit.Revocation;
import dev.chit.core.event.Event.AccountClosed;
import dev.chit.core.event.Event.Administered;
import dev.chit.core.event.Event.Certified;
import dev.chit.core.event.Event.Claimed;
import dev.chit.core.event.Event.Created;
import dev.chit.core.event.Event.DeviceAdded;
import dev.chit.core.event.Event.DeviceRevoked;
import dev.chit.core.event.Event.Issued;
import dev.chit.core.event.Event.Opened;
import dev.chit.core.event.Event.Released;
import dev.chit.core.event.Event.Retired;
import dev.chit.core.event.Event.Revoked;
import dev.chit.core.event.Event.Settled;
import dev.chit.core.event.OperatorAct.Deed;
import dev.chit.core.log.Hash;
import dev.chit.core.log.MerkleTree;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class EventVectorsTest {
  private static final Vectors VECTORS = Vectors.load("event.json");
  private static final TestKey OPERATOR =
      TestKey.ofSeed(VECTORS.in("keys").in("operator").bytes("seed"));
  private static final TestKey BOB = TestKey.ofSeed(VECTORS.in("keys").in("bob").bytes("seed"));

  static Stream<Vectors> events() {
    return VECTORS.each("events");
  }

  static Stream<Vectors> refused() {
    return VECTORS.each("refused");
  }

  @ParameterizedTest
  @MethodSource("events")
  void anEventIsExactlyTheseBytes(Vectors vector) throws Exception {
    Event event = event(vector);
    assertArrayEquals(vector.bytes("event"), EventCodec.encode(event));
    assertEquals(event, EventCodec.decode(vector.bytes("event")));
    assertEquals(Hash.parse(vector.text("leaf")), MerkleTree.leafHash(vector.bytes("event")));
  }

  @ParameterizedTest
  @MethodSource("events")
  void signaturesInsideAreGood(Vectors vector) throws Exception {
    switch (EventCodec.decode(vector.bytes("event"))) {
      case Settled settled -> settled.chit().verify(TestKey.VERIFIER);
      case Issued issued -> issued.chit().verify(TestKey.VERIFIER);
      case Retired retired -> retired.chit().verify(TestKey.VERIFIER);
      case Administered act -> act.act().verify(OPERATOR.verifyKey(), TestKey.VERIFIER);
      case Opened opened -> assertEquals(AccountId.of(vector.bytes("account")), opened.account());
      case Certified certified -> certified.chit().verify(TestKey.VERIFIER);
      case Released released -> checkCause(vector, released);
      case Revoked revoked ->
          new Revocation(revoked.chit().verify(TestKey.VERIFIER))
              .verify(revoked.signature(), TestKey.VERIFIER);
      case DeviceAdded added ->
          assertEquals(AccountId.of(vector.bytes("account")), added.account());
      case DeviceRevoked revoked -> {
        var revocation =
            new DeviceRevocation(
                LedgerId.of(vector.bytes("ledger")), revoked.identity(), revoked.device());
        assertArrayEquals(vector.bytes("signed"), revocation.signedBytes());
        var _ = revocation.verify(revoked.signature(), TestKey.VERIFIER);
      }
      case Claimed claimed -> {
        var claim =
            new AccountClaim(
                LedgerId.of(vector.bytes("ledger")), claimed.custodial(), claimed.own());
        assertArrayEquals(vector.bytes("signed"), claim.signedBytes());
        assertEquals(AccountId.of(vector.bytes("account")), claimed.account());
        assertEquals(AccountId.of(vector.bytes("successor")), claimed.successor());
        var _ = claim.verify(claimed.byCustodian(), claimed.byMember(), TestKey.VERIFIER);
      }
      case AccountClosed closed -> {
        var closing = new AccountClosing(LedgerId.of(vector.bytes("ledger")), closed.identity());
        assertArrayEquals(vector.bytes("signed"), closing.signedBytes());
        assertEquals(AccountId.of(vector.bytes("account")), closed.account());
        var _ = closing.verify(closed.signature(), TestKey.VERIFIER);
      }
      case Created created -> assertEquals(OPERATOR.verifyKey(), created.operator());
    }
  }

  private static void checkCause(Vectors vector, Released released) throws Exception {
    if (released.cause() instanceof Released.Cause.Cancelled(SignatureBytes signature)) {
      var cancellation =
          new Cancellation(LedgerId.of(vector.bytes("ledger")), ChitId.of(vector.bytes("chit_id")));
      assertArrayEquals(vector.bytes("signed"), cancellation.signedBytes());
      cancellation.verify(BOB.verifyKey(), signature, TestKey.VERIFIER);
    }
  }

  @ParameterizedTest
  @MethodSource("refused")
  void whatIsNoEventIsRefused(Vectors vector) {
    assertThrows(BadEventException.class, () -> EventCodec.decode(vector.bytes("event")));
  }

  private static Event event(Vectors vector) throws BadChitException {
    Salt salt = Salt.of(vector.bytes("salt"));
    long time = vector.number("time_millis");
    return switch ((int) vector.number("type")) {
      case 0 ->
          new Created(
              salt,
              time,
              VerifyKey.of(vector.bytes("log_key")),
              Unit.parse(vector.text("unit")),
              VerifyKey.of(vector.bytes("operator")),
              vector.number("chit_life_seconds_max"),
              vector.number("opening_grant_minor"));
      case 1 ->
          new Opened(
              salt,
              time,
              new AccountName(vector.text("name")),
              vector.isTrue("custodial"),
              vector.isTrue("operator"),
              InviteHash.of(vector.bytes("invite")),
              StatementBytes.of(vector.bytes("statement")));
      case 5 -> new Settled(salt, time, chit(vector));
      case 6 ->
          new Issued(
              salt,
              time,
              chit(vector),
              new MemoOpening(Salt.of(vector.bytes("reason_salt")), vector.text("reason")));
      case 7 -> new Retired(salt, time, chit(vector));
      case 8 -> new Administered(salt, time, act(vector));
      case 9 -> new Certified(salt, time, chit(vector), vector.number("until"));
      case 10 -> new Released(salt, time, vector.number("certified"), cause(vector));
      case 11 -> new Revoked(salt, time, chit(vector), signature(vector));
      case 12 -> new DeviceAdded(salt, time, StatementBytes.of(vector.bytes("statement")));
      case 13 ->
          new DeviceRevoked(
              salt,
              time,
              VerifyKey.of(vector.bytes("identity")),
              (int) vector.number("device"),
              signature(vector));
      case 14 ->
          new AccountClosed(salt, time, VerifyKey.of(vector.bytes("identity")), signature(vector));
      case 15 ->
          new Claimed(
              salt,
              time,
              VerifyKey.of(vector.bytes("custodial")),
              VerifyKey.of(vector.bytes("own")),
              SignatureBytes.of(vector.bytes("by_custodian")),
              SignatureBytes.of(vector.bytes("by_member")));
      default -> throw new AssertionError(vector);
    };
  }

  private static Released.Cause cause(Vectors vector) {
    return vector.number("cause") == 1
        ? new Released.Cause.Cancelled(signature(vector))
        : new Released.Cause.Expired();
  }

  private static SignatureBytes signature(Vectors vector) {
    return SignatureBytes.of(vector.bytes("signature"));
  }

  private static ParsedChit chit(Vectors vector) throws BadChitException {
    return ParsedChit.parse(vector.bytes("chit"));
  }

  private static SignedAct act(Vectors vector) {
    AccountId account = AccountId.of(vector.bytes("account"));
    Deed deed =
        switch ((int) vector.number("kind")) {
          case 1 -> new Deed.Freeze(account);
          case 2 -> new Deed.Thaw(account);
          case 3 -> new Deed.Invite(InviteHash.of(vector.bytes("invite")));
          case 4 ->
              new Deed.SetLimits(account, vector.number("per_payment"), vector.number("per_day"));
          case 5 -> new Deed.AppointAuditor(account);
          case 6 -> new Deed.DismissAuditor(account);
          default -> throw new AssertionError(vector);
        };
    var act =
        new OperatorAct(
            LedgerId.of(vector.bytes("ledger")),
            ActId.of(vector.bytes("act_id")),
            deed,
            vector.text("reason"));
    return SignedAct.of(act, OPERATOR.sign(act.signedBytes()));
  }
}
