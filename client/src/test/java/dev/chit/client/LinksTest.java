package dev.chit.client;

import static dev.chit.client.Town.amount;
import static dev.chit.client.Town.name;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import dev.chit.client.people.People;
import dev.chit.client.talk.v1.Content;
import dev.chit.client.talk.v1.LinkAddress;
import dev.chit.client.talk.v1.LinkOffer;
import dev.chit.core.AccountId;
import dev.chit.testkit.Eventually;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Direct links between real clients, with a real server that comes and goes.
final class LinksTest {
  @TempDir Path directory;

  @Test
  void wordsAndChitsGoFromHandToHandWhileTheServerIsAway() throws Exception {
    try (var town = new Town(directory)) {
      ChitClient alice = town.member("alice");
      ChitClient bob = town.member("bob");
      Inbox atAlice = Inbox.of(alice);
      Inbox atBob = Inbox.of(bob);
      Town.befriend(alice, bob);
      link(alice, bob);
      town.server().close();
      awaitCut(alice, bob);

      assertEquals(MessageState.DELIVERED, alice.send(name("bob"), "no server").state());
      atBob.next(Incoming.Message.class, it -> it.text().equals("no server"));
      assertEquals(MessageState.DELIVERED, bob.send(name("alice"), "none here").state());
      atAlice.next(Incoming.Message.class, it -> it.text().equals("none here"));
      HandedOver handed = alice.chits().hand(name("bob"), amount("5.00"), "cake", Optional.empty());
      assertEquals(MessageState.DELIVERED, handed.state());
      assertEquals(Optional.of(MessageState.DELIVERED), handed.chit().handed());
      KeptChit held = atBob.next(Incoming.ChitMoved.class).chit();
      assertEquals(ChitState.RECEIVED, held.state());
      assertEquals(new Memo.Text("cake"), held.memo());

      town.restart();
      Paid paid = bob.chits().redeem(held.text());
      atAlice.next(Incoming.PaymentSettled.class);
      assertEquals(ChitState.SETTLED, alice.chits().get(paid.chit()).state());
      assertEquals(ChitState.SETTLED, bob.chits().get(paid.chit()).state());
      assertEquals("105.00", bob.balance().text());
    }
  }

  @Test
  void whenALinkEndsTheServerCarriesOn() throws Exception {
    try (var town = new Town(directory)) {
      ChitClient alice = town.member("alice");
      ChitClient bob = town.member("bob");
      Town.befriend(alice, bob);
      link(alice, bob);
      Inbox atBob = Inbox.of(bob);

      alice.send(name("bob"), "by the link");
      atBob.next(Incoming.Message.class, it -> it.text().equals("by the link"));
      bob.links().allow(false);
      Eventually.is("the link has ended", () -> alice.links().status().peers().isEmpty());
      assertFalse(alice.send(name("bob"), "by the server").state() == MessageState.WAITING);
      atBob.next(Incoming.Message.class, it -> it.text().equals("by the server"));
      assertEquals(0, atBob.count(Incoming.Message.class), "nothing came twice");

      bob.links().allow(true);
      Eventually.is("they are linked again", () -> isLinked(alice, bob));
    }
  }

  @Test
  void whatWaitsLeavesOverTheFirstLinkThatComesUp() throws Exception {
    try (var town = new Town(directory)) {
      ChitClient alice = town.member("alice");
      ChitClient bob = town.member("bob");
      Town.befriend(alice, bob);
      link(alice, bob);
      Inbox atBob = Inbox.of(bob);
      town.server().close();
      awaitCut(alice, bob);
      bob.links().allow(false);
      Eventually.is("the link has ended", () -> alice.links().status().peers().isEmpty());

      var _ =
          alice
              .engine()
              .store
              .run(
                  tables ->
                      alice
                          .engine()
                          .talk
                          .postAwaited(
                              tables,
                              People.known(tables, bob.whoami().account()).orElseThrow(),
                              Content.newBuilder()
                                  .setText(
                                      dev.chit.client.talk.v1.Text.newBuilder().setText("later"))));
      bob.links().allow(true);

      atBob.next(Incoming.Message.class, it -> it.text().equals("later"));
    }
  }

  @Test
  void bothComeBackWhileTheServerIsAwayAndFindEachOther() throws Exception {
    try (var town = new Town(directory)) {
      ChitClient alice = town.member("alice");
      ChitClient bob = town.member("bob");
      Town.befriend(alice, bob);
      link(alice, bob);
      Eventually.is("both have said where", () -> offers(alice) == 1 && offers(bob) == 1);
      town.server().close();
      alice.close();
      bob.close();

      ChitClient aliceAgain = town.keep(ChitClient.open(ClientConfig.of(town.home("alice"))));
      ChitClient bobAgain = town.keep(ChitClient.open(ClientConfig.of(town.home("bob"))));
      aliceAgain.links().open();
      bobAgain.links().open();

      Eventually.is("they are linked again", () -> isLinked(aliceAgain, bobAgain));
      assertEquals(MessageState.DELIVERED, bobAgain.send(name("alice"), "back").state());
    }
  }

  @Test
  void whoIsBlockedIsHungUpOn() throws Exception {
    try (var town = new Town(directory)) {
      ChitClient alice = town.member("alice");
      ChitClient bob = town.member("bob");
      Town.befriend(alice, bob);
      link(alice, bob);

      alice.contacts().block(name("bob"));

      Eventually.is("alice has hung up", () -> alice.links().status().peers().isEmpty());
      Eventually.is("bob notices", () -> bob.links().status().peers().isEmpty());
    }
  }

