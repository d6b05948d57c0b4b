package dev.chit.server.edge;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import com.google.protobuf.ByteString;
import dev.chit.core.event.DeviceRevocation;
import dev.chit.core.event.Event;
import dev.chit.core.event.EventCodec;
import dev.chit.wire.Ids;
import dev.chit.wire.v1.AccountRecord;
import dev.chit.wire.v1.AddDeviceRequest;
import dev.chit.wire.v1.Balance;
import dev.chit.wire.v1.DeviceReply;
import dev.chit.wire.v1.FindRequest;
import dev.chit.wire.v1.GetBalanceRequest;
import dev.chit.wire.v1.RevokeDeviceRequest;
import dev.chit.wire.v1.Send;
import dev.chit.wire.v1.ServerFrame;
import dev.chit.wire.v1.TakePrekeysRequest;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DevicesTest {
  @TempDir Path data;
  private TestServer server;
  private TestClient alice;
  private TestClient bob;
  private TestClient second;

  @BeforeEach
  void start() throws Exception {
    server = TestServer.start(data, config -> config.withOpeningGrant(1_000));
    alice = server.member("alice");
    bob = server.member("bob");
    second = server.client(TestIdentity.withDevice(alice.identity().identity(), 2));
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void aSecondDeviceGetsItsOwnMailAndSharesTheMoney() throws Exception {
    assertEquals("unknown-device", RegisterTest.code(() -> balance(second)));
    add(alice, second);
    TestStream phone = second.connect();
    phone.welcome();
    TestStream from = bob.connect();
    from.send(toSecond(1, "for the phone"));
    assertEquals(List.of("for the phone"), phone.texts(1));

    TestStream desk = alice.connect();
    desk.take(3, ServerFrame::getEventsList);
    phone.settle(1, alice.chit(bob.account(), 700));
    phone.settled(1);
    // What one device paid, the other is told; and neither can pay it again.
    desk.take(4, ServerFrame::getEventsList);
    assertEquals(300, balance(alice).getBalance());
    desk.settle(1, alice.chit(bob.account(), 301));
    assertEquals("insufficient-funds", desk.settled(1).getRejection().getCode());
  }

  @Test
  void whoLooksSomebodyUpIsToldEveryDeviceAndTheProofs() throws Exception {
    add(alice, second);
    TestClient third = server.client(TestIdentity.withDevice(alice.identity().identity(), 3));
    add(second, third);
    revoke(third, 2);
    server = server.restart();
    TestClient asker = server.member("carol");
    AccountRecord record = asker.calls().find(FindRequest.newBuilder().setName("alice").build());
    assertEquals(2, record.getDevicesCount());
    assertArrayEquals(alice.identity().statement().encode(), record.getDevices(0).toByteArray());
    assertArrayEquals(third.identity().statement().encode(), record.getDevices(1).toByteArray());
    assertEquals(3, record.getDeviceEventsCount());
    assertInstanceOf(Event.DeviceAdded.class, event(record, 0));
    assertInstanceOf(Event.DeviceAdded.class, event(record, 1));
    assertInstanceOf(Event.DeviceRevoked.class, event(record, 2));
  }

  @Test
  void aRevokedDeviceIsCutOffAndNothingIsKeptForIt() throws Exception {
    add(alice, second);
    TestStream phone = second.connect();
    phone.welcome();
    TestStream from = bob.connect();
    from.send(toSecond(1, "one"));
    phone.deliveries(1);
    assertEquals(1_000, balance(second).getBalance());

    revoke(alice, 2);

    assertEquals("device-revoked", phone.endCode());
    assertEquals("device-revoked", RegisterTest.code(() -> balance(second)));
    TestClient again = server.client(second.identity());
    assertEquals("device-revoked", again.connect().endCode());
    assertEquals("device-revoked", RegisterTest.code(() -> add(again, again)));
    from.send(toSecond(2, "two"));
    assertEquals(
        "unknown-device",
        from.take(1, ServerFrame::getRefusedList).getFirst().getRejection().getCode());
    assertEquals("unknown-device", RegisterTest.code(this::takePrekeys));
    assertEquals(1_000, balance(alice).getBalance());
  }

  @Test
  void whatWaitedForARevokedDeviceIsDeleted() throws Exception {
    add(alice, second);
    TestStream from = bob.connect();
    from.send(toSecond(1, "one"), toSecond(2, "two"));
    from.take(2, ServerFrame::getStoredList);
    TestStream phone = second.connect();
    assertEquals(2, phone.welcome().getWaiting());
    revoke(alice, 2);
    phone.endCode();
    // Behind the deletion in the store's own order.
    from.send(TestClient.send(3, alice.account(), "three"));
    from.take(3, ServerFrame::getStoredList);
    assertEquals(
        1,
        server
            .operator()
            .admin()
            .stats(dev.chit.wire.v1.StatsRequest.getDefaultInstance())
            .getEnvelopesWaiting());
  }

  @Test
  void nobodyAddsOrRevokesDevicesOfOthers() {
    assertEquals("bad-request", RegisterTest.code(() -> add(bob, second)));
    assertEquals(
        "bad-signature",
        RegisterTest.code(
            () ->
                bob.calls()
                    .revokeDevice(
                        RevokeDeviceRequest.newBuilder()
                            .setDevice(1)
                            .setSignature(signature(alice, 1))
                            .build())));
    assertEquals("unknown-device", RegisterTest.code(() -> add(second, second)));
    assertEquals("last-device", RegisterTest.code(() -> revoke(alice, 1)));
    assertEquals("unknown-device", RegisterTest.code(() -> revoke(alice, 2)));
    assertEquals(
        "bad-signature",
        RegisterTest.code(
            () ->
                alice
                    .calls()
                    .addDevice(
                        AddDeviceRequest.newBuilder()
                            .setStatement(ByteString.copyFrom(new byte[172]))
                            .build())));
  }

  @Test
  void addingAndRevokingAgainSaysTheSame() {
    DeviceReply added = add(alice, second);
    assertEquals(added.getLogged().getIndex(), add(alice, second).getLogged().getIndex());
    DeviceReply revoked = revoke(alice, 2);
    assertEquals(revoked.getLogged().getIndex(), revoke(alice, 2).getLogged().getIndex());
    assertEquals("device-taken", RegisterTest.code(() -> add(alice, second)));
  }

  private static DeviceReply add(TestClient by, TestClient device) {
    return by.calls()
        .addDevice(
            AddDeviceRequest.newBuilder()
                .setStatement(ByteString.copyFrom(device.identity().statement().encode()))
                .build());
  }

  private DeviceReply revoke(TestClient by, int device) {
    return by.calls()
        .revokeDevice(
            RevokeDeviceRequest.newBuilder()
                .setDevice(device)
                .setSignature(signature(by, device))
                .build());
  }

  private ByteString signature(TestClient by, int device) {
    var revocation =
        new DeviceRevocation(alice.ledger(), by.identity().identity().verifyKey(), device);
    return ByteString.copyFrom(by.identity().identity().sign(revocation.signedBytes()));
  }

  private static Balance balance(TestClient client) {
    return client.calls().getBalance(GetBalanceRequest.getDefaultInstance());
  }

  private Send toSecond(long request, String text) {
    return TestClient.send(request, alice.account(), text).toBuilder().setDevice(2).build();
  }

  private void takePrekeys() {
    var _ =
        bob.calls()
            .takePrekeys(
                TakePrekeysRequest.newBuilder()
                    .setAccount(Ids.bytes(alice.account()))
                    .setDevice(2)
                    .build());
  }

  private static Event event(AccountRecord record, int at) throws Exception {
    return EventCodec.decode(record.getDeviceEvents(at).getEvent().toByteArray());
  }
}
