package dev.chit.app.web;

import dev.chit.app.loopback.Assets;
import dev.chit.app.loopback.LoopbackServer;
import dev.chit.client.ChitClient;
import dev.chit.client.ChitException;
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
          "unlock.js",
          "wallet.js");

  private final LoopbackServer server;
  private final Room room;

  /// Opens a profile with what was typed in the page.
  @FunctionalInterface
  public interface Opener {
    /// @param passphrase belongs to the caller, who wipes it
    /// @throws ChitException `wrong-passphrase`, `profile-in-use`
    ChitClient open(char[] passphrase) throws ChitException, InterruptedException;
  }

  private WebServer(LoopbackServer server, Room room) {
    this.server = server;
    this.room = room;
  }

  /// @param home of the profile, where files lie on their way between page and client
  /// @param port 0 for a free one
  public static WebServer open(ChitClient client, Path home, int port) throws IOException {
    WebServer web = locked(_ -> client, home, port);
    web.room.open(client);
    return web;
  }

  /// As [#open], of a profile whose passphrase the page asks for. Who opened it closes it.
  public static WebServer locked(Opener opener, Path home, int port) throws IOException {
    var unread = new Unread();
    var news = new News(unread);
    var room = new Room(home, news, unread, opener);
    var assets = new Assets(WebServer.class, FILES);
    return new WebServer(LoopbackServer.open(port, "chit web", assets, room, news), room);
  }

  /// An address that lets one page in, once.
  public String newAddress() {
    return server.newAddress();
  }

  @Override
  public void close() {
    room.close();
    server.close();
  }
}
