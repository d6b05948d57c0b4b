package dev.chit.app.web;

import dev.chit.app.loopback.Assets;
import dev.chit.app.loopback.LoopbackServer;
import dev.chit.client.ChitClient;
import dev.chit.client.Subscription;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/// Serves the page of one profile on this machine's loopback, to whoever has the ticket.
///
/// ```java
/// try (WebServer web = WebServer.open(client, home, 0)) {
///   out.println(web.newAddress());
///   …
/// }
/// ```
public final class WebServer implements AutoCloseable {
  private static final List<String> FILES =
      List.of(
          "index.html",
          "style.css",
          "screens.css",
          "actions.js",
          "app.js",
          "chits.js",
          "composer.js",
          "conversation.js",
          "dialogs.js",
          "filebubbles.js",
          "files.js",
          "found.js",
          "groupdialogs.js",
          "log.js",
          "merging.js",
          "message.js",
          "money.js",
          "moneybubbles.js",
          "paydialogs.js",
          "people.js",
          "persondialogs.js",
          "proof.js",
          "questions.js",
          "state.js",
          "statement.js",
          "talk.js",
          "talking.js",
          "text-en.js",
          "text-zh-hant.js",
          "wallet.js");

  private final LoopbackServer server;
  private final Calls calls;
  private final Subscription watching;

  private WebServer(LoopbackServer server, Calls calls, Subscription watching) {
    this.server = server;
    this.calls = calls;
    this.watching = watching;
  }

  /// @param home of the profile, where files lie on their way between page and client
  /// @param port 0 for a free one
  public static WebServer open(ChitClient client, Path home, int port) throws IOException {
    var unread = new Unread();
    var news = new News(unread);
    var calls = new Calls(client, home, unread, news);
    var assets = new Assets(WebServer.class, FILES);
    LoopbackServer server = LoopbackServer.open(port, "chit web", assets, calls, news);
    var web = new WebServer(server, calls, client.watch(news));
    var _ = Thread.ofVirtual().name("chit-web-begin").start(calls::begin);
    return web;
  }

  /// An address that lets one page in, once.
  public String newAddress() {
    return server.newAddress();
  }

  @Override
  public void close() {
    watching.close();
    calls.close();
    server.close();
  }
}
