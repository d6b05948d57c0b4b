package dev.chit.audit;

import dev.chit.core.AccountId;
import dev.chit.core.AccountName;
import dev.chit.core.Amount;
import dev.chit.core.ChitId;
import dev.chit.core.LedgerId;
import dev.chit.core.Reference;
import dev.chit.core.Salt;
import dev.chit.core.Sha256;
import dev.chit.core.SignatureBytes;
import dev.chit.core.Unit;
import dev.chit.core.Utf8;
import dev.chit.core.chit.Cancellation;
import dev.chit.core.chit.MemoCommitment;
import dev.chit.core.chit.MemoOpening;
import dev.chit.core.chit.Order;
import dev.chit.core.chit.ParsedChit;
import dev.chit.core.chit.Revocation;
import dev.chit.core.event.AccountClaim;
import dev.chit.core.event.AccountClosing;
import dev.chit.core.event.ActId;
import dev.chit.core.event.DeviceRevocation;
import dev.chit.core.event.Event;
import dev.chit.core.event.Event.Released.Cause;
import dev.chit.core.event.EventCodec;
import dev.chit.core.event.InviteHash;
import dev.chit.core.event.OperatorAct;
import dev.chit.core.event.SignedAct;
import dev.chit.core.event.StatementBytes;
import dev.chit.core.log.Checkpoint;
import dev.chit.core.log.LogFrontier;
import dev.chit.core.log.MerkleTree;
import dev.chit.core.log.SignedCheckpoint;
import dev.chit.crypto.AgreementKey;
import dev.chit.crypto.DeviceStatement;
import dev.chit.crypto.Fingerprint;
import dev.chit.crypto.SigningKey;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A log written by hand: whoever holds all the keys can write anything into it.
final class TestLog {
  static final long TIME_MILLIS = 1_767_225_600_000L;
  static final long CHIT_LIFE_SECONDS = 86_400;

  final SigningKey logKey = key("log");
  final SigningKey operator = key("operator");
  final LedgerId ledger = LedgerId.ofKey(logKey.verifyKey());
  final List<byte[]> events = new ArrayList<>();

  private final Map<String, SigningKey> members = new HashMap<>();

  /// When the next event is logged.
  long nowMillis = TIME_MILLIS;

  private long salts;
  private long ids;

  /// A ledger, its operator, alice with 1000 and bob with 200.
  static TestLog begun() {
    var log = new TestLog();
    log.add(log.created());
    log.add(log.opened("operator", log.operator, true, InviteHash.NONE));
    log.open("alice");
    log.add(log.issued("alice", 1000));
    log.open("bob");
    log.add(log.issued("bob", 200));
    return log;
  }

  static SigningKey key(String name) {
    return SigningKey.ofSeed(Sha256.of(Utf8.encode("audit test " + name)));
  }

  TestLog add(Event event) {
    events.add(EventCodec.encode(event));
    return this;
  }

  TestLog open(String name) {
    return add(opened(name, member(name), false, InviteHash.NONE));
  }

  SigningKey member(String name) {
    return name.equals("operator") ? operator : members.computeIfAbsent(name, TestLog::key);
  }

  AccountId account(String name) {
    return AccountId.ofKey(member(name).verifyKey());
  }

  Event created() {
    return new Event.Created(
        salt(),
        nowMillis,
        logKey.verifyKey(),
        new Unit("EUR", 2),
        operator.verifyKey(),
        CHIT_LIFE_SECONDS,
        0);
  }

  Event opened(String name, SigningKey key, boolean isOperator, InviteHash invite) {
    return new Event.Opened(
        salt(), nowMillis, new AccountName(name), false, isOperator, invite, statement(key));
  }

  Event openedByADoor(String name) {
    return new Event.Opened(
        salt(),
        nowMillis,
        new AccountName(name),
        true,
        false,
        InviteHash.NONE,
        statement(member(name)));
  }

  Event claimed(String name, String own) {
    return claimed(name, own, member(name), member(own));
  }

  /// @param custodian and `by` who sign it
  Event claimed(String name, String own, SigningKey custodian, SigningKey by) {
    var claim = new AccountClaim(ledger, member(name).verifyKey(), member(own).verifyKey());
    byte[] signed = claim.signedBytes();
    return new Event.Claimed(
        salt(),
        nowMillis,
        claim.custodial(),
        claim.own(),
        SignatureBytes.of(custodian.sign(signed)),
        SignatureBytes.of(by.sign(signed)));
  }

  static StatementBytes statement(SigningKey key) {
    return statement(key, 1);
  }

  static StatementBytes statement(SigningKey key, int device) {
    return StatementBytes.of(
        DeviceStatement.sign(
                key,
                device,
                key("device").verifyKey(),
                AgreementKey.of(new byte[32]),
                1_767_225_600)
            .encode());
  }

  Event deviceAdded(String name, int device) {
    return new Event.DeviceAdded(salt(), nowMillis, statement(member(name), device));
  }

  Event deviceRevoked(String name, int device) {
    return deviceRevoked(name, device, member(name));
  }

  /// @param by who signs it
  Event deviceRevoked(String name, int device, SigningKey by) {
    DeviceRevocation revocation = revocation(name, device);
    SignatureBytes signature = SignatureBytes.of(by.sign(revocation.signedBytes()));
    return new Event.DeviceRevoked(salt(), nowMillis, member(name).verifyKey(), device, signature);
  }

