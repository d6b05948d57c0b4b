package dev.chit.client;

import static dev.chit.client.Town.amount;
import static dev.chit.client.Town.name;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import com.google.protobuf.MessageLite;
import dev.chit.client.connection.Caller;
import dev.chit.client.people.People;
import dev.chit.client.proof.LogView;
import dev.chit.crypto.SafetyNumber;
import dev.chit.wire.v1.AccountRecord;
import dev.chit.wire.v1.ChitGrpc;
import dev.chit.wire.v1.ConsistencyProof;
import dev.chit.wire.v1.FindRequest;
import dev.chit.wire.v1.GetCheckpointRequest;
import dev.chit.wire.v1.GetReceiptRequest;
import dev.chit.wire.v1.InclusionProof;
import dev.chit.wire.v1.Receipt;
import io.grpc.MethodDescriptor;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A server that is not who it was, or does not say what is in its log.
final class TrustTest {
  @TempDir Path directory;

  @Test
  void anImpostorAtTheOldAddressIsRefused() throws Exception {
    try (var town = new Town(directory.resolve("a"));
        var other = new Town(directory.resolve("b"))) {
      town.member("alice").close();
      var place = new ServerAddress("127.0.0.1", other.address().port(), Optional.empty());

      try (ChitClient alice = ChitClient.open(town.config("alice").withServer(place))) {
        var refused = assertThrows(NotTrustedException.class, alice::awaitConnected);
        assertEquals("not-trusted", refused.code());
        assertEquals(ExitClass.UNREACHABLE, refused.exitClass());
        assertEquals(ConnectionState.NOT_TRUSTED, alice.connectionState());
        assertThrows(NotTrustedException.class, () -> alice.pay(name("bob"), amount("1.00"), ""));
      }
      assertEquals(
          "not-trusted",
          assertThrows(
                  NotTrustedException.class,
                  () -> ChitClient.open(town.config("alice").withServer(other.address())))
              .code());
      town.back("alice").awaitConnected();
    }
  }

  @Test
  void withoutAFingerprintNobodyIsTrustedUnlessTheMemberSaysSo() throws Exception {
    try (var town = new Town(directory.resolve("a"));
        var other = new Town(directory.resolve("b"))) {
      var bare = new ServerAddress("127.0.0.1", town.address().port(), Optional.empty());
      ClientConfig config = town.config("alice").withServer(bare);
      try (ChitClient alice = ChitClient.create(config)) {
        assertEquals(
            "no-fingerprint",
            assertThrows(NotTrustedException.class, () -> alice.register(name("alice"), ""))
                .code());
      }
      try (ChitClient alice = ChitClient.open(config.withTrustFirst(true))) {
        alice.register(name("alice"), "");
        assertEquals(Optional.of(town.address()), alice.whoami().server());
      }
      var impostor = new ServerAddress("127.0.0.1", other.address().port(), Optional.empty());
      try (ChitClient alice = ChitClient.open(config.withServer(impostor).withTrustFirst(true))) {
        assertThrows(NotTrustedException.class, alice::awaitConnected);
      }
    }
  }

  /// A caller whose answers to one method are changed on the way.
  private static <A extends MessageLite> Caller lying(
      Caller honest, MethodDescriptor<?, A> about, UnaryOperator<A> lie) {
    return new Caller() {
      @Override
      @SuppressWarnings("unchecked")
      public <Q, R> R call(MethodDescriptor<Q, R> method, Q request)
          throws ChitException, InterruptedException {
        R answer = honest.call(method, request);
        return method.getFullMethodName().equals(about.getFullMethodName())
            ? (R) lie.apply((A) answer)
            : answer;
      }
    };
  }

  private static ByteString flipped(ByteString bytes, int at) {
    byte[] copy = bytes.toByteArray();
    copy[at % copy.length] ^= 1;
    return ByteString.copyFrom(copy);
  }

