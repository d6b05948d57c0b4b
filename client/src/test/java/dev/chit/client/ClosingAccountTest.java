package dev.chit.client;

import static dev.chit.client.Town.name;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import dev.chit.client.connection.Caller;
import dev.chit.core.AccountId;
import dev.chit.core.ConversationId;
import dev.chit.core.event.AccountClosing;
import dev.chit.core.group.GroupName;
import dev.chit.server.ServerConfig;
import dev.chit.wire.v1.ChitGrpc;
import dev.chit.wire.v1.CloseAccountRequest;
import dev.chit.wire.v1.FindRequest;
import io.grpc.MethodDescriptor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Accounts that end: real clients, a real server whose clock can be moved.
final class ClosingAccountTest {
  private static final Duration REST = Duration.ofDays(90);

  @TempDir Path directory;
  private volatile Duration ahead = Duration.ZERO;
  private Town town;
  private ChitClient alice;
  private ChitClient bob;

  @BeforeEach
  void start() throws Exception {
    town =
        new Town(
            directory,
            ServerConfig.of(directory.resolve("server"), Town.UNIT)
                .withOpeningGrant(100_00)
                .withClock(() -> Instant.now().plus(ahead)));
    alice = town.member("alice");
    bob = town.member("bob");
    Town.befriend(alice, bob);
  }

  @AfterEach
  void stop() {
    town.close();
  }

  @Test
  void anAccountWithMoneyOrOpenChitsStaysAndThenItEndsForEver() throws Exception {
    refused("not-empty", () -> alice.account().close());
    DrawnChit drawn = alice.draw(name("bob"), Town.amount("5.00"), "");
    alice.pay(name("bob"), Town.amount("100.00"), "");
    assertEquals(1, alice.account().remains().promises());
    refused("open-chits", () -> alice.account().close());
    alice.chits().revoke(drawn.chit());
    assertTrue(alice.account().remains().isNothing());
    Inbox atBob = Inbox.of(bob);
    ConversationId trip = bob.groups().create(new GroupName("trip"), List.of(name("alice"))).id();
    ChitClient carol = town.member("carol");
    Town.befriend(bob, carol);
    Inbox atCarol = Inbox.of(carol);
    bob.groups().add(trip, List.of(name("carol")));

    long index = alice.account().close();

    assertTrue(alice.account().isClosed());
    assertFalse(Files.exists(town.home("alice").resolve("vault")), "the key of the rows");
    Incoming.Warning told =
        atBob.next(Incoming.Warning.class, one -> one.code().equals("account-closed"));
    assertTrue(told.message().contains("alice has closed the account"), told.message());
    Acquaintance known = bob.contacts().of(name("alice"));
    assertTrue(known.closed());
    assertEquals(index, bob.engine().people.known(name("alice")).orElseThrow().devicesIndex());
    refused("account-closed", () -> bob.send(name("alice"), "hello?"));
    refused("account-closed", () -> bob.pay(name("alice"), Town.amount("1.00"), ""));
    refused(
        "account-closed",
        () -> bob.chits().hand(name("alice"), Town.amount("1.00"), "", Optional.empty()));
    assertTrue(bob.find(name("alice")).closed());
    bob.groups().send(trip, "to those who are left");
    assertEquals("to those who are left", atCarol.next(Incoming.GroupMessage.class).text());
    alice.close();
    assertFalse(ChitClient.exists(town.home("alice")));
    try (ChitClient other = ChitClient.create(town.config("other"))) {
      refused("name-taken", () -> other.register(name("alice"), ""));
    }
  }

