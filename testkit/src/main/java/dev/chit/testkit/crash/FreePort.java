package dev.chit.testkit.crash;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.random.RandomGenerator;

/// Ports for servers that come back: below those that systems hand out to connections, so that
/// nobody takes one while its server is away.
public final class FreePort {
  private static final int FIRST = 20_000;
  private static final int BEHIND_LAST = 32_000;
  private static final int TRIES = 100;

  private FreePort() {}

  /// A port of the loopback address on which nobody listens.
  public static int find(RandomGenerator random) throws IOException {
    for (int i = 0; i < TRIES; i++) {
      int port = random.nextInt(FIRST, BEHIND_LAST);
      if (isFree(port)) {
        return port;
      }
    }
    throw new IOException("no free port between " + FIRST + " and " + BEHIND_LAST);
  }

  private static boolean isFree(int port) {
    try (var _ = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      return true;
    } catch (IOException taken) {
      return false;
    }
  }
}
