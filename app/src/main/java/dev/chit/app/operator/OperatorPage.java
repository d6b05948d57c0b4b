package dev.chit.app.operator;

import dev.chit.app.loopback.Assets;
import dev.chit.app.loopback.LoopbackServer;
import dev.chit.app.loopback.Newsboard;
import dev.chit.client.ChitException;
import dev.chit.client.OperatorClient;
import dev.chit.client.UsageException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/// Serves the operator's page on this machine's loopback, to whoever has the ticket. It talks to
/// the running server as `chit admin` does, with the operator's key, and waits for one that is
/// away.
///
/// ```java
/// try (OperatorPage page = OperatorPage.open(data, backups, 0)) {
///   out.println(page.newAddress());
///   …
/// }
/// ```
public final class OperatorPage implements AutoCloseable {
  private static final String COMMAND = "chit admin web";

  private static final List<String> FILES =
      List.of(
          "index.html",
          "operator.css",
          "accounts.js",
          "actions.js",
          "app.js",
          "cards.js",
          "chart.js",
          "dialogs.js",
          "state.js",
          "text-en.js",
          "text-zh-hant.js");

  private final ServerLink link;
  private final Lookout lookout;
  private final Backups backups;
  private final LoopbackServer server;

  private OperatorPage(ServerLink link, Lookout lookout, Backups backups, LoopbackServer server) {
    this.link = link;
    this.lookout = lookout;
    this.backups = backups;
    this.server = server;
  }

  /// @param data the server's data directory
  /// @param folder where the page's backups go
  /// @param port 0 for a free one
  /// @throws UsageException if that is no server's data directory
  public static OperatorPage open(Path data, Path folder, int port)
      throws IOException, ChitException, InterruptedException {
    var link = new ServerLink(data);
    requireServersData(link);
    var news = new Newsboard();
    var lookout = new Lookout(link, news, data);
    var backups = new Backups(data, folder, news);
    var calls = new OperatorCalls(link, lookout, backups, data);
    var assets = new Assets(OperatorPage.class, FILES);
    LoopbackServer server;
    try {
      server = LoopbackServer.open(port, COMMAND, assets, calls, news);
    } catch (IOException e) {
      link.close();
      throw e;
    }
    lookout.start();
    return new OperatorPage(link, lookout, backups, server);
  }

  /// A server that is away is what the page is for; a directory of something else is a mistake.
  private static void requireServersData(ServerLink link)
      throws UsageException, InterruptedException {
    try {
      var _ = link.with(OperatorClient::unit);
    } catch (UsageException e) {
      throw e;
    } catch (ChitException e) {
      // The page says so, and why.
    }
  }

  /// An address that lets one page in, once.
  public String newAddress() {
    return server.newAddress();
  }

  @Override
  public void close() {
    server.close();
    lookout.close();
    backups.close();
    link.close();
  }
}
