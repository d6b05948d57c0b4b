package dev.chit.server.edge;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.protobuf.ByteString;
import dev.chit.server.ServerLimits;
import dev.chit.wire.Limits;
import dev.chit.wire.Refusal;
import dev.chit.wire.v1.ChitGrpc;
import dev.chit.wire.v1.MeetFrame;
import io.grpc.stub.StreamObserver;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Two devices that meet, one of which nobody knows yet.
class MeetingTest {
  private static final ByteString PLACE = ByteString.copyFromUtf8("0123456789abcdef");

  @TempDir Path data;
  private TestServer server;
  private TestClient alice;
  private TestClient stranger;

  @BeforeEach
  void start() throws Exception {
    server = TestServer.start(data);
    alice = server.member("alice");
    stranger = server.stranger();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void whatOneSaysTheOtherHearsInOrderUntilOneGoes() throws Exception {
    var host = new End(alice, PLACE, true);
    assertEquals("", host.next());
    var guest = new End(stranger, PLACE, false);
    guest.say("first");
    assertEquals("first", host.next());
    for (int i = 0; i < 100; i++) {
      host.say("from host " + i);
      guest.say("from guest " + i);
    }
    for (int i = 0; i < 100; i++) {
      assertEquals("from guest " + i, host.next());
      assertEquals("from host " + i, guest.next());
    }
    guest.out.onCompleted();
    assertEquals("end", host.next());
    assertEquals("end", guest.next());
  }

  @Test
  void aPlaceIsForTwoOnceAndWhoeverComesLaterFindsNobody() throws Exception {
    var host = new End(alice, PLACE, true);
    assertEquals("", host.next());
    var guest = new End(stranger, PLACE, false);
    guest.say("here");
    assertEquals("here", host.next());
    assertEquals("unknown-code", new End(server.stranger(), PLACE, false).next());
    guest.out.onCompleted();
    assertEquals("end", host.next());
    assertEquals("unknown-code", new End(server.stranger(), PLACE, false).next());
  }

  @Test
  void nobodyWaitsWhereTheOtherHasGone() throws Exception {
    var host = new End(alice, PLACE, true);
    assertEquals("", host.next());
    host.out.onCompleted();
    assertEquals("end", host.next());
    assertEquals("unknown-code", new End(stranger, PLACE, false).next());
  }

  @Test
  void strangersDoNotWaitAndNobodyWaitsTooOften() throws Exception {
    assertEquals("not-registered", new End(stranger, PLACE, true).next());
    for (int i = 0; i < Meetings.PLACES_OF_ACCOUNT_MAX; i++) {
      assertEquals("", new End(alice, place(i), true).next());
    }
    assertEquals("quota", new End(alice, place(9), true).next());
    assertEquals("", new End(server.member("bob"), place(10), true).next());
    assertEquals("unknown-code", new End(server.member("carol"), place(10), true).next());
  }

  @Test
  void whoNamesNoPlaceInTimeIsSentAway() throws Exception {
    var silence = new ServerLimits.Silence(30_000, 90_000, 100);
    try (var hurried =
        TestServer.start(
            data.resolve("hurried"), it -> it.withLimits(ServerLimits.DEFAULT.with(silence)))) {
      TestClient bob = hurried.member("bob");
      TestClient somebody = hurried.stranger();
      List<End> silent = new ArrayList<>();
      for (int i = 0; i < 20; i++) {
        silent.add(new End(i % 2 == 0 ? bob : somebody));
      }
      for (End one : silent) {
        assertEquals("bad-request", one.next());
      }
    }
  }

  @Test
  void whatIsTooLargeOrSaidToNobodyEndsTheMeeting() throws Exception {
    assertEquals("bad-request", new End(stranger, ByteString.copyFromUtf8("short"), false).next());
    var alone = new End(alice, place(1), true);
    assertEquals("", alone.next());
    alone.say("anybody?");
    assertEquals("bad-request", alone.next());

    var host = new End(alice, PLACE, true);
    assertEquals("", host.next());
    var guest = new End(stranger, PLACE, false);
    var most = new byte[Limits.MEET_FRAME_BYTES_MAX];
    guest.say(ByteString.copyFrom(most));
    assertEquals(most.length, host.next().length());
    guest.say(ByteString.copyFrom(new byte[most.length + 1]));
    assertEquals("too-large", guest.next());
    assertEquals("end", host.next());
  }

  private static ByteString place(int number) {
    return ByteString.copyFrom(new byte[15])
        .concat(ByteString.copyFrom(new byte[] {(byte) number}));
  }

  private static final class End {
    private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();
    final StreamObserver<MeetFrame> out;

    End(TestClient client, ByteString place, boolean waits) {
      this(client);
      out.onNext(MeetFrame.newBuilder().setPlace(place).setWaits(waits).build());
    }

    /// Says nothing yet.
    End(TestClient client) {
      out =
          ChitGrpc.newStub(client.channel())
              .meetDevice(
                  new StreamObserver<>() {
                    @Override
                    public void onNext(MeetFrame frame) {
                      heard.add(frame.getBytes().toStringUtf8());
                    }

                    @Override
                    public void onError(Throwable failure) {
                      heard.add(Refusal.of(failure).map(Refusal::code).orElse(failure.toString()));
                    }

                    @Override
                    public void onCompleted() {
                      heard.add("end");
                    }
                  });
    }

    void say(String text) {
      say(ByteString.copyFromUtf8(text));
    }

    void say(ByteString bytes) {
      out.onNext(MeetFrame.newBuilder().setBytes(bytes).build());
    }

    /// What came next: bytes as text, `end`, or the code of a refusal.
    String next() throws InterruptedException {
      String next = heard.poll(60, TimeUnit.SECONDS);
      return next == null ? "nothing" : next;
    }
  }
}
