package dev.chit.app.command;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import dev.chit.app.console.Answer;
import dev.chit.app.console.CommandFailure;
import dev.chit.app.console.Directories;
import dev.chit.app.console.Exit;
import dev.chit.app.export.Export;
import dev.chit.audit.Audit;
import dev.chit.audit.AuditReport;
import dev.chit.audit.Expected;
import dev.chit.audit.ExportReader;
import dev.chit.audit.Finding;
import dev.chit.audit.Progress;
import dev.chit.client.OperatorClient;
import dev.chit.client.ServerAddress;
import dev.chit.core.Unit;
import dev.chit.crypto.Fingerprint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    description = {
      "Checks every signature, every balance from zero, the supply, the root and the checkpoint",
      "with code that shares none of the ledger's. Reads an exported log, or with --data the log"
          + " of",
      "the server that runs on this machine. Exits 1 if anything is wrong."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  chit audit --data /srv/chit",
      "  chit audit ./log --server 192.0.2.7:7700#FINGERPRINT --json"
    })
final class AuditCommand implements Callable<Integer> {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  @Parameters(paramLabel = "DIR", arity = "0..1", description = "A log that admin export wrote.")
  private @Nullable Path directory;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "The data directory of a running server, for its operator.")
  private @Nullable Path data;

  @Option(
      names = "--server",
      paramLabel = "HOST:PORT#FINGERPRINT",
      description = "Whose log it must be.")
  private @Nullable String server;

  @Option(names = "--json", description = "Answer with one JSON object.")
  private boolean json;

  @Option(
      names = {"-q", "--quiet"},
      description = "Print nothing but findings.")
  private boolean quiet;

  private final Context context;

  AuditCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() throws Exception {
    if (data != null && directory == null) {
      return running(data);
    }
    if (directory == null || data != null) {
      throw CommandFailure.usage("Name a directory with an exported log, or --data for a server.");
    }
    Fingerprint fingerprint =
        asked()
            .orElseThrow(
                () ->
                    CommandFailure.usage(
                        "Say whose log it must be: --server HOST:PORT#FINGERPRINT."));
    return audit(directory, Expected.of(fingerprint));
  }

  /// Audits what a running server exports now.
  private int running(Path serverData) throws Exception {
    Path copy = Files.createTempDirectory("chit-audit-");
    try (OperatorClient operator = OperatorClient.open(serverData, PATIENCE)) {
      Fingerprint fingerprint =
          asked().orElseGet(() -> fingerprint(addressOf(serverData)).orElseThrow());
      Export.write(operator, copy);
      return audit(copy, Expected.of(fingerprint));
    } finally {
      Directories.delete(copy);
    }
  }

  private int audit(Path log, Expected expected) throws IOException {
    try (ExportReader reader = ExportReader.open(log)) {
      AuditReport report = Audit.run(reader, expected, Progress.NONE);
      return answer(report, Export.unit(log)).print(context.caller(), json, quiet);
    } catch (NoSuchFileException e) {
      throw CommandFailure.unusable("no-export", "There is no exported log in " + log + ".");
    }
  }

  private static Answer answer(AuditReport report, Optional<Unit> unit) {
    var findings = new JsonArray();
    String circulation =
        unit.map(counted -> Money.text(report.circulationMinor(), counted))
            .orElse(report.circulationMinor() + " minor units");
    var answer =
        new Answer()
            .with("ok", report.isClean())
            .with("events", report.events())
            .with("accounts", report.accounts())
            .with("circulation", circulation)
            .with("root", report.rootHash().toString())
            .with("eventsPerSecond", report.eventsPerSecond())
            .with("findings", findings)
            .with("findingsLeftOut", report.findingsLeftOut())
            .line(
                report.events()
                    + " events of "
                    + report.accounts()
                    + " accounts, "
                    + report.eventsPerSecond()
                    + " events/s. In circulation: "
                    + circulation)
            .line("Root: " + report.rootHash());
    for (Finding finding : report.findings()) {
      findings.add(json(finding));
      answer.line(finding.toString());
    }
    return report.isClean()
        ? answer.line("Nothing is wrong: every signature, balance and hash was derived anew.")
        : answer.line("THE LOG IS NOT AS IT SHOULD BE.").exit(Exit.REFUSED);
  }

  private static JsonObject json(Finding finding) {
    var json = new JsonObject();
    json.addProperty("code", finding.code());
    json.addProperty("index", finding.index());
    json.addProperty("message", finding.sentence());
    return json;
  }

  private Optional<Fingerprint> asked() {
    return server == null ? Optional.empty() : fingerprint(server);
  }

  private static Optional<Fingerprint> fingerprint(String address) {
    ServerAddress parsed = ProfileOptions.address(address);
    return parsed.fingerprint();
  }

  private static String addressOf(Path serverData) {
    try {
      return Files.readString(serverData.resolve("address")).strip();
    } catch (IOException e) {
      throw CommandFailure.unreachable("unreachable", "No server runs on " + serverData + ".");
    }
  }
}
