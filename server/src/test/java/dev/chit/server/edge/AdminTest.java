package dev.chit.server.edge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import dev.chit.core.ChitId;
import dev.chit.core.LedgerId;
import dev.chit.core.Salt;
import dev.chit.core.chit.MemoOpening;
import dev.chit.core.event.ActId;
import dev.chit.core.event.OperatorAct;
import dev.chit.core.event.OperatorAct.Deed;
import dev.chit.core.event.SignedAct;
import dev.chit.core.log.Hash;
import dev.chit.core.log.MerkleTree;
import dev.chit.wire.v1.AccountSummary;
import dev.chit.wire.v1.ActReply;
import dev.chit.wire.v1.ActRequest;
import dev.chit.wire.v1.Balance;
import dev.chit.wire.v1.ExportFrame;
import dev.chit.wire.v1.ExportRequest;
import dev.chit.wire.v1.GetBalanceRequest;
import dev.chit.wire.v1.ListAccountsReply;
import dev.chit.wire.v1.ListAccountsRequest;
import dev.chit.wire.v1.SettleRequest;
import dev.chit.wire.v1.Settled;
import dev.chit.wire.v1.StatsReply;
import dev.chit.wire.v1.StatsRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AdminTest {
  @TempDir Path data;
  private TestServer server;
  private TestClient operator;
  private TestClient alice;
  private TestClient bob;

  @BeforeEach
  void start() throws Exception {
    server = TestServer.start(data, config -> config.withOpeningGrant(100));
    operator = server.operator();
    alice = server.member("alice");
    bob = server.member("Bob");
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void theFrozenNeitherPayNorArePaidUntilTheyAreThawed() {
    ActReply frozen = act(new Deed.Freeze(alice.account()));
    assertTrue(frozen.getLogged().getIndex() > 0);
    assertEquals("frozen", RegisterTest.code(() -> pay(alice, bob)));
    assertEquals("frozen", RegisterTest.code(() -> pay(bob, alice)));
    assertTrue(list("", 10).getAccounts(0).getFrozen());
    act(new Deed.Thaw(alice.account()));
    assertEquals(99, pay(alice, bob).getBalance());
  }

  @Test
  void anActIsLoggedOnceHoweverOftenItIsAsked() {
    ByteString act = signed(operator.identity(), new Deed.Freeze(alice.account()));
    long first = send(act).getLogged().getIndex();
    assertEquals(first, send(act).getLogged().getIndex());
  }

  @Test
  void anActThatTheOperatorDidNotSignIsRefused() {
    assertEquals(
        "bad-signature",
        RegisterTest.code(() -> send(signed(alice.identity(), new Deed.Freeze(bob.account())))));
    assertEquals(
        "bad-act", RegisterTest.code(() -> send(ByteString.copyFrom(new byte[] {1, 2, 3}))));
  }

  @Test
  void theOperatorIssuesWithAReason() {
    var reason = new MemoOpening(Salt.of(TestIdentity.bytes(16)), "prize");
    byte[] chit =
        operator
            .identity()
            .chit(
                alice.ledger(),
                alice.account(),
                500,
                ChitId.of(TestIdentity.bytes(16)),
                reason.commitment());
    ByteString opening =
        ByteString.copyFrom(reason.salt().bytes())
            .concat(ByteString.copyFrom(reason.memo(), StandardCharsets.UTF_8));
    Settled settled =
        operator
            .calls()
            .settle(
                SettleRequest.newBuilder()
                    .setChit(ByteString.copyFrom(chit))
                    .setReason(opening)
                    .build())
            .getSettled();
    assertEquals(-700, settled.getBalance());
    assertEquals(700, stats().getCirculation());
  }

  @Test
  void accountsAreListedInPagesByName() {
    ListAccountsReply first = list("", 2);
    assertEquals(List.of("alice", "Bob"), names(first));
    assertTrue(first.getMore());
    ListAccountsReply second = list("Bob", 2);
    assertEquals(List.of("operator"), names(second));
    assertFalse(second.getMore());
    assertEquals(100, first.getAccounts(0).getBalance());
    assertEquals("bad-request", RegisterTest.code(() -> list("", 0)));
    assertEquals(3, list("", 1000).getAccountsCount());
    assertEquals("bad-request", RegisterTest.code(() -> list("", 1001)));
  }

  @Test
  void statsCountWhatThereIs() throws Exception {
    TestStream stream = alice.connect();
    stream.welcome();
    stream.send(TestClient.send(1, bob.account(), "waits"));
    stream.take(1, TestAcks::any);

    StatsReply stats = stats();
    assertEquals(3, stats.getAccounts());
    assertEquals(1, stats.getOnline());
    assertEquals(200, stats.getCirculation());
    assertEquals(1, stats.getEnvelopesWaiting());
    assertTrue(stats.getMetrics().contains("chit_envelopes_accepted_total 1\n"));
  }

  @Test
  void theExportIsTheWholeLogAndItsCheckpoint() {
    for (int i = 0; i < 30; i++) {
      pay(alice, bob);
    }
    var events = new ArrayList<byte[]>();
    String note = "";
    var frames = operator.admin().export(ExportRequest.getDefaultInstance());
    while (frames.hasNext()) {
      ExportFrame frame = frames.next();
      assertEquals(events.size(), frame.getFirst());
      frame.getEventsList().forEach(event -> events.add(event.toByteArray()));
      note = frame.getCheckpoint().getNote();
    }
    List<Hash> leaves = events.stream().map(MerkleTree::leafHash).toList();
    List<String> lines = note.lines().toList();
    assertEquals(Integer.toString(leaves.size()), lines.get(1));
    assertEquals(36, leaves.size());
    assertEquals(
        "bad-request",
        RegisterTest.code(
            () ->
                operator
                    .admin()
                    .export(ExportRequest.newBuilder().setFrom(1_000).build())
                    .hasNext()));
  }

  @Test
  void limitsHoldAreShownAndAreLifted() {
    act(new Deed.SetLimits(alice.account(), 10, 15));
    assertEquals("limit-exceeded", RegisterTest.code(() -> pay(alice, bob, 11)));
    pay(alice, bob, 10);
    Balance balance = alice.calls().getBalance(GetBalanceRequest.getDefaultInstance());
    assertEquals(
        List.of(10L, 15L, 10L),
        List.of(balance.getLimitPerPayment(), balance.getLimitPerDay(), balance.getSpentToday()));
    assertEquals("limit-exceeded", RegisterTest.code(() -> pay(alice, bob, 6)));
    AccountSummary listed = list("", 10).getAccounts(0);
    assertEquals(List.of(10L, 15L), List.of(listed.getLimitPerPayment(), listed.getLimitPerDay()));
    act(new Deed.SetLimits(alice.account(), Long.MAX_VALUE, Long.MAX_VALUE));
    pay(alice, bob, 90);
    assertFalse(list("", 10).getAccounts(0).hasLimitPerDay());
    assertFalse(
        alice.calls().getBalance(GetBalanceRequest.getDefaultInstance()).hasLimitPerPayment());
  }

  @Test
  void anAuditorExportsTheLogAndDoesNothingElse() {
    assertEquals("not-auditor", RegisterTest.code(() -> export(bob)));
    act(new Deed.AppointAuditor(bob.account()));
    assertEquals(7, export(bob));
    assertTrue(list("alice", 1).getAccounts(0).getAuditor());
    assertEquals(
        "not-operator",
        RegisterTest.code(() -> bob.admin().stats(StatsRequest.getDefaultInstance())));
    act(new Deed.DismissAuditor(bob.account()));
    assertEquals("not-auditor", RegisterTest.code(() -> export(bob)));
  }

  private static int export(TestClient by) {
    int events = 0;
    var frames = by.admin().export(ExportRequest.getDefaultInstance());
    while (frames.hasNext()) {
      events += frames.next().getEventsCount();
    }
    return events;
  }

  private StatsReply stats() {
    return operator.admin().stats(StatsRequest.getDefaultInstance());
  }

  private static Settled pay(TestClient from, TestClient to) {
    return pay(from, to, 1);
  }

  private static Settled pay(TestClient from, TestClient to, long minor) {
    return from.calls()
        .settle(SettleRequest.newBuilder().setChit(from.chit(to.account(), minor)).build())
        .getSettled();
  }

  private ListAccountsReply list(String after, int limit) {
    return operator
        .admin()
        .listAccounts(ListAccountsRequest.newBuilder().setAfter(after).setLimit(limit).build());
  }

  private static List<String> names(ListAccountsReply reply) {
    return reply.getAccountsList().stream().map(AccountSummary::getName).toList();
  }

  private ActReply act(Deed deed) {
    return send(signed(operator.identity(), deed));
  }

  private ActReply send(ByteString act) {
    return operator.admin().act(ActRequest.newBuilder().setAct(act).build());
  }

  private ByteString signed(TestIdentity by, Deed deed) {
    LedgerId ledger = alice.ledger();
    var act = new OperatorAct(ledger, ActId.of(TestIdentity.bytes(16)), deed, "because");
    return ByteString.copyFrom(SignedAct.of(act, by.identity().sign(act.signedBytes())).bytes());
  }
}
