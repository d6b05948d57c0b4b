package dev.chit.client;

import static dev.chit.client.Town.amount;
import static dev.chit.client.Town.name;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.chit.client.people.Person;
import dev.chit.client.talk.v1.Content;
import dev.chit.client.talk.v1.DeviceLabel;
import dev.chit.client.talk.v1.DevicesChanged;
import dev.chit.core.AccountId;
import dev.chit.core.ConversationId;
import dev.chit.core.group.GroupName;
import dev.chit.crypto.AgreementKey;
import dev.chit.crypto.DeviceStatement;
import dev.chit.crypto.SigningKey;
import dev.chit.testkit.Eventually;
import dev.chit.wire.v1.AddDeviceRequest;
import dev.chit.wire.v1.ChitGrpc;
import dev.chit.wire.v1.MeetFrame;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Accounts with several devices: real clients, a real server.
final class DevicesTest {
  private static final Duration LIFE = Duration.ofSeconds(60);
  private static final long WAIT_NANOS = TimeUnit.SECONDS.toNanos(90);
  private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

  @TempDir Path directory;
  private Town town;
  private ChitClient alice;
  private ChitClient bob;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  @BeforeEach
  void start() throws Exception {
    town = new Town(directory);
    alice = town.member("alice");
    bob = town.member("bob");
    Town.befriend(alice, bob);
  }

  @AfterEach
  void stop() {
    threads.shutdownNow();
    town.close();
  }

  // ── linking ──

  @Test
  void aLinkedDeviceIsTheSameAccountAndKnowsWhomTheMemberKnows() throws Exception {
    alice.send(name("bob"), "before");
    alice.groups().create(new GroupName("trip"), List.of(name("bob")));
    ChitClient laptop = link("laptop");
    assertEquals(alice.whoami().account(), laptop.whoami().account());
    assertEquals(2, laptop.whoami().device());
    assertEquals(
        List.of("1  true", "2 laptop false"),
        alice.devices().list().stream()
            .map(one -> one.number() + " " + one.label() + " " + one.isThis())
            .toList());
    assertEquals(List.of(), warnings(alice), "she has linked it herself");
    laptop.awaitConnected();
    assertEquals(
        List.of("bob"),
        laptop.contacts().all(Standing.ACCEPTED).stream().map(one -> one.name().value()).toList());
    assertEquals(List.of("before"), texts(laptop, "bob"));
    assertEquals("trip", laptop.groups().list().getFirst().name().value());
    assertEquals(
        alice.contacts().safetyNumber(name("bob")), laptop.contacts().safetyNumber(name("bob")));
  }

  @Test
  void bothDevicesGetWhatIsSentToTheMemberAndWhatTheOtherSends() throws Exception {
    ChitClient laptop = link("laptop");
    Inbox atBob = Inbox.of(bob);
    Inbox atFirst = Inbox.of(alice);
    Inbox atLaptop = Inbox.of(laptop);
    awaitDevices(bob, 2);

    bob.send(name("alice"), "to both");
    assertEquals("to both", atFirst.next(Incoming.Message.class).text());
    assertEquals("to both", atLaptop.next(Incoming.Message.class).text());

    SentMessage sent = laptop.send(name("bob"), "from the laptop");
    assertEquals("from the laptop", atBob.next(Incoming.Message.class).text());
    awaitTexts(alice, "bob", "to both", "from the laptop");
    alice.send(name("bob"), "from the first");
    awaitTexts(laptop, "bob", "to both", "from the laptop", "from the first");
    assertTrue(alice.history(name("bob"), 10, Optional.empty()).get(1).mine());

    laptop.conversations().edit(sent.id(), "changed there");
    awaitTexts(alice, "bob", "to both", "changed there", "from the first");
    laptop.conversations().takeBack(sent.id());
    await(() -> alice.history(name("bob"), 10, Optional.empty()).get(1).deleted());
  }

