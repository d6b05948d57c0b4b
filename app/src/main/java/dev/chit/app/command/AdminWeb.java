package dev.chit.app.command;

import dev.chit.app.console.Answer;
import dev.chit.app.console.CommandFailure;
import dev.chit.app.console.Exit;
import dev.chit.app.loopback.Browser;
import dev.chit.app.operator.OperatorPage;
import java.io.IOException;
import java.net.BindException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

@Command(
    header = "the server in the operator's browser",
    description = {
      "Supply and accounts, live rates, the log's checkpoint, invitations, freezing, issuing,",
      "backups, and how store and queues are. The page is served by this process, on the loopback",
      "alone, and acts with the operator's key. The printed address works once: whoever has it can",
      "do what the operator can. Ends with Ctrl-C, and the page with it; a server that is away or",
      "restarts is waited for."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  chit admin web --data /srv/chit",
      "  chit admin web --data /srv/chit --backups /backups --port 8471 --no-browser"
    })
final class AdminWeb implements Callable<Integer> {
  private static final int PORT_MAX = 65_535;

  @ParentCommand private AdminCommand admin = new AdminCommand();

  @Mixin private final DataOptions options = new DataOptions();

  @Option(
      names = "--backups",
      paramLabel = "DIR",
      description = "Where the page's backups go; by default the data directory's name + -backups.")
  private @Nullable Path backups;

  @Option(
      names = "--port",
      paramLabel = "N",
      description = "Listen there; by default on a free one.")
  private int port;

  @Option(
      names = {"--no-browser", "--no-open"},
      description = "Print the address, and open no browser.")
  private boolean noBrowser;

  private final Context context;

  AdminWeb(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() throws Exception {
    if (port < 0 || port > PORT_MAX) {
      throw CommandFailure.usage("--port is 1 to " + PORT_MAX + ".");
    }
    Path data = context.caller().directory().resolve(options.data(admin)).normalize();
    try (OperatorPage page = open(data)) {
      String address = page.newAddress();
      new Answer()
          .with("data", data.toString())
          .with("address", address)
          .line("The operator's page, for this once: " + address)
          .line("Ctrl-C ends it.")
          .value(address)
          .print(context.caller(), options.json(), options.quiet());
      Optional<Browser> browser = browser(page, data);
      try {
        new CountDownLatch(1).await();
      } finally {
        browser.ifPresent(Browser::close);
      }
    }
    return Exit.DONE;
  }

  private OperatorPage open(Path data) throws Exception {
    Path folder = backups == null ? Path.of(data + "-backups") : backups;
    try {
      return OperatorPage.open(data, context.caller().directory().resolve(folder), port);
    } catch (BindException e) {
      throw CommandFailure.unusable(
          "port-in-use",
          "Port " + port + " is taken; choose another with --port, or leave it out.");
    }
  }

  /// A browser where a person sits before a screen; where none opens, the printed address does.
  private Optional<Browser> browser(OperatorPage page, Path data) {
    if (noBrowser || !context.caller().terminal()) {
      return Optional.empty();
    }
    try {
      return Optional.of(Browser.open(data, "operator-web.html", page.newAddress()));
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
