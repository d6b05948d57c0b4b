package dev.chit.client;

import static dev.chit.client.Town.amount;
import static dev.chit.client.Town.name;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import dev.chit.client.people.People;
import dev.chit.client.people.Person;
import dev.chit.client.proof.LedgerTerms;
import dev.chit.client.talk.Talk;
import dev.chit.client.talk.v1.Content;
import dev.chit.client.talk.v1.HandedChit;
import dev.chit.client.wallet.Drawing;
import dev.chit.client.wallet.HandedChits;
import dev.chit.client.wallet.Intent;
import dev.chit.core.AccountId;
import dev.chit.core.Reference;
import dev.chit.core.chit.ChitText;
import dev.chit.crypto.SigningKey;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Chits handed over in sealed messages.
final class HandedChitsTest {
  private static final Optional<Instant> BY_DEFAULT = Optional.empty();

  @TempDir Path directory;

  @Test
  void aHandedChitIsKnownToBothAndPaidWhenItIsRedeemed() throws Exception {
    try (var town = new Town(directory)) {
      ChitClient alice = town.member("alice");
      ChitClient bob = town.member("bob");
      Town.befriend(alice, bob);
      Inbox atBob = Inbox.of(bob);

      HandedOver handed = alice.chits().hand(name("bob"), amount("5.00"), "cake", BY_DEFAULT);

      assertTaken(handed.state());
      KeptChit mine = alice.chits().get(handed.chit().chit());
      assertEquals(ChitState.DRAWN, mine.state());
      assertEquals(Optional.of(handed.state()), mine.handed());
      Incoming.ChitMoved came = atBob.next(Incoming.ChitMoved.class);
      assertEquals(ChitState.RECEIVED, came.state());
      assertEquals("alice", came.chit().payerName());
      assertEquals(new Memo.Text("cake"), came.chit().memo());
      assertEquals(Optional.of(MessageState.RECEIVED), came.chit().handed());
      assertEquals("100.00", bob.balance().text());

      Inbox atAlice = Inbox.of(alice);
      Paid paid = bob.chits().redeem(came.chit().text());
      atAlice.next(Incoming.PaymentSettled.class);
      assertEquals(ChitState.SETTLED, alice.chits().get(paid.chit()).state());
      assertEquals(ChitState.SETTLED, bob.chits().get(paid.chit()).state());
      assertEquals(new Memo.Text("cake"), bob.receipts(1, Optional.empty()).getFirst().memo());
      assertEquals("105.00", bob.balance().text());
    }
  }

  @Test
  void aChitHandedOverWithoutAConnectionLeavesLater() throws Exception {
    try (var town = new Town(directory)) {
      ChitClient alice = town.member("alice");
      ChitClient bob = town.member("bob");
      Town.befriend(alice, bob);
      alice.find(name("bob"));
      alice.close();
      Inbox atBob = Inbox.of(bob);
      ClientConfig hasty = town.config("alice").withPatience(Duration.ofMillis(200));
      town.server().close();
      alice = town.keep(ChitClient.open(hasty));

      HandedOver handed = alice.chits().hand(name("bob"), amount("5.00"), "", BY_DEFAULT);
      assertEquals(MessageState.WAITING, handed.state());
      assertEquals(Optional.of(MessageState.WAITING), handed.chit().handed());
      town.restart();

      assertEquals(handed.chit().chit(), atBob.next(Incoming.ChitMoved.class).chit().chit());
    }
  }

  @Test
  void aStrangersChitWaitsUntilTheyAreAccepted() throws Exception {
    try (var town = new Town(directory)) {
      ChitClient alice = town.member("alice");
      ChitClient bob = town.member("bob");
      Inbox atBob = Inbox.of(bob);

      HandedOver handed = alice.chits().hand(name("bob"), amount("5.00"), "", BY_DEFAULT);
      atBob.next(Incoming.TalkRequest.class);
      assertEquals(List.of(), bob.chits().list(10, Optional.empty()));
      bob.contacts().accept(name("alice"));

      assertEquals(handed.chit().chit(), atBob.next(Incoming.ChitMoved.class).chit().chit());
    }
  }