  @Test
  void whatIsSaidToAGroupReachesEveryDeviceOfItsMembers() throws Exception {
    ChitClient laptop = link("laptop");
    awaitDevices(bob, 2);
    Inbox atBob = Inbox.of(bob);
    Inbox atLaptop = Inbox.of(laptop);
    ConversationId trip = alice.groups().create(new GroupName("trip"), List.of(name("bob"))).id();
    atBob.next(Incoming.GroupNews.class);
    await(() -> !laptop.groups().list().isEmpty());

    alice.groups().send(trip, "from the first");
    assertEquals("from the first", atBob.next(Incoming.GroupMessage.class).text());
    awaitGroupTexts(laptop, trip, "from the first");
    laptop.groups().send(trip, "from the laptop");
    assertEquals("from the laptop", atBob.next(Incoming.GroupMessage.class).text());
    awaitGroupTexts(alice, trip, "from the first", "from the laptop");
    bob.groups().send(trip, "from bob");
    assertEquals("from bob", atLaptop.next(Incoming.GroupMessage.class).text());
    awaitGroupTexts(alice, trip, "from the first", "from the laptop", "from bob");
  }

  @Test
  void anOfferDisappearsAtEachDeviceAfterItWasSeenThere() throws Exception {
    ChitClient laptop = link("laptop");
    awaitDevices(bob, 2);
    Inbox atFirst = Inbox.of(alice);
    Inbox atLaptop = Inbox.of(laptop);
    bob.conversations().disappear(name("alice"), Duration.ofSeconds(1));
    Path file = Files.writeString(directory.resolve("secret.txt"), "secret");
    bob.files().send(name("alice"), file, FileProgress.NONE);
    alice.files().shown(List.of(atFirst.next(Incoming.File.class).file()));
    await(() -> alice.files().offeredBy(name("bob")).isEmpty());
    SharedFile there = atLaptop.next(Incoming.File.class).file();
    assertEquals(List.of(there), laptop.files().offeredBy(name("bob")));
    laptop.files().shown(List.of(there));
    await(() -> laptop.files().offeredBy(name("bob")).isEmpty());
    await(() -> bob.files().list(Optional.empty(), 10, Optional.empty()).isEmpty());
  }

  // ── names ──

  @Test
  void howADeviceIsCalledOwnDevicesHearAndNobodyElse() throws Exception {
    ChitClient laptop = link("laptop");
    laptop.awaitConnected();
    assertEquals("old phone", laptop.devices().rename(1, " old phone ").label());
    await(() -> labels(alice).equals(List.of("old phone", "laptop")));
    alice.devices().rename(2, "tablet");
    await(() -> labels(laptop).equals(List.of("old phone", "tablet")));
    // What comes late changes nothing; of two chosen at once all devices keep the same.
    hears(alice, 2, "laptop", 0);
    assertEquals(List.of("old phone", "tablet"), labels(alice));
    for (ChitClient device : List.of(alice, laptop)) {
      hears(device, 2, device == alice ? "one" : "other", 2);
      hears(device, 2, device == alice ? "other" : "one", 2);
      assertEquals(List.of("old phone", "other"), labels(device));
    }
    for (ChitClient device : List.of(alice, laptop)) {
      assertEquals(List.of(), namesTold(device, bob.whoami().account()));
    }

    for (String bad : List.of("", "  ", "x".repeat(41), "two\nlines")) {
      assertEquals(
          "bad-label",
          assertThrows(UsageException.class, () -> alice.devices().rename(2, bad)).code());
    }
    assertEquals("x".repeat(40), alice.devices().rename(2, "x".repeat(40)).label());
    assertEquals(
        "unknown-device",
        assertThrows(ChitRefusedException.class, () -> alice.devices().rename(3, "gone")).code());
  }

  // ── revoking ──