  @Test
  void nobodyIsLinkedWhoDoesNotAllowIt() throws Exception {
    try (var town = new Town(directory)) {
      ChitClient alice = town.member("alice");
      ChitClient bob = town.member("bob");
      Town.befriend(alice, bob);
      alice.links().open();
      alice.links().allow(true);
      bob.links().open();
      Eventually.is("alice listens", () -> alice.links().status().port().isPresent());
      Eventually.is("her offer is at bob's", () -> offers(bob) == 1);

      bob.send(name("alice"), "by the server");

      LinkStatus atBob = bob.links().status();
      assertFalse(atBob.allowed());
      assertTrue(atBob.port().isEmpty());
      assertEquals(List.of(), atBob.peers());
      assertEquals(0, offers(alice), "he has offered nothing");
    }
  }

  @Test
  void aStrangerMakesNobodyConnectAndLearnsNoAddress() throws Exception {
    try (var town = new Town(directory);
        var trap = new ServerSocket(0, 8, dialable())) {
      ChitClient bob = town.member("bob");
      ChitClient stranger = town.member("mallory");
      ChitClient alice = town.member("alice");
      Town.befriend(alice, bob);
      link(alice, bob);
      var knocks = new AtomicInteger();
      Thread.ofVirtual().start(() -> count(trap, knocks));

      offer(stranger, bob, trap);
      stranger.send(name("bob"), "look here");
      Inbox.of(bob).next(Incoming.Message.class, it -> it.text().equals("look here"));

      assertEquals(0, offers(stranger), "bob has told the stranger no address");
      assertEquals(1, offers(bob), "alice's alone: the stranger's is held back");
      assertEquals(0, knocks.get(), "bob has connected to where a stranger wanted");

      bob.send(name("mallory"), "you again");
      offer(stranger, bob, trap);
      Eventually.is("a contact is dialled", () -> knocks.get() > 0);
    }
  }

  @Test
  void whoDoesNotKnockHearsNothing() throws Exception {
    try (var town = new Town(directory)) {
      ChitClient alice = town.member("alice");
      ChitClient bob = town.member("bob");
      Town.befriend(alice, bob);
      link(alice, bob);
      int port = bob.links().status().port().orElseThrow();

      var shown = new Onlooker();
      try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
        socket.setSoTimeout(60_000);
        socket.getOutputStream().write(new byte[48]);
        assertThrows(IOException.class, () -> shown.shakeHands(socket));
      }
      assertEquals(0, shown.certificates, "nobody learns whose port it is");
      assertTrue(isLinked(alice, bob));
    }
  }

  private static void link(ChitClient one, ChitClient other) throws Exception {
    for (ChitClient each : List.of(one, other)) {
      each.links().open();
      each.links().allow(true);
    }
    Eventually.is("they are linked", () -> isLinked(one, other));
  }

  private static boolean isLinked(ChitClient one, ChitClient other) throws Exception {
    return has(one, other) && has(other, one);
  }

  private static boolean has(ChitClient one, ChitClient other) throws Exception {
    return one.links().status().peers().stream()
        .anyMatch(it -> it.account().equals(other.whoami().account()));
  }

  private static void awaitCut(ChitClient... clients) throws Exception {
    for (ChitClient each : clients) {
      Eventually.is("cut", () -> each.connectionState() != ConnectionState.CONNECTED);
    }
  }

  private static int offers(ChitClient client) throws Exception {
    return client.engine().store.run(tables -> tables.offers.after(0, 100)).size();
  }

  private static InetAddress dialable() throws Exception {
    return Collections.list(NetworkInterface.getNetworkInterfaces()).stream()
        .flatMap(each -> each.inetAddresses())
        .filter(it -> !it.isLoopbackAddress() && !it.isLinkLocalAddress())
        .findFirst()
        .orElse(InetAddress.getLoopbackAddress());
  }

  private static void count(ServerSocket trap, AtomicInteger knocks) {
    try {
      while (true) {
        trap.accept().close();
        knocks.incrementAndGet();
      }
    } catch (IOException closed) {
      return;
    }
  }

  /// Says that the client can be dialled at a trap.
  private static void offer(ChitClient from, ChitClient to, ServerSocket trap) throws Exception {
    from.find(to.whoami().name().orElseThrow());
    var at = (InetSocketAddress) trap.getLocalSocketAddress();
    AccountId account = to.whoami().account();
    LinkOffer offer =
        LinkOffer.newBuilder()
            .setToken(ByteString.copyFrom(new byte[32]))
            .setUntilSeconds(Instant.now().getEpochSecond() + 3_600)
            .addAddresses(
                LinkAddress.newBuilder()
                    .setIp(ByteString.copyFrom(at.getAddress().getAddress()))
                    .setPort(at.getPort()))
            .build();
    var posted =
        from.engine()
            .store
            .run(
                tables ->
                    from.engine()
                        .talk
                        .postAwaited(
                            tables,
                            People.known(tables, account).orElseThrow(),
                            Content.newBuilder().setLinkOffer(offer)));
    from.engine().talk.await(posted, Town.PATIENCE);
  }

  /// Speaks TLS with anybody, to see what they show.
  private static final class Onlooker extends X509ExtendedTrustManager {
    int certificates;

    void shakeHands(Socket socket) throws Exception {
      SSLContext context = SSLContext.getInstance("TLSv1.3");
      context.init(null, new TrustManager[] {this}, null);
      var tls = (SSLSocket) context.getSocketFactory().createSocket(socket, "link", 1, false);
      tls.startHandshake();
      var _ = tls.getInputStream().read();
      throw new IOException("it went on talking");
    }

    private void saw(X509Certificate[] chain) {
      certificates += chain.length;
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) {
      saw(chain);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) {
      saw(chain);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) {
      saw(chain);
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }
}
