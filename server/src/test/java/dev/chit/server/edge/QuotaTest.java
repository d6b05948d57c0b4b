package dev.chit.server.edge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import dev.chit.server.ServerLimits;
import dev.chit.server.mailbox.MailLimits;
import dev.chit.wire.v1.ClientFrame;
import dev.chit.wire.v1.FindRequest;
import dev.chit.wire.v1.SendRefused;
import dev.chit.wire.v1.SendRequest;
import dev.chit.wire.v1.ServerFrame;
import dev.chit.wire.v1.Settle;
import dev.chit.wire.v1.SettleResult;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class QuotaTest {
  private static final ServerLimits GENEROUS = ServerLimits.DEFAULT;

  @TempDir Path data;

  @Test
  void aMailboxTakesSoManyEnvelopesAndNotOneMore() throws Exception {
    try (var server = start(waiting(5, 1 << 20))) {
      TestClient alice = server.member("alice");
      TestClient bob = server.member("bob");
      TestStream from = alice.connect();
      for (int i = 1; i <= 6; i++) {
        from.send(TestClient.send(i, bob.account(), "m" + i));
      }
      assertEquals(List.of(1L, 2L, 3L, 4L, 5L), from.take(5, ServerFrame::getStoredList));
      assertEquals(List.of("6 quota"), refusals(from, 1));

      TestStream to = bob.connect();
      to.deliveries(5);
      to.acknowledge(1);
      to.complete();
      to.end();
      from.send(TestClient.send(7, bob.account(), "m7"));
      from.take(6, ServerFrame::getStoredList);
      assertEquals("m7", bob.connect().texts(5).getLast());
    }
  }

  @Test
  void aMailboxTakesSoManyBytesAndNotOneMore() throws Exception {
    int overhead = 44;
    try (var server = start(waiting(100, 1000))) {
      TestClient alice = server.member("alice");
      TestClient bob = server.member("bob");
      TestStream from = alice.connect();
      from.send(TestClient.send(1, bob.account(), "x".repeat(500 - overhead)));
      from.send(TestClient.send(2, bob.account(), "x".repeat(501 - overhead)));
      from.send(TestClient.send(3, bob.account(), "x".repeat(500 - overhead)));
      assertEquals(List.of("2 quota"), refusals(from, 1));
      assertEquals(List.of(1L, 3L), from.take(2, ServerFrame::getStoredList));
    }
  }

  @Test
  void whoSendsTooFastIsToldToWait() throws Exception {
    try (var server = start(GENEROUS.with(new ServerLimits.Rates(5, 5, 1_000)))) {
      TestClient alice = server.member("alice");
      TestClient bob = server.member("bob");
      TestStream from = alice.connect();
      var sends = ClientFrame.newBuilder();
      for (int i = 1; i <= 60; i++) {
        sends.addSends(TestClient.send(i, bob.account(), "m" + i));
      }
      from.write(sends);
      from.await(
          all ->
              all.stream().mapToInt(f -> f.getRefusedCount() + TestAcks.any(f).size()).sum() == 60);
      List<SendRefused> refused = from.all(ServerFrame::getRefusedList);
      assertEquals(50, refused.size());
      assertTrue(refused.stream().allMatch(one -> one.getRejection().getCode().equals("busy")));

      var settles = ClientFrame.newBuilder();
      for (int i = 1; i <= 60; i++) {
        settles.addSettles(
            Settle.newBuilder().setRequest(i).setChit(ByteString.copyFromUtf8("no chit")));
      }
      from.write(settles);
      List<SettleResult> results = from.take(60, ServerFrame::getSettledList);
      assertEquals(
          50, results.stream().filter(one -> one.getRejection().getCode().equals("busy")).count());
    }
  }

  @Test
  void whoAsksTooMuchIsToldToWait() throws Exception {
    try (var server = start(GENEROUS.with(new ServerLimits.Rates(1, 1, 1)))) {
      TestClient alice = server.member("alice");
      int refused = 0;
      for (int i = 0; i < 50; i++) {
        try {
          alice.calls().find(FindRequest.newBuilder().setName("alice").build());
        } catch (io.grpc.StatusRuntimeException e) {
          assertEquals("busy", RegisterTest.codeOf(e));
          refused++;
        }
      }
      assertTrue(refused > 0);
    }
  }

  @Test
  void aUnarySendIsRefusedWithTheSameCodes() throws Exception {
    try (var server = start(waiting(1, 1 << 20))) {
      TestClient alice = server.member("alice");
      TestClient bob = server.member("bob");
      SendRequest request =
          SendRequest.newBuilder().setSend(TestClient.send(1, bob.account(), "x")).build();
      alice.calls().send(request);
      assertEquals("quota", RegisterTest.code(() -> alice.calls().send(request)));
      TestClient nobody = server.stranger();
      assertEquals(
          "unknown-account",
          RegisterTest.code(
              () ->
                  alice
                      .calls()
                      .send(
                          SendRequest.newBuilder()
                              .setSend(TestClient.send(1, nobody.account(), "x"))
                              .build())));
    }
  }

  private TestServer start(ServerLimits limits) throws Exception {
    return TestServer.start(data, config -> config.withLimits(limits));
  }

  private static ServerLimits waiting(int envelopes, long bytes) {
    MailLimits mail = GENEROUS.mail();
    return GENEROUS.with(
        new MailLimits(
            envelopes,
            bytes,
            mail.inFlightEnvelopes(),
            mail.inFlightBytes(),
            mail.storeAfterMillis(),
            mail.stuckMillis()));
  }

  private static List<String> refusals(TestStream stream, int count) throws Exception {
    return stream.take(count, ServerFrame::getRefusedList).stream()
        .map(one -> one.getRequest() + " " + one.getRejection().getCode())
        .toList();
  }
}