  @Test
  void aRevokedDeviceIsHungUpOnAndNothingIsSealedForItAnyMore() throws Exception {
    ChitClient laptop = link("laptop");
    awaitDevices(bob, 2);
    Inbox atBob = Inbox.of(bob);
    Inbox atFirst = Inbox.of(alice);
    ConversationId trip = alice.groups().create(new GroupName("trip"), List.of(name("bob"))).id();
    await(() -> !laptop.groups().list().isEmpty());
    bob.send(name("alice"), "while there are two");
    awaitTexts(laptop, "bob", "while there are two");
    alice.groups().send(trip, "to three devices");
    awaitGroupTexts(laptop, trip, "to three devices");

    alice.devices().revoke(2);

    Incoming.Warning told =
        atBob.next(Incoming.Warning.class, one -> one.code().equals("device-revoked"));
    assertTrue(told.message().contains("alice has revoked device 2"), told.message());
    await(() -> laptop.connectionState() == ConnectionState.NOT_TRUSTED);
    assertEquals(
        "device-revoked", assertThrows(ChitRefusedException.class, laptop::awaitConnected).code());
    bob.send(name("alice"), "for the first alone");
    assertEquals("for the first alone", next(atFirst, "for the first alone"));
    bob.groups().send(trip, "to the group without it");
    awaitGroupTexts(alice, trip, "to three devices", "to the group without it");
    assertEquals(0L, sealedFor(bob, 2, "for the first alone"));
    assertEquals(List.of(1), devicesWithSessions(bob));
    laptop.close();
    try (ChitClient again = ChitClient.open(town.config("alice-laptop"))) {
      assertEquals(
          "device-revoked", assertThrows(ChitRefusedException.class, again::awaitConnected).code());
      assertEquals(List.of("while there are two"), texts(again, "bob"));
    }
  }

  @Test
  void nobodyRevokesTheDeviceInTheirHandOrOneThatIsNotThere() throws Exception {
    assertEquals(
        "own-device", assertThrows(UsageException.class, () -> alice.devices().revoke(1)).code());
    assertEquals(
        "unknown-device",
        assertThrows(ChitRefusedException.class, () -> alice.devices().revoke(7)).code());
    ChitClient laptop = link("laptop");
    laptop.awaitConnected();
    laptop.devices().revoke(1);
    assertEquals(List.of(2), laptop.devices().list().stream().map(Device::number).toList());
  }

  @Test
  void aMessageSealedForARevokedDeviceGoesToTheOneThatCameInItsPlace() throws Exception {
    ChitClient laptop = link("laptop");
    laptop.awaitConnected();
    bob.close();
    laptop.devices().revoke(1);
    alice.close();
    // Bob knows nothing of it yet: he has only what is in his profile.
    ChitClient back = town.back("bob");
    back.send(name("alice"), "whoever is there");
    awaitTexts(laptop, "bob", "whoever is there");
  }

  // ── money ──

  @Test
  void twoDevicesPayAtOnceAndNeverMoreThanThereIs() throws Exception {
    ChitClient laptop = link("laptop");
    laptop.awaitConnected();
    Future<Boolean> one = threads.submit(() -> paid(alice));
    Future<Boolean> other = threads.submit(() -> paid(laptop));
    assertTrue(one.get() ^ other.get());
    assertEquals(40_00, alice.balance().balance());
    assertEquals(40_00, laptop.balance().balance());
    for (ChitClient device : List.of(alice, laptop)) {
      await(
          () ->
              device.receipts(10, Optional.empty()).stream()
                      .filter(receipt -> receipt.amount().equals(amount("60")))
                      .count()
                  == 1);
    }
  }

  private static boolean paid(ChitClient from) throws Exception {
    try {
      var _ = from.pay(name("bob"), amount("60"), "");
      return true;
    } catch (ChitRefusedException e) {
      assertEquals("insufficient-funds", e.code());
      return false;
    }
  }

  // ── what must not work ──

  @Test
  void anUnknownUsedOrEndedCodeFindsNobody() throws Exception {
    assertEquals(
        "bad-code", assertThrows(UsageException.class, () -> add("chit-device:1:AAAA")).code());
    var desk = new Desk(true);
    Future<Device> linking = threads.submit(() -> alice.devices().link(desk, LIFE));
    String code = desk.code.get(60, TimeUnit.SECONDS);
    String other =
        code.substring(0, 20) + (code.charAt(20) == 'A' ? 'B' : 'A') + code.substring(21);
    assertEquals("unknown-code", assertThrows(ChitRefusedException.class, () -> add(other)).code());
    town.keep(add(code));
    linking.get();
    assertEquals(
        "unknown-code",
        assertThrows(ChitRefusedException.class, () -> add("alice-third", code)).code());

    var late = new Desk(true);
    assertThrows(
        UnreachableException.class, () -> alice.devices().link(late, Duration.ofMillis(1)));
    // The server may hear a moment later that the first device has gone.
    Eventually.is(
        "gone",
        () ->
            assertThrows(ChitRefusedException.class, () -> add("alice-third", late.code.getNow("")))
                .code()
                .equals("unknown-code"));
    assertFalse(ChitClient.exists(town.home("alice-third")));
  }

