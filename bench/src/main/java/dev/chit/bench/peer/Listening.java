package dev.chit.bench.peer;

import dev.chit.bench.BenchException;
import dev.chit.bench.Child;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;

/// Waits for programs that say nothing when they are ready.
final class Listening {
  private Listening() {}

  /// Until a program accepts connections at a port of the loopback address.
  static void await(Child server, int port, Duration patience)
      throws BenchException, InterruptedException {
    long deadline = System.nanoTime() + patience.toNanos();
    while (true) {
      try (Socket socket = new Socket()) {
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1_000);
        return;
      } catch (IOException e) {
        if (!server.isAlive() || System.nanoTime() > deadline) {
          throw server.broken("did not become ready");
        }
        Thread.sleep(20);
      }
    }
  }
}