  Event closed(String name) {
    return closed(name, member(name));
  }

  /// @param by who signs it
  Event closed(String name, SigningKey by) {
    var closing = new AccountClosing(ledger, member(name).verifyKey());
    return new Event.AccountClosed(
        salt(), nowMillis, closing.identity(), SignatureBytes.of(by.sign(closing.signedBytes())));
  }

  DeviceRevocation revocation(String name, int device) {
    return new DeviceRevocation(ledger, member(name).verifyKey(), device);
  }

  Event issued(String to, long minor) {
    var reason = new MemoOpening(new Salt(5, ids), "welcome");
    Order order = order("operator", to, minor, reason.commitment());
    return new Event.Issued(salt(), nowMillis, signed(order, operator), reason);
  }

  Event settled(String from, String to, long minor) {
    return settled(order(from, to, minor), member(from));
  }

  Event settled(Order order, SigningKey by) {
    return new Event.Settled(salt(), nowMillis, signed(order, by));
  }

  Event retired(String from, long minor) {
    return new Event.Retired(
        salt(), nowMillis, signed(order(from, "operator", minor), member(from)));
  }

  Event certified(Order order) {
    return certified(order, nowMillis / 1000 + CHIT_LIFE_SECONDS);
  }

  Event certified(Order order, long untilSeconds) {
    return new Event.Certified(salt(), nowMillis, signed(order), untilSeconds);
  }

  Event cancelled(long certifiedIndex, Order order, SigningKey by) {
    byte[] signature = by.sign(new Cancellation(ledger, order.id()).signedBytes());
    return new Event.Released(
        salt(), nowMillis, certifiedIndex, new Cause.Cancelled(SignatureBytes.of(signature)));
  }

  Event expired(long certifiedIndex) {
    return new Event.Released(salt(), nowMillis, certifiedIndex, new Cause.Expired());
  }

  Event revoked(Order order, SigningKey by) {
    byte[] signature = by.sign(Revocation.signedBytes(ledger, order.id()));
    return new Event.Revoked(salt(), nowMillis, signed(order), SignatureBytes.of(signature));
  }

  Event settled(Order order) {
    return new Event.Settled(salt(), nowMillis, signed(order));
  }

  /// Signed by its payer, one of alice, bob and carol.
  private ParsedChit signed(Order order) {
    for (String name : List.of("alice", "bob", "carol", "operator")) {
      if (account(name).equals(order.payer())) {
        return signed(order, member(name));
      }
    }
    throw new AssertionError("an order of nobody");
  }

  Event administered(OperatorAct.Deed deed) {
    return administered(deed, new ActId(9, ++ids), operator);
  }

  Event administered(OperatorAct.Deed deed, ActId id, SigningKey by) {
    var act = new OperatorAct(ledger, id, deed, "because");
    return new Event.Administered(salt(), nowMillis, SignedAct.of(act, by.sign(act.signedBytes())));
  }

  Order order(String from, String to, long minor) {
    return order(from, to, minor, MemoCommitment.NONE);
  }

  /// An order that refers to another's id.
  Order refund(String from, String to, long minor, Order of) {
    var reference = new Reference(of.id().high(), of.id().low());
    return order(from, to, minor, MemoCommitment.NONE, reference);
  }

  private Order order(String from, String to, long minor, MemoCommitment memo) {
    return order(from, to, minor, memo, Reference.NONE);
  }

  private Order order(
      String from, String to, long minor, MemoCommitment memo, Reference reference) {
    return new Order(
        ledger,
        new ChitId(7, ++ids),
        account(from),
        account(to),
        new Amount(minor),
        "EUR",
        0,
        memo,
        reference);
  }

  static ParsedChit signed(Order order, SigningKey by) {
    return ParsedChit.of(order, by.sign(order.signedBytes()), by.verifyKey());
  }

  Salt salt() {
    return new Salt(1, ++salts);
  }

  /// What the server has signed when the log is as it is now.
  SignedCheckpoint checkpoint() {
    LogFrontier frontier = LogFrontier.empty();
    for (byte[] event : events) {
      frontier.append(MerkleTree.leafHash(event));
    }
    return SignedCheckpoint.sign(
        new Checkpoint(Checkpoint.originOf(ledger), frontier.size(), frontier.root()),
        logKey.verifyKey(),
        logKey::sign);
  }

  Expected expected() {
    return Expected.of(Fingerprint.ofKey(logKey.verifyKey()));
  }

  /// The audit of this log, whose checkpoint the server signs as it is now.
  AuditReport audit() {
    return audit(expected());
  }

  AuditReport audit(Expected expected) {
    return audit(expected, Optional.of(checkpoint().note()));
  }

  AuditReport audit(Expected expected, Optional<String> checkpointNote) {
    try (EventSource source = source(events.iterator(), checkpointNote)) {
      return Audit.run(source, expected, Progress.NONE);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static EventSource source(Iterator<byte[]> events, Optional<String> checkpointNote) {
    return new EventSource() {
      @Override
      public Optional<byte[]> next() {
        return events.hasNext() ? Optional.of(events.next()) : Optional.empty();
      }

      @Override
      public Optional<String> checkpoint() {
        return checkpointNote;
      }

      @Override
      public void close() {}
    };
  }
}
