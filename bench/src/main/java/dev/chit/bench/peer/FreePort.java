package dev.chit.bench.peer;

import dev.chit.bench.BenchException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;

/// A port of the loopback address for a program that cannot choose one by itself.
final class FreePort {
  private FreePort() {}

  static int find() throws BenchException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw BenchException.failed("There is no free port.", e);
    }
  }
}
