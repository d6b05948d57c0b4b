package dev.chit.server.edge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import dev.chit.wire.Limits;
import dev.chit.wire.v1.ClientFrame;
import dev.chit.wire.v1.FindRequest;
import dev.chit.wire.v1.Hello;
import dev.chit.wire.v1.ListOnlineRequest;
import dev.chit.wire.v1.Presence;
import dev.chit.wire.v1.PresenceTerms;
import dev.chit.wire.v1.ServerFrame;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Who is told, and shown, who is there.
class PresenceTermsTest {
  @TempDir Path data;

  @Test
  void onlyWhoAskedIsToldAndOnlyOfThoseWhoShowThemselves() throws Exception {
    try (var server = TestServer.start(data)) {
      TestClient alice = server.member("alice");
      TestClient bob = server.member("bob");
      TestClient carol = server.member("carol");
      TestStream watching = alice.connect();
      watching.watch(bob, carol);
      TestStream indifferent = server.member("dora").connect();
      indifferent.welcome();
      settle(watching, alice);

      TestStream hidden = TestStream.silent(carol);
      hidden.write(
          ClientFrame.newBuilder()
              .setHello(Hello.newBuilder().setClientVersion("test"))
              .setPresence(PresenceTerms.newBuilder().setShown(PresenceTerms.Shown.SHOWN_NOBODY)));
      hidden.welcome();
      bob.connect().welcome();

      Presence told = watching.take(1, ServerFrame::getPresenceList).getFirst();
      assertEquals("bob", told.getName());
      assertTrue(told.getOnline());
      assertEquals(List.of("alice", "bob", "dora"), online(alice));
      assertEquals(List.of("alice", "bob", "carol", "dora"), online(carol));
      var find = FindRequest.newBuilder().setName("carol").build();
      assertEquals(false, alice.calls().find(find).getOnline());
      assertEquals(0, indifferent.all(ServerFrame::getPresenceList).size());
    }
  }

  @Test
  void termsHaveALimitAndNameAccounts() throws Exception {
    try (var server = TestServer.start(data)) {
      TestClient alice = server.member("alice");
      TestStream most = alice.connect();
      most.write(ClientFrame.newBuilder().setPresence(watching(Limits.PRESENCE_ACCOUNTS_MAX)));
      settle(most, alice);
      most.write(ClientFrame.newBuilder().setPresence(watching(Limits.PRESENCE_ACCOUNTS_MAX + 1)));
      assertEquals("too-large", most.endCode());

      TestStream first = TestStream.silent(alice);
      first.write(
          ClientFrame.newBuilder()
              .setHello(Hello.newBuilder().setClientVersion("test"))
              .setPresence(watching(Limits.PRESENCE_ACCOUNTS_MAX + 1)));
      assertEquals("too-large", first.endCode());

      TestStream wrong = alice.connect();
      wrong.write(
          ClientFrame.newBuilder()
              .setPresence(PresenceTerms.newBuilder().addListed(ByteString.copyFrom(new byte[3]))));
      assertEquals("bad-request", wrong.endCode());
    }
  }

  /// What was written before is done when this is answered.
  private static void settle(TestStream stream, TestClient to) throws Exception {
    stream.send(TestClient.send(77, to.account(), "to myself"));
    stream.await(
        frames -> frames.stream().anyMatch(it -> it.getStoredCount() + it.getDeliveredCount() > 0));
  }

  private static List<String> online(TestClient client) {
    return client
        .calls()
        .listOnline(ListOnlineRequest.getDefaultInstance())
        .getOnlineList()
        .stream()
        .map(Presence::getName)
        .sorted()
        .toList();
  }

  private static PresenceTerms watching(int accounts) {
    PresenceTerms.Builder terms = PresenceTerms.newBuilder();
    IntStream.range(0, accounts)
        .mapToObj(i -> ByteString.copyFrom(ByteBuffer.allocate(16).putInt(i).array()))
        .forEach(terms::addWatched);
    return terms.build();
  }
}
