package dev.chit.app.command;

import dev.chit.app.console.Answer;
import dev.chit.app.console.CommandFailure;
import dev.chit.app.console.Exit;
import dev.chit.app.loopback.Browser;
import dev.chit.app.web.WebServer;
import dev.chit.client.ChitClient;
import java.io.IOException;
import java.net.BindException;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
    description = {
      "Conversations and wallet in the browser of this machine. The page is served by this"
          + " process,",
      "on the loopback alone; keys and history stay here. The printed address works once: whoever",
      "has it has the page. Without a terminal, the page itself asks for the passphrase. Ends with",
      "Ctrl-C, and the page with it."
    },
    footerHeading = "%nExamples:%n",
    footer = {"  chit web", "  chit web --port 8470 --no-open", "  chit web --open </dev/null &"})
final class WebCommand extends ProfileCommand {
  private static final int PORT_MAX = 65_535;

  @Option(
      names = "--port",
      paramLabel = "N",
      description = "Listen there; by default on a free one.")
  private int port;

  @Option(names = "--open", description = "Open a browser even without a terminal.")
  private boolean open;

  @Option(names = "--no-open", description = "Print the address, and open no browser.")
  private boolean noOpen;

  WebCommand(Context context) {
    super(context);
  }

  @Override
  Profiles.Opening opening() {
    if (port < 0 || port > PORT_MAX) {
      throw CommandFailure.usage("--port is 1 to " + PORT_MAX + ".");
    }
    if (open && noOpen) {
      throw CommandFailure.usage("Say --open or --no-open, not both.");
    }
    return Profiles.Opening.AS_OWNER;
  }

  @Override
  Profiles.ClientWork work() {
    return new Profiles.ClientWork() {
      @Override
      public int run(ChitClient client) throws Exception {
        return WebCommand.this.run(client);
      }

      @Override
      public int runLocked(LockedProfile profile) throws Exception {
        return WebCommand.this.runLocked(profile);
      }
    };
  }

  @Override
  int run(ChitClient client) throws Exception {
    var me = WhoamiCommand.name(client.whoami());
    try (WebServer web = served(() -> WebServer.open(client, options.home(), port))) {
      String address = web.newAddress();
      return show(
          web,
          address,
          new Answer()
              .with("name", me.toString())
              .with("address", address)
              .line("The page of " + me + ", for this once: " + address)
              .line("Ctrl-C ends it."));
    }
  }

  private int runLocked(LockedProfile profile) throws Exception {
    try (WebServer web = served(() -> WebServer.locked(profile::open, options.home(), port))) {
      String address = web.newAddress();
      return show(
          web,
          address,
          new Answer()
              .with("locked", true)
              .with("address", address)
              .line("The page of " + options.home() + ", for this once: " + address)
              .line("It asks for the passphrase. Ctrl-C ends it."));
    }
  }

  private int show(WebServer web, String address, Answer answer) throws InterruptedException {
    answer.value(address).print(context.caller(), options.json(), options.quiet());
    Optional<Browser> browser = browser(web);
    try {
      new CountDownLatch(1).await();
    } finally {
      browser.ifPresent(Browser::close);
    }
    return Exit.DONE;
  }

  @FunctionalInterface
  private interface Opening {
    WebServer open() throws IOException;
  }

  private WebServer served(Opening opening) throws IOException {
    try {
      return opening.open();
    } catch (BindException e) {
      throw CommandFailure.unusable(
          "port-in-use",
          "Port " + port + " is taken; choose another with --port, or leave it out.");
    }
  }

  /// A browser where a person sits before a screen; where none opens, the printed address does.
  private Optional<Browser> browser(WebServer web) {
    if (noOpen || (!open && !context.caller().terminal())) {
      return Optional.empty();
    }
    try {
      return Optional.of(Browser.open(options.home(), "web.html", web.newAddress()));
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
