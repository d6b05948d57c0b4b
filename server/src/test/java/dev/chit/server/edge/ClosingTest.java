package dev.chit.server.edge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import com.google.protobuf.ByteString;
import dev.chit.core.event.AccountClosing;
import dev.chit.core.event.Event;
import dev.chit.core.event.EventCodec;
import dev.chit.core.log.Checkpoint;
import dev.chit.wire.Ids;
import dev.chit.wire.v1.AccountRecord;
import dev.chit.wire.v1.CloseAccountReply;
import dev.chit.wire.v1.CloseAccountRequest;
import dev.chit.wire.v1.FindRequest;
import dev.chit.wire.v1.GetBalanceRequest;
import dev.chit.wire.v1.GetCheckpointRequest;
import dev.chit.wire.v1.GetConsistencyRequest;
import dev.chit.wire.v1.ListAccountsRequest;
import dev.chit.wire.v1.RegisterRequest;
import dev.chit.wire.v1.ServerFrame;
import dev.chit.wire.v1.StatsRequest;
import dev.chit.wire.v1.TakePrekeysRequest;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Accounts that their members end.
class ClosingTest {
  private static final Duration REST = Duration.ofDays(90);

  @TempDir Path data;
  private volatile Instant now = Instant.parse("2026-11-21T12:00:00Z");
  private TestServer server;
  private TestClient alice;
  private TestClient bob;