  @Test
  void whatTheMemberDoesNotConfirmGetsNothing() throws Exception {
    var desk = new Desk(false);
    Future<Device> linking = threads.submit(() -> alice.devices().link(desk, LIFE));
    String code = desk.code.get(60, TimeUnit.SECONDS);
    assertEquals("device-gone", assertThrows(ChitRefusedException.class, () -> add(code)).code());
    var refused = assertThrows(ExecutionException.class, linking::get);
    assertEquals(
        "not-confirmed", assertInstanceOf(ChitRefusedException.class, refused.getCause()).code());
    assertFalse(ChitClient.exists(town.home("alice-laptop")));
    assertEquals(1, alice.devices().list().size());
  }

  @Test
  void aServerThatChangesWhatTheDevicesSayIsFoundOut() throws Exception {
    try (var liar =
        new LyingServer(town.data(), alice.engine().self().tls(), town.server().port())) {
      liar.lie(ChitGrpc.getMeetDeviceMethod(), DevicesTest::changed);
      var desk = new Desk(true);
      Future<Device> linking = threads.submit(() -> alice.devices().link(desk, LIFE));
      String code = desk.code.get(60, TimeUnit.SECONDS);
      var config =
          ClientConfig.of(town.home("alice-laptop"))
              .withServer(liar.address())
              .withPatience(Town.PATIENCE);
      ChitException at =
          assertThrows(
              ChitException.class, () -> ChitClient.addDevice(config, code, "laptop", _ -> {}));
      assertEquals("linking-failed", at.code());
      assertThrows(ExecutionException.class, linking::get);
      assertFalse(ChitClient.exists(town.home("alice-laptop")));
      assertEquals(1, alice.devices().list().size());
    }
  }

  @Test
  void theNinthDeviceIsRefusedBeforeAnythingIsShown() throws Exception {
    for (int number = 2; number <= 8; number++) {
      alice
          .engine()
          .connection
          .await()
          .call(
              ChitGrpc.getAddDeviceMethod(),
              AddDeviceRequest.newBuilder()
                  .setStatement(
                      ByteString.copyFrom(
                          DeviceStatement.sign(
                                  alice.engine().self().identity(),
                                  number,
                                  SigningKey.generate().verifyKey(),
                                  AgreementKey.of(new byte[32]),
                                  1)
                              .encode()))
                  .build());
    }
    assertEquals(8, alice.devices().list().size());
    var desk = new Desk(true);
    assertEquals(
        "device-limit",
        assertThrows(ChitRefusedException.class, () -> alice.devices().link(desk, LIFE)).code());
    assertFalse(desk.code.isDone());
  }

  /// Sealed words, and not the three in clear before them, which end it as well.
  private static MeetFrame changed(MeetFrame frame) {
    byte[] bytes = frame.getBytes().toByteArray();
    if (bytes.length > 32) {
      bytes[bytes.length - 1] ^= 1;
    }
    return frame.toBuilder().setBytes(ByteString.copyFrom(bytes)).build();
  }

  // ── helpers ──

  private static List<String> labels(ChitClient device) throws Exception {
    return device.devices().list().stream().map(Device::label).toList();
  }

  /// As from another device of the account.
  private static void hears(ChitClient at, int device, String label, int version) throws Exception {
    var changed =
        DevicesChanged.newBuilder()
            .addLabels(
                DeviceLabel.newBuilder().setDevice(device).setLabel(label).setVersion(version));
    Person me = at.engine().people.known(at.whoami().account()).orElseThrow();
    at.engine()
        .store
        .run(
            tables -> {
              at.engine().deviceMail.changed(tables, me, changed.build());
              return true;
            });
  }

