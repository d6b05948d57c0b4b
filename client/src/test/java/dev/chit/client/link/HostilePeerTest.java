package dev.chit.client.link;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import dev.chit.client.connection.Transport;
import dev.chit.client.group.LinkedMail;
import dev.chit.client.link.v1.LinkEnvelope;
import dev.chit.client.link.v1.LinkFrame;
import dev.chit.client.link.v1.LinkHello;
import dev.chit.client.link.v1.PieceFrame;
import dev.chit.client.link.v1.PiecesWanted;
import dev.chit.client.talk.DirectMail;
import dev.chit.sessions.DeviceAddress;
import dev.chit.testkit.Eventually;
import dev.chit.wire.Limits;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What the other end of a link, or somebody who would like to be it, may try.
final class HostilePeerTest {
  private final TestMember alice = TestMember.named("alice");
  private final TestMember bob = TestMember.named("bob");
  private final Transport transport = new Transport(1);
  private final Door door = new Door(0);
  private final Desk atBob = new Desk();
  private Listener listener;
  private final byte[] token = new byte[LinkLimits.TOKEN_LENGTH];

  @BeforeEach
  void listen() throws Exception {
    listener = Listener.open(0, transport, bob.tls(), door, atBob);
    assertTrue(door.admit(alice.person(), token));
  }

  @AfterEach
  void close() {
    listener.close();
    transport.close();
  }

  @Test
  void theRightDevicesAreLinked() throws Exception {
    assertTrue(dial(alice, bob, new Desk()));
    Link link = atBob.next();
    assertEquals(alice.address(), link.peer());
    assertFalse(link.dialled());
    link.end();
  }

  @Test
  void anotherIdentityBehindTheAddressIsRefused() throws Exception {
    TestMember other = TestMember.named("bob");

    assertFalse(dial(alice, other, new Desk()), "not the bob who was meant");
    assertTrue(atBob.up.isEmpty());
  }

  @Test
  void anotherIdentityWithTheTokenIsRefused() throws Exception {
    assertFalse(dial(TestMember.named("alice"), bob, new Desk()), "not the alice who was meant");
    assertTrue(atBob.up.isEmpty());
  }

  @Test
  void ofSeveralAddressesTheOneThatAnswersWins() throws Exception {
    var dialer = new Dialer(transport, alice.tls());
    List<InetSocketAddress> addresses =
        List.of(new InetSocketAddress("192.0.2.77", 9_999), at(1), at(listener.port()));

    assertTrue(
        dialer.dial(
            bob.address(), bob.person(), addresses, token, to -> new Link(to, true, new Desk())));
    atBob.next().end();
  }

  @Test
  void whoSaysNothingDoesNotKeepOthersOut() throws Exception {
    var silent = new ArrayList<Socket>();
    try {
      for (int i = 0; i < LinkLimits.CONNECTIONS_MAX + 8; i++) {
        silent.add(new Socket(InetAddress.getLoopbackAddress(), listener.port()));
      }
      Eventually.is("alice gets in", () -> dial(alice, bob, new Desk()));
      atBob.next().end();
    } finally {
      for (Socket each : silent) {
        each.close();
      }
    }
  }

  @Test
  void aFrameBeyondTheLimitsEndsTheLink() throws Exception {
    LinkEnvelope good = envelope(100);
    assertEnds(frame().addEnvelopes(envelope(Limits.ENVELOPE_BYTES_MAX + 1)).build());
    assertEnds(frame().addEnvelopes(envelope(0)).build());
    assertEnds(
        frame().addEnvelopes(good.toBuilder().setId(ByteString.copyFrom(new byte[15]))).build());
    assertEnds(frame().addAllEnvelopes(many(good, Limits.FRAME_ITEMS_MAX + 1)).build());
    assertEnds(frame().setKeptThrough(1).build());
    assertEquals(0, atBob.arrived.size());
  }

  @Test
  void aFrameAtTheLimitsIsTaken() throws Exception {
    var pipe = new Hand();
    Link link = begun(pipe);
    link.heard(frame().addAllEnvelopes(many(envelope(100), Limits.FRAME_ITEMS_MAX)).build());
    link.heard(frame().addEnvelopes(envelope(Limits.ENVELOPE_BYTES_MAX)).build());

    assertEquals(Limits.FRAME_ITEMS_MAX, pipe.next().getKeptThrough());
    assertEquals(Limits.FRAME_ITEMS_MAX + 1, pipe.next().getKeptThrough());
    assertEquals(Limits.FRAME_ITEMS_MAX + 1, atBob.arrived.size());
    link.end();
  }

