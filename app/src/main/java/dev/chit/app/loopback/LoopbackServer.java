package dev.chit.app.loopback;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/// Serves a page on this machine's loopback, to whoever has a ticket.
///
/// ```java
/// try (var server = LoopbackServer.open(0, "chit web", new Assets(…), page, news)) {
///   out.println(server.newAddress());
///   …
/// }
/// ```
public final class LoopbackServer implements AutoCloseable {
  private static final int BACKLOG = 64;

  private final HttpServer http;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Passes passes = new Passes();
  private final String authority;

  private LoopbackServer(
      HttpServer http, String command, Assets assets, Page page, Newsboard news) {
    this.http = http;
    this.authority = "127.0.0.1:" + http.getAddress().getPort();
    http.setExecutor(threads);
    var guard = new Guard(authority, command, passes);
    http.createContext("/", new Handler(guard, assets, page, news));
    http.start();
  }

  /// @param port 0 for a free one
  /// @param command that people type for a new address
  public static LoopbackServer open(
      int port, String command, Assets assets, Page page, Newsboard news) throws IOException {
    // Head and body leave apart: without this each answer would wait for an acknowledgement.
    System.setProperty("sun.net.httpserver.nodelay", "true");
    var loopback = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
    HttpServer http = HttpServer.create(new InetSocketAddress(loopback, port), BACKLOG);
    return new LoopbackServer(http, command, assets, page, news);
  }

  /// An address that lets one page in, once. The ticket is in its fragment, which a browser sends
  /// to nobody.
  public String newAddress() {
    return "http://" + authority + "/#k=" + passes.ticket();
  }

  @Override
  public void close() {
    http.stop(0);
    threads.shutdownNow();
  }
}