  /// Names of devices in what was sent to somebody.
  private static List<DeviceLabel> namesTold(ChitClient by, AccountId to) throws Exception {
    return by.engine().store.run(tables -> tables.sent.after(0, 1_000)).stream()
        .filter(row -> row.value().getRecipient().equals(ByteString.copyFrom(to.bytes())))
        .map(row -> content(row.value().getContent()))
        .flatMap(it -> it.getDevicesChanged().getLabelsList().stream())
        .toList();
  }

  private static Content content(ByteString bytes) {
    try {
      return Content.parseFrom(bytes);
    } catch (InvalidProtocolBufferException e) {
      throw new AssertionError(e);
    }
  }

  private static final class Desk implements LinkingDesk {
    final CompletableFuture<String> code = new CompletableFuture<>();
    final CompletableFuture<String> check = new CompletableFuture<>();
    private final boolean answer;

    Desk(boolean answer) {
      this.answer = answer;
    }

    @Override
    public void show(String shown) {
      code.complete(shown);
    }

    @Override
    public boolean confirm(String label, String checkNumber) {
      check.complete(checkNumber);
      return answer;
    }
  }

  private ChitClient link(String label) throws Exception {
    var desk = new Desk(true);
    Future<Device> linking = threads.submit(() -> alice.devices().link(desk, LIFE));
    var shown = new CompletableFuture<String>();
    ChitClient added =
        town.keep(
            ChitClient.addDevice(
                town.config("alice-" + label),
                desk.code.get(60, TimeUnit.SECONDS),
                label,
                shown::complete));
    Device device = linking.get();
    assertEquals(label, device.label());
    assertEquals(desk.check.get(), shown.get());
    return added;
  }

  private ChitClient add(String code) throws Exception {
    return add("alice-laptop", code);
  }

  private ChitClient add(String home, String code) throws Exception {
    return ChitClient.addDevice(town.config(home), code, "laptop", _ -> {});
  }

  private static List<String> texts(ChitClient client, String with) throws Exception {
    return client.history(name(with), 50, Optional.empty()).stream()
        .map(HistoryMessage::text)
        .toList();
  }

  private static void awaitTexts(ChitClient client, String with, String... expected)
      throws Exception {
    await(() -> texts(client, with).equals(List.of(expected)));
  }

  private static void awaitGroupTexts(ChitClient client, ConversationId group, String... expected)
      throws Exception {
    await(
        () ->
            client.groups().history(group, 50, Optional.empty()).stream()
                .map(HistoryMessage::text)
                .toList()
                .equals(List.of(expected)));
  }

  /// Waits until somebody knows so many devices of alice's.
  private static List<String> warnings(ChitClient client) throws Exception {
    return client.engine().store.run(tables -> tables.unseen.after(0, 1_000)).stream()
        .map(row -> row.value().getWarning().getCode())
        .filter(code -> !code.isEmpty())
        .toList();
  }

  private static void awaitDevices(ChitClient client, int count) throws Exception {
    await(
        () -> client.engine().people.known(name("alice")).orElseThrow().devices().size() == count);
  }

  private static String next(Inbox inbox, String text) throws Exception {
    return inbox.next(Incoming.Message.class, one -> one.text().equals(text)).text();
  }

  private static long sealedFor(ChitClient client, int device, String text) throws Exception {
    return client.engine().store.run(tables -> tables.sent.after(0, 1_000)).stream()
        .filter(row -> row.value().getDevice() == device)
        .filter(row -> row.value().getContent().toStringUtf8().contains(text))
        .count();
  }

  /// Of alice's devices those that this client has a session with.
  private List<Integer> devicesWithSessions(ChitClient client) throws Exception {
    return client
        .engine()
        .store
        .run(
            tables -> {
              var found = new java.util.ArrayList<Integer>();
              for (int device = 1; device <= 8; device++) {
                byte[] key = dev.chit.client.talk.Keys.device(alice.whoami().account(), device);
                if (tables.peers.find(key).isPresent()) {
                  found.add(device);
                }
              }
              return found;
            });
  }

  @FunctionalInterface
  private interface Condition {
    boolean holds() throws Exception;
  }

  private static void await(Condition condition) throws Exception {
    long end = System.nanoTime() + WAIT_NANOS;
    while (!condition.holds()) {
      assertTrue(System.nanoTime() < end, "it did not come to that");
      LockSupport.parkNanos(LOOK_NANOS);
    }
  }
}