  @Test
  void whoDoesNotSayHelloFirstIsHungUpOn() throws Exception {
    var pipe = new Hand();
    var link = new Link(alice.address(), false, atBob);
    link.begin(pipe);
    link.heard(frame().addEnvelopes(envelope(10)).build());

    assertTrue(pipe.ended.get(60, TimeUnit.SECONDS));
    assertEquals(0, atBob.arrived.size());
  }

  private void assertEnds(LinkFrame frame) throws Exception {
    var pipe = new Hand();
    Link link = begun(pipe);
    link.heard(frame);
    assertTrue(pipe.ended.get(60, TimeUnit.SECONDS));
  }

  private Link begun(Hand pipe) throws Exception {
    var link = new Link(alice.address(), false, atBob);
    link.begin(pipe);
    assertTrue(pipe.next().hasHello());
    link.heard(frame().setHello(LinkHello.getDefaultInstance()).build());
    atBob.next();
    return link;
  }

  private static LinkFrame.Builder frame() {
    return LinkFrame.newBuilder();
  }

  private static List<LinkEnvelope> many(LinkEnvelope one, int times) {
    return java.util.Collections.nCopies(times, one);
  }

  private static LinkEnvelope envelope(int bytes) {
    return LinkEnvelope.newBuilder()
        .setId(ByteString.copyFrom(new byte[16]))
        .setEnvelope(ByteString.copyFrom(new byte[bytes]))
        .build();
  }

  private boolean dial(TestMember from, TestMember to, Desk desk) throws Exception {
    return new Dialer(transport, from.tls())
        .dial(
            to.address(),
            to.person(),
            List.of(at(listener.port())),
            token,
            device -> new Link(device, true, desk));
  }

  private static InetSocketAddress at(int port) {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
  }

  /// The near end of a stream, held by the test.
  private static final class Hand implements Pipe<LinkFrame> {
    private final BlockingQueue<LinkFrame> sent = new LinkedBlockingQueue<>();
    final CompletableFuture<Boolean> ended = new CompletableFuture<>();

    LinkFrame next() throws InterruptedException {
      return Objects.requireNonNull(sent.poll(60, TimeUnit.SECONDS), "no frame came");
    }

    @Override
    public boolean isReady() {
      return true;
    }

    @Override
    public void send(LinkFrame frame) {
      sent.add(frame);
    }

    @Override
    public void request(int frames) {}

    @Override
    public void end() {
      ended.complete(true);
    }

    @Override
    public void finish() {}
  }

  /// A desk whose outbox is empty.
  private static final class Desk implements Link.Carrier, Listener.Host {
    final BlockingQueue<Link> up = new LinkedBlockingQueue<>();
    final BlockingQueue<LinkEnvelope> arrived = new LinkedBlockingQueue<>();

    Link next() throws InterruptedException {
      return Objects.requireNonNull(up.poll(60, TimeUnit.SECONDS), "no link came up");
    }

    @Override
    public boolean up(Link link) {
      return up.add(link);
    }

    @Override
    public boolean sends(Link link) {
      return true;
    }

    @Override
    public DirectMail.Waiting waiting(DeviceAddress device, long after) {
      return new DirectMail.Waiting(List.of(), after);
    }

    @Override
    public void arrived(DeviceAddress from, List<LinkEnvelope> envelopes) {
      arrived.addAll(envelopes);
    }

    @Override
    public void delivered(List<Long> sequences) {}

    @Override
    public List<LinkedMail.Waiting> waitingOfGroups(DeviceAddress device, long after, int limit) {
      return List.of();
    }

    @Override
    public void deliveredOfGroups(DeviceAddress device, List<Long> sequences) {}

    @Override
    public void wanted(Link link, PiecesWanted pieces) {}

    @Override
    public void taken(DeviceAddress by, ByteString blob) {}

    @Override
    public void ended(Link link, Set<Long> left) {}

    @Override
    public Link accept(DeviceAddress from) {
      return new Link(from, false, this);
    }

    @Override
    public Pipe.Ear<PieceFrame> carried(DeviceAddress from, Pipe<PieceFrame> pipe) {
      pipe.end();
      return Lending.DEAF;
    }
  }
}