  @BeforeEach
  void start() throws Exception {
    server = TestServer.start(data, config -> config.withClock(() -> now));
    alice = server.member("alice");
    bob = server.member("bob");
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void aClosedAccountIsCutOffAndNothingIsKeptForIt() throws Exception {
    TestStream from = bob.connect();
    from.send(TestClient.send(1, alice.account(), "one"));
    from.take(1, ServerFrame::getStoredList);
    TestStream stream = alice.connect();
    assertEquals(1, stream.welcome().getWaiting());
    TestBlobs.put(alice, TestBlobs.id(1), TestBlobs.bytes(1_000), 0);
    assertEquals(1_000, TestBlobs.stat(bob, TestBlobs.id(1)).getSize());

    close(alice);

    assertEquals("account-closed", stream.endCode());
    assertEquals("account-closed", RegisterTest.code(() -> balance(alice)));
    TestClient again = server.client(alice.identity());
    assertEquals("account-closed", again.connect().endCode());
    assertEquals(
        "account-closed",
        RegisterTest.code(
            () -> again.calls().register(RegisterRequest.newBuilder().setName("alice2").build())));
    from.send(TestClient.send(2, alice.account(), "two"));
    assertEquals(
        "account-closed",
        from.take(1, ServerFrame::getRefusedList).getFirst().getRejection().getCode());
    assertEquals("account-closed", RegisterTest.code(this::takePrekeys));
    // Behind the deletion in the store's own order.
    TestClient carol = server.member("carol");
    from.send(TestClient.send(3, carol.account(), "three"));
    from.take(2, ServerFrame::getStoredList);
    assertEquals(
        1,
        server.operator().admin().stats(StatsRequest.getDefaultInstance()).getEnvelopesWaiting());
    assertEquals("unknown-blob", RegisterTest.code(() -> TestBlobs.stat(bob, TestBlobs.id(1))));
  }

  @Test
  void whoLooksThemUpIsToldTheEndWithItsProof() throws Exception {
    long before =
        Checkpoint.sizeIn(
            bob.calls().getCheckpoint(GetCheckpointRequest.getDefaultInstance()).getNote());
    CloseAccountReply reply = close(alice, before);
    assertEquals(
        bob.calls()
            .getConsistency(
                GetConsistencyRequest.newBuilder()
                    .setFromSize(before)
                    .setToSize(Checkpoint.sizeIn(reply.getLogged().getCheckpoint().getNote()))
                    .build()),
        reply.getConsistency());
    AccountRecord record = bob.calls().find(FindRequest.newBuilder().setName("ALICE").build());
    assertEquals(0, record.getDevicesCount());
    assertEquals(1, record.getDeviceEventsCount());
    assertEquals(reply.getLogged().getIndex(), record.getDeviceEvents(0).getIndex());
    assertInstanceOf(
        Event.AccountClosed.class,
        EventCodec.decode(record.getDeviceEvents(0).getEvent().toByteArray()));
    server = server.restart();
    TestClient asker = server.member("carol");
    assertEquals(
        record.getDeviceEvents(0).getEvent(),
        asker
            .calls()
            .find(FindRequest.newBuilder().setAccount(Ids.bytes(alice.account())).build())
            .getDeviceEvents(0)
            .getEvent());
  }

  @Test
  void closingAgainSaysTheSameAndOthersLearnNothingByIt() {
    CloseAccountReply first = close(alice);
    CloseAccountReply second = close(server.client(alice.identity()));
    assertEquals(first.getLogged().getIndex(), second.getLogged().getIndex());
    assertEquals(first.getLogged().getEvent(), second.getLogged().getEvent());
    assertEquals("not-registered", RegisterTest.code(() -> close(server.stranger())));
    assertEquals(
        "bad-signature",
        RegisterTest.code(
            () ->
                bob.calls()
                    .closeAccount(
                        CloseAccountRequest.newBuilder().setSignature(signature(alice)).build())));
    assertEquals("bad-request", RegisterTest.code(() -> close(bob, 1_000)));
  }

  @Test
  void theNameIsForOthersOnceItHasRested() throws Exception {
    close(alice);
    now = now.plus(REST).minusMillis(1);
    TestClient other = server.stranger();
    assertEquals("name-taken", RegisterTest.code(() -> other.register("Alice")));
    now = now.plusMillis(1);
    other.register("Alice");
    AccountRecord named = bob.calls().find(FindRequest.newBuilder().setName("alice").build());
    assertEquals(Ids.bytes(other.account()), named.getAccount());
    AccountRecord former =
        bob.calls().find(FindRequest.newBuilder().setAccount(Ids.bytes(alice.account())).build());
    assertEquals("alice", former.getName());
    assertEquals(1, former.getDeviceEventsCount());
    // The operator's list has each name once, in pages of any size.
    var admin = server.operator().admin();
    var page = admin.listAccounts(ListAccountsRequest.newBuilder().setLimit(1).build());
    assertEquals("Alice", page.getAccounts(0).getName());
    assertEquals(
        List.of("bob", "operator"),
        admin
            .listAccounts(ListAccountsRequest.newBuilder().setAfter("Alice").setLimit(9).build())
            .getAccountsList()
            .stream()
            .map(it -> it.getName())
            .toList());
    server = server.restart();
    assertEquals(
        Ids.bytes(other.account()),
        server
            .member("carol")
            .calls()
            .find(FindRequest.newBuilder().setName("alice").build())
            .getAccount());
  }

  private CloseAccountReply close(TestClient client) {
    return close(client, 0);
  }

  private CloseAccountReply close(TestClient client, long fromSize) {
    return client
        .calls()
        .closeAccount(
            CloseAccountRequest.newBuilder()
                .setSignature(signature(client))
                .setFromSize(fromSize)
                .build());
  }

  private ByteString signature(TestClient client) {
    var closing = new AccountClosing(bob.ledger(), client.identity().identity().verifyKey());
    return ByteString.copyFrom(client.identity().identity().sign(closing.signedBytes()));
  }

  private static dev.chit.wire.v1.Balance balance(TestClient client) {
    return client.calls().getBalance(GetBalanceRequest.getDefaultInstance());
  }

  private void takePrekeys() {
    var _ =
        bob.calls()
            .takePrekeys(
                TakePrekeysRequest.newBuilder()
                    .setAccount(Ids.bytes(alice.account()))
                    .setDevice(1)
                    .build());
  }
}