  @Test
  void whoKnewTheFormerOneIsNotTakenInByTheNextOfThatName() throws Exception {
    bob.send(name("alice"), "to the first alice");
    AccountId first = alice.whoami().account();
    alice.pay(name("bob"), Town.amount("100.00"), "");
    alice.account().close();
    ahead = REST;
    ChitClient next = town.keep(ChitClient.create(town.config("next")));
    next.register(name("alice"), "");
    Inbox atBob = Inbox.of(bob);
    // Whoever is called so now does not get what was meant for the other.
    refused("account-closed", () -> bob.send(name("alice"), "a secret"));

    Contact found = bob.find(name("alice"));

    assertEquals(next.whoami().account(), found.account());
    assertNotEquals(first, found.account());
    Incoming.Warning told =
        atBob.next(Incoming.Warning.class, one -> one.code().equals("name-passed-on"));
    assertTrue(told.message().contains("alice.closed"), told.message());
    Acquaintance former = bob.contacts().of(name("alice.closed"));
    assertEquals(first, former.account());
    assertTrue(former.closed());
    assertEquals(Standing.STRANGER, bob.contacts().of(name("alice")).standing());
    assertEquals(
        List.of("to the first alice"),
        bob.history(name("alice.closed"), 10, Optional.empty()).stream()
            // If bob had not heard of the end before he wrote, what was refused is there, too.
            .filter(it -> it.state() != MessageState.REFUSED)
            .map(HistoryMessage::text)
            .toList());
    assertEquals(List.of(), bob.history(name("alice"), 10, Optional.empty()));
    bob.send(name("alice"), "hello, whoever you are");
    assertEquals("hello, whoever you are", Inbox.of(next).next(Incoming.Message.class).text());
    // Looked up again, both stay who they are.
    assertEquals(found.account(), bob.find(name("alice")).account());
  }

  @Test
  void whatWasSentBeforeTheEndArrivesAfterIt() throws Exception {
    ChitClient carol = town.member("carol");
    carol.close();
    bob.close();
    assertEquals(MessageState.STORED, alice.send(name("bob"), "goodbye").state());
    assertEquals(MessageState.STORED, alice.send(name("carol"), "we never met").state());
    alice.pay(name("operator"), Town.amount("100.00"), "");
    alice.account().close();

    // Whoever looks her up first finds nobody there, and hears her all the same.
    Inbox atCarol = Inbox.of(town.back("carol"));
    assertEquals("we never met", atCarol.next(Incoming.Message.class).text());
    Inbox atBob = Inbox.of(town.back("bob"));
    assertEquals("goodbye", atBob.next(Incoming.Message.class).text());
  }

  @Test
  void aServerThatGivesTheNameAwayTooEarlyIsFoundOut() throws Exception {
    alice.pay(name("bob"), Town.amount("100.00"), "");
    alice.account().close();
    var log = bob.engine().ledger().log();
    var live = bob.engine().connection.await();
    var forged = SecondBinding.of(town, "alice");
    var server =
        new Caller() {
          @Override
          public <Q, R> R call(MethodDescriptor<Q, R> method, Q request)
              throws ChitException, InterruptedException {
            boolean isOfFormer = request instanceof FindRequest asked && asked.hasAccount();
            return isOfFormer ? live.call(method, request) : forged.server().call(method, request);
          }
        };
    var caught =
        assertThrows(
            NotTrustedException.class, () -> bob.engine().people.find(name("alice"), log, server));
    assertEquals("key-changed", caught.code());
    assertEquals(alice.whoami().account(), bob.contacts().of(name("alice")).account());
  }

  @Test
  void aServerThatOnlySaysThatSomebodyIsGoneIsFoundOut() throws Exception {
    Inbox atBob = Inbox.of(bob);
    bob.engine()
        .store
        .run(
            tables -> {
              bob.engine().deviceMail.saidClosed(tables, alice.whoami().account());
              return true;
            });
    assertEquals("closing-unproved", atBob.next(Incoming.Warning.class).code());
    assertFalse(bob.contacts().of(name("alice")).closed());
  }

  @Test
  void anEndOfWhichTheReplyWasLostIsProvedOnceMore() throws Exception {
    alice.pay(name("bob"), Town.amount("100.00"), "");
    var identity = alice.engine().self().identity();
    var closing = new AccountClosing(alice.engine().ledger().log().ledger(), identity.verifyKey());
    try (var channel = alice.engine().dial()) {
      var _ =
          channel.call(
              ChitGrpc.getCloseAccountMethod(),
              CloseAccountRequest.newBuilder()
                  .setSignature(ByteString.copyFrom(identity.sign(closing.signedBytes())))
                  .build(),
              Town.PATIENCE);
    }
    long endNanos = System.nanoTime() + TimeUnit.SECONDS.toNanos(90);
    while (alice.connectionState() != ConnectionState.NOT_TRUSTED && System.nanoTime() < endNanos) {
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
    }
    alice.account().close();
    assertTrue(alice.account().isClosed());
    bob.find(name("alice"));
    assertTrue(bob.contacts().of(name("alice")).closed());
  }

  @FunctionalInterface
  private interface Attempt {
    Object make() throws Exception;
  }

  private static void refused(String code, Attempt attempt) {
    assertEquals(code, assertThrows(ChitRefusedException.class, attempt::make).code());
  }
}
