package dev.chit.server.edge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import dev.chit.core.AccountId;
import dev.chit.server.ServerLimits;
import dev.chit.server.mailbox.MailLimits;
import dev.chit.wire.Ids;
import dev.chit.wire.Limits;
import dev.chit.wire.v1.ClientFrame;
import dev.chit.wire.v1.Delivery;
import dev.chit.wire.v1.Fanout;
import dev.chit.wire.v1.FanoutRefused;
import dev.chit.wire.v1.FanoutResult;
import dev.chit.wire.v1.ServerFrame;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// One envelope, many mailboxes.
class FanoutTest {
  @TempDir Path data;

  @Test
  void oneEnvelopeReachesThoseOnlineStraightAndWaitsForTheOthers() throws Exception {
    try (var server = TestServer.start(data)) {
      TestClient alice = server.member("alice");
      TestClient bob = server.member("bob");
      TestClient carol = server.member("carol");
      TestStream from = alice.connect();
      TestStream to = bob.connect();
      to.welcome();
      Fanout fanout = fanout(7, "hello", bob.account(), carol.account());
      from.write(ClientFrame.newBuilder().addFanouts(fanout));

      Delivery delivery = to.deliveries(1).getFirst();
      assertEquals("hello", delivery.getEnvelope().toStringUtf8());
      assertEquals(alice.account(), Ids.account(delivery.getSender()));
      assertEquals(fanout.getId(), delivery.getId());
      to.acknowledge(1);
      FanoutResult result = result(from, 1);
      assertEquals(7, result.getRequest());
      assertEquals(2, result.getDelivered() + result.getStored());
      assertTrue(result.getStored() >= 1);
      assertEquals(0, result.getRefusedCount());

      TestStream later = carol.connect();
      assertEquals(List.of("hello"), later.texts(1));
      later.acknowledge(1);
    }
  }

  @Test
  void eachRecipientIsRefusedForItselfAndTheOthersGetIt() throws Exception {
    try (var server = start(waiting(1))) {
      TestClient alice = server.member("alice");
      TestClient bob = server.member("bob");
      TestClient carol = server.member("carol");
      AccountId nobody = server.stranger().account();
      TestStream from = alice.connect();
      from.send(TestClient.send(1, bob.account(), "fills the mailbox"));
      from.take(1, ServerFrame::getStoredList);
      from.write(
          ClientFrame.newBuilder()
              .addFanouts(fanout(1, "x", nobody, bob.account(), carol.account())));

      FanoutResult result = result(from, 1);
      assertEquals(1, result.getStored());
      assertEquals(List.of("quota [1]", "unknown-account [0]"), refusals(result));
      assertEquals(List.of("x"), carol.connect().texts(1));
    }
  }

  @Test
  void aFanoutIsRepeatedUnderTheSameIdAfterAnInterruption() throws Exception {
    try (var server = TestServer.start(data)) {
      TestClient alice = server.member("alice");
      TestClient bob = server.member("bob");
      Fanout fanout = fanout(1, "once", bob.account());
      TestStream broken = alice.connect();
      broken.write(ClientFrame.newBuilder().addFanouts(fanout));
      result(broken, 1);
      broken.cancel();
      TestStream again = alice.connect();
      again.write(ClientFrame.newBuilder().addFanouts(fanout));
      result(again, 1);
      List<Delivery> both = bob.connect().deliveries(2);
      assertEquals(fanout.getId(), both.getFirst().getId());
      assertEquals(fanout.getId(), both.getLast().getId());
    }
  }

  @Test
  void everyRecipientCountsAgainstTheSendersRate() throws Exception {
    try (var server = start(ServerLimits.DEFAULT.with(new ServerLimits.Rates(5, 5, 1_000)))) {
      TestClient alice = server.member("alice");
      TestClient bob = server.member("bob");
      TestStream from = alice.connect();
      AccountId[] often = Collections.nCopies(60, bob.account()).toArray(AccountId[]::new);
      from.write(ClientFrame.newBuilder().addFanouts(fanout(1, "x", often)));
      FanoutResult result = result(from, 1);
      assertEquals(10, result.getDelivered() + result.getStored());
      assertEquals("busy", result.getRefused(0).getRejection().getCode());
      assertEquals(50, result.getRefused(0).getRecipientsCount());
    }
  }

