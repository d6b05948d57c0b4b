package dev.chit.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// A TCP relay on the loopback address that does to connections what networks do: hold what goes
/// one way, cut everything off, refuse newcomers, play a connection's beginning again.
///
/// ```java
/// try (var proxy = FaultProxy.to("127.0.0.1", serverPort)) {
///   proxy.hold(FaultProxy.Way.BACK); // requests arrive, replies do not
///   proxy.cut();                     // and now they never will
/// }
/// ```
public final class FaultProxy implements AutoCloseable {
  private static final int PIECE_BYTES = 16 << 10;
  private static final int RECORDED_BYTES_MAX = 64 << 10;

  private final ServerSocket door;
  private final InetSocketAddress target;
  private final Set<Relay> relays = ConcurrentHashMap.newKeySet();
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();

  // Under the lock:
  private final Set<Way> held = EnumSet.noneOf(Way.class);
  private final Map<Way, Long> passedBytes = new EnumMap<>(Way.class);
  private final List<byte[]> beginnings = new ArrayList<>();
  private boolean refusing;
  private boolean closed;

  /// Which way bytes go.
  public enum Way {
    /// From the one who connected to the target.
    FORTH,
    BACK
  }

  private FaultProxy(ServerSocket door, InetSocketAddress target) {
    this.door = door;
    this.target = target;
  }

  /// Starts on a free port.
  public static FaultProxy to(String host, int port) throws IOException {
    var door = new ServerSocket(0, 64, InetAddress.getLoopbackAddress());
    var proxy = new FaultProxy(door, new InetSocketAddress(host, port));
    var _ = Thread.ofVirtual().name("fault-proxy").start(proxy::accept);
    return proxy;
  }

  public int port() {
    return door.getLocalPort();
  }

  /// Keeps what goes this way, on every connection, until [#release].
  public void hold(Way way) {
    lock.lock();
    try {
      held.add(way);
    } finally {
      lock.unlock();
    }
  }

  public void release(Way way) {
    lock.lock();
    try {
      held.remove(way);
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /// Closes all connections; what was held is lost.
  public void cut() {
    relays.forEach(Relay::close);
  }

  /// Closes newcomers at once, or accepts them again.
  public void refuse(boolean refuse) {
    lock.lock();
    try {
      refusing = refuse;
    } finally {
      lock.unlock();
    }
  }

  /// How many bytes have gone this way in all.
  public long passed(Way way) {
    lock.lock();
    try {
      return passedBytes.getOrDefault(way, 0L);
    } finally {
      lock.unlock();
    }
  }

  /// Waits until so many bytes have gone this way in all.
  public void awaitPassed(Way way, long bytes) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      while (passedBytes.getOrDefault(way, 0L) < bytes) {
        changed.await();
      }
    } finally {
      lock.unlock();
    }
  }

  /// Sends the target, on connections of their own, what every earlier connection began with, and
  /// returns when it has hung up on each or said something.
  public void repeat() throws IOException {
    List<byte[]> all;
    lock.lock();
    try {
      all = List.copyOf(beginnings);
    } finally {
      lock.unlock();
    }
    for (byte[] beginning : all) {
      try (var socket = new Socket()) {
        socket.connect(target);
        socket.getOutputStream().write(beginning);
        socket.shutdownOutput();
        var _ = socket.getInputStream().readAllBytes();
      }
    }
  }

  private void accept() {
    while (!door.isClosed()) {
      try {
        Socket from = door.accept();
        if (isRefusing()) {
          from.close();
        } else {
          relay(from);
        }
      } catch (IOException e) {
        // The door was closed, or one connection failed: others may come.
      }
    }
  }

  private boolean isRefusing() {
    lock.lock();
    try {
      return refusing;
    } finally {
      lock.unlock();
    }
  }

  private void relay(Socket from) throws IOException {
    var to = new Socket();
    try {
      to.connect(target);
    } catch (IOException e) {
      from.close();
      throw e;
    }
    var relay = new Relay(from, to);
    relays.add(relay);
    relay.start();
  }

  private final class Relay {
    private final Socket from;
    private final Socket to;
    private byte[] beginning = {};

    Relay(Socket from, Socket to) {
      this.from = from;
      this.to = to;
    }

    void start() {
      var _ = Thread.ofVirtual().start(() -> pump(Way.FORTH, from, to));
      var _ = Thread.ofVirtual().start(() -> pump(Way.BACK, to, from));
    }

    private void pump(Way way, Socket source, Socket sink) {
      try {
        InputStream in = source.getInputStream();
        OutputStream out = sink.getOutputStream();
        var piece = new byte[PIECE_BYTES];
        for (int read = in.read(piece); read >= 0; read = in.read(piece)) {
          pass(way, piece, read);
          out.write(piece, 0, read);
        }
      } catch (IOException e) {
        // Either end closed.
      } finally {
        close();
      }
    }

    private void pass(Way way, byte[] piece, int length) throws IOException {
      lock.lock();
      try {
        while (held.contains(way) && !closed && !from.isClosed()) {
          changed.awaitUninterruptibly();
        }
        if (from.isClosed()) {
          throw new IOException("cut");
        }
        passedBytes.merge(way, (long) length, Long::sum);
        changed.signalAll();
        if (way == Way.FORTH && beginning.length < RECORDED_BYTES_MAX) {
          beginning = Arrays.copyOf(beginning, beginning.length + length);
          System.arraycopy(piece, 0, beginning, beginning.length - length, length);
        }
      } finally {
        lock.unlock();
      }
    }

    void close() {
      if (!relays.remove(this)) {
        return;
      }
      quietly(from);
      quietly(to);
      lock.lock();
      try {
        beginnings.add(beginning);
        changed.signalAll();
      } finally {
        lock.unlock();
      }
    }

    private static void quietly(Socket socket) {
      try {
        socket.close();
      } catch (IOException e) {
        // It is gone either way.
      }
    }
  }

  @Override
  public void close() throws IOException {
    lock.lock();
    try {
      closed = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
    door.close();
    cut();
  }
}
