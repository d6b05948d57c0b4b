package dev.chit.app.web;

import com.sun.net.httpserver.HttpServer;
import dev.chit.client.ChitClient;
import dev.chit.client.Subscription;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/// Serves the page of one profile on this machine's loopback, to whoever has the ticket.
///
/// ```java
/// try (WebServer web = WebServer.open(client, home, 0)) {
///   out.println(web.newAddress());
///   …
/// }
/// ```
public final class WebServer implements AutoCloseable {
  private static final int BACKLOG = 64;

  private final HttpServer http;
  private final ExecutorService threads;
  private final Subscription watching;
  private final Passes passes;
  private final String authority;
  private final Calls calls;

  private WebServer(HttpServer http, ChitClient client, Path home) throws IOException {
    this.http = http;
    this.authority = authority(http.getAddress());
    this.passes = new Passes();
    this.threads = Executors.newVirtualThreadPerTaskExecutor();
    var unread = new Unread();
    var news = new News(unread);
    this.calls = new Calls(client, home, unread, news);
    http.setExecutor(threads);
    http.createContext("/", new Handler(new Guard(authority, passes), new Assets(), calls, news));
    http.start();
    this.watching = client.watch(news);
    threads.execute(calls::begin);
  }

  /// @param home of the profile, where files lie on their way between page and client
  /// @param port 0 for a free one
  public static WebServer open(ChitClient client, Path home, int port) throws IOException {
    // Head and body leave apart: without this each answer would wait for an acknowledgement.
    System.setProperty("sun.net.httpserver.nodelay", "true");
    var loopback = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
    HttpServer http = HttpServer.create(new InetSocketAddress(loopback, port), BACKLOG);
    try {
      return new WebServer(http, client, home);
    } catch (IOException | RuntimeException e) {
      http.stop(0);
      throw e;
    }
  }

  private static String authority(InetSocketAddress address) {
    return "127.0.0.1:" + address.getPort();
  }

  /// An address that lets one page in, once. The ticket is in its fragment, which a browser sends
  /// to nobody.
  public String newAddress() {
    return "http://" + authority + "/#k=" + passes.ticket();
  }

  @Override
  public void close() {
    watching.close();
    calls.close();
    http.stop(0);
    threads.shutdownNow();
  }
}