  @Test
  void whatIsNotFromItsSenderToItsRecipientIsNotKept() throws Exception {
    try (var town = new Town(directory)) {
      ChitClient alice = town.member("alice");
      ChitClient bob = town.member("bob");
      Town.befriend(alice, bob);
      ChitClient carol = town.member("carol");
      Inbox atBob = Inbox.of(bob);
      AccountId toBob = bob.whoami().account();
      byte[] forged = ChitText.decode(drawn(alice, toBob, 600));
      forged[70] ^= 1;

      hand(alice, drawn(alice, carol.whoami().account(), 600));
      assertWarning("bad-chit", atBob);
      hand(alice, drawn(carol, toBob, 600));
      assertWarning("bad-chit", atBob);
      hand(alice, drawn(alice, toBob, -600));
      assertWarning("expired", atBob);
      hand(alice, ChitText.encode(forged));
      assertWarning("bad-signature", atBob);
      hand(alice, "chit:1:money");
      assertWarning("wrong-chit", atBob);

      assertEquals(List.of(), bob.chits().list(10, Optional.empty()));
    }
  }

  @Test
  void aMemoThatTheChitDoesNotCommitToIsNotShown() throws Exception {
    try (var town = new Town(directory)) {
      ChitClient alice = town.member("alice");
      ChitClient bob = town.member("bob");
      Town.befriend(alice, bob);
      Inbox atBob = Inbox.of(bob);
      DrawnChit drawn = alice.chits().draw(name("bob"), amount("1.00"), "", BY_DEFAULT);
      ByteString salt = ByteString.copyFrom(new byte[16]);

      send(
          alice,
          HandedChit.newBuilder().setChit(drawn.text()).setSalt(salt).setMemo("a lie").build());

      assertEquals(new Memo.None(), atBob.next(Incoming.ChitMoved.class).chit().memo());
    }
  }

  @Test
  void onePayerCannotFillAPurse() throws Exception {
    try (var town = new Town(directory)) {
      ChitClient alice = town.member("alice");
      ChitClient bob = town.member("bob");
      Town.befriend(alice, bob);
      bob.find(name("alice"));
      Person payer = bob.engine().people.known(name("alice")).orElseThrow();
      AccountId toBob = bob.whoami().account();
      int limit = 200;
      List<String> chits =
          IntStream.rangeClosed(0, limit).mapToObj(_ -> drawnQuietly(alice, toBob)).toList();

      bob.engine()
          .store
          .run(
              tables -> {
                for (String chit : chits) {
                  HandedChits.arrived(tables, payer, HandedChit.newBuilder().setChit(chit).build());
                }
                return true;
              });

      assertWarning("too-many-chits", Inbox.of(bob));
      List<KeptChit> kept = bob.engine().wallet.chits(limit + 10, Optional.empty(), Town.UNIT);
      assertEquals(limit, kept.size());
      assertTrue(kept.stream().noneMatch(chit -> chit.text().equals(chits.getLast())));
    }
  }

  private static void assertWarning(String code, Inbox inbox) throws InterruptedException {
    assertEquals(code, inbox.next(Incoming.Warning.class).code());
  }

  private static String drawnQuietly(ChitClient payer, AccountId payee) {
    try {
      return drawn(payer, payee, 600);
    } catch (ChitException e) {
      throw new AssertionError(e);
    }
  }

  private static String drawn(ChitClient payer, AccountId payee, long seconds)
      throws ChitException {
    SigningKey key = payer.engine().self().identity();
    LedgerTerms terms = payer.engine().terms();
    long end = Instant.now().getEpochSecond() + seconds;
    var intent = new Intent(payee, amount("1.00"), end, Reference.NONE);
    return ChitText.encode(
        new Drawing(new SecureRandom()).draw(key, terms, intent, Optional.empty()).bytes());
  }

  private static void hand(ChitClient from, String chit) throws Exception {
    send(from, HandedChit.newBuilder().setChit(chit).build());
  }

  private static void send(ChitClient from, HandedChit content) throws Exception {
    AccountId bob = from.find(name("bob")).account();
    Talk.Posted posted =
        from.engine()
            .store
            .run(
                tables ->
                    from.engine()
                        .talk
                        .postAwaited(
                            tables,
                            People.known(tables, bob).orElseThrow(),
                            Content.newBuilder().setHandedChit(content)));
    assertTaken(from.engine().talk.await(posted, Town.PATIENCE));
  }

  /// A slow machine may have the server store it first.
  private static void assertTaken(MessageState state) {
    assertTrue(state == MessageState.STORED || state == MessageState.DELIVERED, state.toString());
  }
}