  @Test
  void aThousandRecipientsAreTakenAndOneMoreEndsTheStream() throws Exception {
    try (var server = TestServer.start(data)) {
      TestClient alice = server.member("alice");
      TestClient bob = server.member("bob");
      TestStream from = alice.connect();
      TestStream to = bob.connect();
      to.welcome();
      int most = Limits.FANOUT_RECIPIENTS_MAX;
      AccountId[] often = Collections.nCopies(most, bob.account()).toArray(AccountId[]::new);
      for (int i = 1; i <= 20; i++) {
        from.write(ClientFrame.newBuilder().addFanouts(fanout(i, "x", often)));
        to.deliveries(i * most);
        to.acknowledge((long) i * most);
        FanoutResult result = result(from, i);
        assertEquals(most, result.getDelivered() + result.getStored());
      }
      from.write(
          ClientFrame.newBuilder()
              .addFanouts(fanout(21, "x", often))
              .addFanouts(fanout(22, "x", bob.account())));
      assertEquals("too-large", from.endCode());
    }
  }

  @Test
  void whatIsNotWellFormedIsRefusedAsAWhole() throws Exception {
    try (var server = TestServer.start(data)) {
      TestClient alice = server.member("alice");
      AccountId to = alice.account();
      TestStream from = alice.connect();
      Fanout good = fanout(1, "x", to);
      List<Fanout> bad =
          List.of(
              good.toBuilder().clearRecipients().build(),
              good.toBuilder().setRecipients(good.getRecipients().substring(1)).build(),
              good.toBuilder()
                  .setRecipients(good.getRecipients().substring(0, 16).concat(zeros(4)))
                  .build(),
              good.toBuilder().clearId().build(),
              good.toBuilder().clearEnvelope().build(),
              good.toBuilder().setEnvelope(zeros(Limits.ENVELOPE_BYTES_MAX + 1)).build());
      from.write(ClientFrame.newBuilder().addAllFanouts(bad));
      List<String> codes =
          from.take(bad.size(), ServerFrame::getFannedList).stream()
              .map(one -> one.getRejection().getCode())
              .toList();
      assertEquals(
          List.of(
              "bad-request",
              "bad-request",
              "bad-request",
              "bad-request",
              "bad-request",
              "too-large"),
          codes);
    }
  }

  // ── helpers ──

  static Fanout fanout(long request, String text, AccountId... to) {
    ByteBuffer recipients = ByteBuffer.allocate(Limits.FANOUT_RECIPIENT_BYTES * to.length);
    for (AccountId account : to) {
      recipients.put(account.bytes()).putInt(1);
    }
    return Fanout.newBuilder()
        .setRequest(request)
        .setRecipients(ByteString.copyFrom(recipients.array()))
        .setId(ByteString.copyFrom(TestIdentity.bytes(16)))
        .setEnvelope(ByteString.copyFromUtf8(text))
        .build();
  }

  private static FanoutResult result(TestStream stream, int count) throws Exception {
    return stream.take(count, ServerFrame::getFannedList).getLast();
  }

  private static List<String> refusals(FanoutResult result) {
    return result.getRefusedList().stream().map(FanoutTest::text).sorted().toList();
  }

  private static String text(FanoutRefused refused) {
    return refused.getRejection().getCode() + " " + refused.getRecipientsList();
  }

  private static ByteString zeros(int length) {
    return ByteString.copyFrom(new byte[length]);
  }

  private TestServer start(ServerLimits limits) throws Exception {
    return TestServer.start(data, config -> config.withLimits(limits));
  }

  private static ServerLimits waiting(int envelopes) {
    MailLimits mail = ServerLimits.DEFAULT.mail();
    return ServerLimits.DEFAULT.with(
        new MailLimits(
            envelopes,
            mail.waitingBytes(),
            mail.inFlightEnvelopes(),
            mail.inFlightBytes(),
            mail.storeAfterMillis(),
            mail.stuckMillis()));
  }
}
