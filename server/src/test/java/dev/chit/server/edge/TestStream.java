package dev.chit.server.edge;

import dev.chit.wire.Ids;
import dev.chit.wire.Refusal;
import dev.chit.wire.v1.ChitGrpc;
import dev.chit.wire.v1.ClientFrame;
import dev.chit.wire.v1.Delivery;
import dev.chit.wire.v1.Hello;
import dev.chit.wire.v1.PresenceTerms;
import dev.chit.wire.v1.Send;
import dev.chit.wire.v1.ServerFrame;
import dev.chit.wire.v1.Settle;
import dev.chit.wire.v1.SettleResult;
import dev.chit.wire.v1.Welcome;
import io.grpc.stub.ClientCallStreamObserver;
import io.grpc.stub.ClientResponseObserver;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// A two-way stream whose frames are kept until a test asks for what was in them.
final class TestStream {
  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(60);

  private final ClientCallStreamObserver<ClientFrame> out;
  private final Object lock = new Object();
  private final List<ServerFrame> frames = new ArrayList<>();
  private @Nullable Throwable failure;
  private boolean ended;

  TestStream(TestClient client, long nextEvent) {
    this(client);
    write(
        ClientFrame.newBuilder()
            .setHello(Hello.newBuilder().setNextEvent(nextEvent).setClientVersion("test")));
  }

  private TestStream(TestClient client) {
    var observer =
        (ClientCallStreamObserver<ClientFrame>)
            ChitGrpc.newStub(client.channel()).connect(new Inbound());
    this.out = observer;
  }

  /// A stream on which nothing was said yet.
  static TestStream silent(TestClient client) {
    return new TestStream(client);
  }

  private final class Inbound implements ClientResponseObserver<ClientFrame, ServerFrame> {
    @Override
    public void beforeStart(ClientCallStreamObserver<ClientFrame> stream) {}

    @Override
    public void onNext(ServerFrame frame) {
      synchronized (lock) {
        frames.add(frame);
        lock.notifyAll();
      }
    }

    @Override
    public void onError(Throwable cause) {
      synchronized (lock) {
        failure = cause;
        ended = true;
        lock.notifyAll();
      }
    }

    @Override
    public void onCompleted() {
      synchronized (lock) {
        ended = true;
        lock.notifyAll();
      }
    }
  }

  void write(ClientFrame.Builder frame) {
    synchronized (out) {
      out.onNext(frame.build());
    }
  }

  void send(Send... sends) {
    write(ClientFrame.newBuilder().addAllSends(List.of(sends)));
  }

  void settle(long request, com.google.protobuf.ByteString chit) {
    write(
        ClientFrame.newBuilder().addSettles(Settle.newBuilder().setRequest(request).setChit(chit)));
  }

  /// Asks to be told who comes and goes of these.
  void watch(TestClient... clients) {
    PresenceTerms.Builder terms = PresenceTerms.newBuilder();
    for (TestClient client : clients) {
      terms.addWatched(Ids.bytes(client.account()));
    }
    write(ClientFrame.newBuilder().setPresence(terms));
  }

  void acknowledge(long through) {
    write(ClientFrame.newBuilder().setDeliveredThrough(through));
  }

  /// Breaks the stream off.
  void cancel() {
    out.cancel("gone", null);
  }

  void complete() {
    out.onCompleted();
  }

  /// Waits until all the frames together satisfy the condition.
  void await(Predicate<List<ServerFrame>> condition) throws Exception {
    long until = System.nanoTime() + PATIENCE_NANOS;
    synchronized (lock) {
      while (!condition.test(frames)) {
        long left = until - System.nanoTime();
        if (left <= 0 || ended) {
          throw new TimeoutException("ended: " + ended + " " + failure + ", " + told());
        }
        TimeUnit.NANOSECONDS.timedWait(lock, left);
      }
    }
  }

  /// What came so far, in short.
  private String told() {
    return frames.stream().map(TestStream::told).toList().toString();
  }

  private static String told(ServerFrame frame) {
    return frame.getDeliveriesCount()
        + " deliveries, "
        + TestAcks.any(frame).size()
        + " acknowledged, "
        + frame.getRefusedList().stream().map(one -> one.getRejection().getCode()).toList()
        + " refused, "
        + frame.getSettledCount()
        + " settled, "
        + frame.getEventsCount()
        + " events";
  }

  Welcome welcome() throws Exception {
    await(all -> !all.isEmpty());
    return frames().getFirst().getWelcome();
  }

  List<ServerFrame> frames() {
    synchronized (lock) {
      return List.copyOf(frames);
    }
  }

  /// Everything of a kind so far.
  <T> List<T> all(Function<ServerFrame, List<T>> kind) {
    return frames().stream().flatMap(frame -> kind.apply(frame).stream()).toList();
  }

  /// The first `count` of a kind, once they are there.
  <T> List<T> take(int count, Function<ServerFrame, List<T>> kind) throws Exception {
    await(all -> all.stream().mapToInt(frame -> kind.apply(frame).size()).sum() >= count);
    return all(kind).subList(0, count);
  }

  List<Delivery> deliveries(int count) throws Exception {
    return take(count, ServerFrame::getDeliveriesList);
  }

  List<String> texts(int count) throws Exception {
    return deliveries(count).stream().map(d -> d.getEnvelope().toStringUtf8()).toList();
  }

  SettleResult settled(long request) throws Exception {
    await(all -> find(all, request).isPresent());
    return find(frames(), request).orElseThrow();
  }

  private static Optional<SettleResult> find(List<ServerFrame> all, long request) {
    return all.stream()
        .flatMap(frame -> frame.getSettledList().stream())
        .filter(result -> result.getRequest() == request)
        .findAny();
  }

  /// Waits for the end, and says how it came; null if it came in peace.
  @Nullable Throwable end() throws Exception {
    long until = System.nanoTime() + PATIENCE_NANOS;
    synchronized (lock) {
      while (!ended) {
        long left = until - System.nanoTime();
        if (left <= 0) {
          throw new TimeoutException("no end");
        }
        TimeUnit.NANOSECONDS.timedWait(lock, left);
      }
      return failure;
    }
  }

  /// The code that the stream was ended with.
  String endCode() throws Exception {
    Throwable end = end();
    return end == null ? "" : Refusal.of(end).map(Refusal::code).orElse(end.toString());
  }
}