  @Test
  void aServerThatLiesAboutAKeyIsNotBelieved() throws Exception {
    try (var town = new Town(directory)) {
      ChitClient alice = town.member("alice");
      town.member("bob");
      town.member("mallory");
      var live = alice.engine().connection.await();
      var log = alice.engine().ledger().log();
      AccountRecord mallory =
          live.call(ChitGrpc.getFindMethod(), FindRequest.newBuilder().setName("mallory").build());
      List<UnaryOperator<AccountRecord>> lies = new ArrayList<>();
      lies.add(record -> mallory);
      lies.add(record -> mallory.toBuilder().setName("bob").build());
      lies.add(record -> record.toBuilder().setAccount(mallory.getAccount()).build());
      lies.add(record -> record.toBuilder().setName("bobby").build());
      lies.add(record -> record.toBuilder().setOpened(mallory.getOpened()).build());
      lies.add(record -> record.toBuilder().clearOpened().build());
      lies.add(record -> record.toBuilder().addDevices(mallory.getDevices(0)).build());
      lies.add(record -> record.toBuilder().setDevices(0, mallory.getDevices(0)).build());
      lies.add(
          record -> record.toBuilder().setDevices(0, flipped(record.getDevices(0), 40)).build());
      lies.add(receipt(r -> r.toBuilder().setIndex(r.getIndex() + 1).build()));
      lies.add(receipt(r -> r.toBuilder().clearCheckpoint().build()));
      lies.add(receipt(r -> r.toBuilder().setProof(InclusionProof.getDefaultInstance()).build()));
      for (int at = 0; at < mallory.getOpened().getEvent().size(); at += 7) {
        int where = at;
        lies.add(receipt(r -> r.toBuilder().setEvent(flipped(r.getEvent(), where)).build()));
      }
      lies.add(
          receipt(
              r ->
                  r.toBuilder()
                      .setProof(
                          r.getProof().toBuilder()
                              .setHashes(0, flipped(r.getProof().getHashes(0), 5)))
                      .build()));
      lies.add(
          receipt(
              r ->
                  r.toBuilder()
                      .setCheckpoint(
                          r.getCheckpoint().toBuilder()
                              .setNote(r.getCheckpoint().getNote().replaceFirst("\n", "\n1")))
                      .build()));
      for (UnaryOperator<AccountRecord> lie : lies) {
        Caller liar = lying(live, ChitGrpc.getFindMethod(), lie);
        var refused =
            assertThrows(NotTrustedException.class, () -> People.ask(name("bob"), log, liar));
        assertEquals("bad-proof", refused.code());
      }
      assertEquals("bob", People.ask(name("bob"), log, live).person().name().value());
    }
  }

  private static UnaryOperator<AccountRecord> receipt(UnaryOperator<Receipt> lie) {
    return record -> record.toBuilder().setOpened(lie.apply(record.getOpened())).build();
  }

  @Test
  void aServerThatRewritesItsLogIsCaughtAndPaymentsStop() throws Exception {
    try (var town = new Town(directory)) {
      ChitClient alice = town.member("alice");
      ChitClient bob = town.member("bob");
      alice.find(name("bob"));
      Inbox atAlice = Inbox.of(alice);
      var live = alice.engine().connection.await();
      var log = alice.engine().ledger().log();
      bob.pay(name("alice"), amount("1.00"), "");
      atAlice.next(Incoming.Payment.class, it -> it.from().equals("bob"));
      Caller liar =
          lying(
              live,
              ChitGrpc.getGetConsistencyMethod(),
              proof ->
                  ConsistencyProof.newBuilder()
                      .addHashes(ByteString.copyFrom(new byte[32]))
                      .build());
      HistoryRewrittenException caught = null;
      while (caught == null) {
        // A tree that grew, and a proof of it that is none; unless it was seen in the meantime, by
        // way of the receipt of what was paid before.
        bob.pay(name("operator"), amount("1.00"), "");
        caught = caught(log, live, liar);
      }
      String note = caught.now();
      atAlice.next(Incoming.Warning.class, it -> it.code().equals("history-rewritten"));
      assertThrows(
          HistoryRewrittenException.class, () -> alice.pay(name("bob"), amount("1.00"), ""));
      assertThrows(
          HistoryRewrittenException.class, () -> alice.draw(name("bob"), amount("1.00"), ""));
      alice.close();
      ChitClient again = town.back("alice");
      var still =
          assertThrows(
              HistoryRewrittenException.class, () -> again.pay(name("bob"), amount("1.00"), ""));
      assertEquals(caught.before(), still.before());
      assertEquals(note, still.now());
      LogSeen seen = again.log();
      assertFalse(seen.isConsistent());
      assertEquals(caught.before(), seen.newest().note());
      assertEquals(note, seen.contradiction().orElseThrow().note());
      again.send(name("bob"), "the server cheats");
      assertEquals("the server cheats", Inbox.of(bob).next(Incoming.Message.class).text());
    }
  }

  private static @Nullable HistoryRewrittenException caught(LogView log, Caller honest, Caller liar)
      throws Exception {
    String note =
        honest
            .call(ChitGrpc.getGetCheckpointMethod(), GetCheckpointRequest.getDefaultInstance())
            .getNote();
    try {
      var _ = log.accept(note, liar);
      return null;
    } catch (HistoryRewrittenException e) {
      assertEquals(note, e.now());
      return e;
    }
  }

  @Test
  void aReceiptThatTheServerCannotProveIsNotShownAsProved() throws Exception {
    try (var town = new Town(directory)) {
      ChitClient alice = town.member("alice");
      town.member("bob");
      Paid paid = alice.pay(name("bob"), amount("1.00"), "");
      var live = alice.engine().connection.await();
      var log = alice.engine().ledger().log();
      Receipt honest =
          live.call(
              ChitGrpc.getGetReceiptMethod(),
              GetReceiptRequest.newBuilder().setIndex(paid.index()).build());
      assertEquals(paid.index(), log.verify(honest, live).index());
      for (int at = 0; at < honest.getEvent().size(); at += 11) {
        Receipt lie = honest.toBuilder().setEvent(flipped(honest.getEvent(), at)).build();
        assertThrows(NotTrustedException.class, () -> log.verify(lie, live));
      }
    }
  }

  @Test
  void aSecondBindingOfTheOwnNameIsRaised() throws Exception {
    try (var town = new Town(directory)) {
      ChitClient alice = town.member("alice");
      Inbox atAlice = Inbox.of(alice);
      var log = alice.engine().ledger().log();
      var forged = SecondBinding.of(town, "alice");
      var caught =
          assertThrows(
              NotTrustedException.class,
              () -> alice.engine().people.find(forged.account(), log, forged.server()));
      assertEquals("own-name-bound-elsewhere", caught.code());
      var warning = atAlice.next(Incoming.Warning.class);
      assertEquals("own-name-bound-elsewhere", warning.code());
      assertTrue(warning.message().contains("index " + forged.index()), warning.message());
      assertTrue(
          alice.contacts().met().stream().noneMatch(it -> it.account().equals(forged.account())));
    }
  }

  @Test
  void aServerThatSwapsAKeyCostsTheVerifiedMarkVisibly() throws Exception {
    try (var town = new Town(directory)) {
      ChitClient alice = town.member("alice");
      ChitClient bob = town.member("bob");
      SafetyNumber number = alice.contacts().safetyNumber(name("bob"));
      assertEquals(number, bob.contacts().safetyNumber(name("alice")));
      assertEquals(KeyCheck.VERIFIED, alice.contacts().verified(name("bob")).key());
      var log = alice.engine().ledger().log();
      var forged = SecondBinding.of(town, "bob");

      var caught =
          assertThrows(
              NotTrustedException.class,
              () -> alice.engine().people.find(name("bob"), log, forged.server()));

      assertEquals("key-changed", caught.code());
      assertTrue(String.valueOf(caught.getMessage()).contains("verified"), caught.getMessage());
      assertEquals(KeyCheck.CHANGED, alice.contacts().of(name("bob")).key());
      assertEquals(number, alice.contacts().safetyNumber(name("bob")), "the key that was known");
      alice.close();
      ChitClient again = town.back("alice");
      assertEquals(KeyCheck.CHANGED, again.contacts().of(name("bob")).key());
      assertEquals(KeyCheck.VERIFIED, again.contacts().verified(name("bob")).key());
    }
  }
}
