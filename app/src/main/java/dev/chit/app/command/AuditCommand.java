package dev.chit.app.command;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import dev.chit.app.console.Answer;
import dev.chit.app.console.Caller;
import dev.chit.app.console.CommandFailure;
import dev.chit.app.console.Exit;
import dev.chit.app.console.ProgressBar;
import dev.chit.app.export.ServerLog;
import dev.chit.audit.Audit;
import dev.chit.audit.AuditReport;
import dev.chit.audit.EventSource;
import dev.chit.audit.Expected;
import dev.chit.audit.ExportReader;
import dev.chit.audit.Finding;
import dev.chit.client.ChitClient;
import dev.chit.client.LogSeen;
import dev.chit.client.LogStream;
import dev.chit.client.OperatorClient;
import dev.chit.client.ServerAddress;
import dev.chit.core.Unit;
import dev.chit.core.log.Checkpoint;
import dev.chit.core.log.SignedCheckpoint;
import dev.chit.crypto.Fingerprint;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    description = {
      "Checks every signature, every balance from zero, the supply, the root and the checkpoint",
      "with code that shares none of the ledger's, and exits 1 if anything is wrong. Reads the log",
      "of the profile's server as it comes, for a member whom the operator made an auditor; with",
      "--data that of the server that runs on this machine; or an exported log. A running server's",
      "log must hold what was seen of it before: the newest checkpoint of the profile, or the one",
      "that the server keeps outside its database."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  chit audit --server 192.0.2.7:7700#FINGERPRINT",
      "  chit audit --data /srv/chit",
      "  chit audit ./log --server 192.0.2.7:7700#FINGERPRINT --json"
    })
final class AuditCommand implements Callable<Integer> {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @Parameters(paramLabel = "DIR", arity = "0..1", description = "A log that admin export wrote.")
  private @Nullable Path directory;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "The data directory of a running server, for its operator.")
  private @Nullable Path data;

  @Mixin private final ProfileOptions options = new ProfileOptions();

  private final Context context;

  AuditCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() throws Exception {
    if (directory != null && data != null) {
      throw CommandFailure.usage("Name a directory with an exported log, or --data for a server.");
    }
    if (directory != null) {
      return exported(context.caller().directory().resolve(directory));
    }
    return data != null
        ? running(context.caller().directory().resolve(data))
        : context.profiles().with(options, Profiles.Opening.EXISTING, this::ofProfile);
  }

  private int exported(Path log) throws Exception {
    Fingerprint fingerprint =
        asked()
            .orElseThrow(
                () ->
                    CommandFailure.usage(
                        "Say whose log it must be: --server HOST:PORT#FINGERPRINT."));
    try (ExportReader reader = ExportReader.open(log)) {
      return print(audit(reader, Expected.of(fingerprint)));
    } catch (NoSuchFileException e) {
      throw CommandFailure.unusable("no-export", "There is no exported log in " + log + ".");
    }
  }

  /// The server whose data are on this machine, as its operator.
  private int running(Path serverData) throws Exception {
    try (OperatorClient operator = OperatorClient.open(serverData, PATIENCE)) {
      List<Checkpoint> seen =
          operator.lastSigned().stream().map(SignedCheckpoint::checkpoint).toList();
      Fingerprint fingerprint = asked().orElse(operator.fingerprint());
      return audit(operator.exportLog(), Expected.of(fingerprint).withSeen(seen));
    }
  }

  /// The profile's server, as an auditor.
  private int ofProfile(ChitClient client) throws Exception {
    client.awaitConnected();
    LogSeen log = client.log();
    List<Checkpoint> seen =
        Stream.concat(Stream.of(log.newest()), log.contradiction().stream())
            .map(SignedCheckpoint::checkpoint)
            .toList();
    return audit(client.exportLog(), Expected.of(log.ledger()).withSeen(seen));
  }

  /// What was audited and found good is what the server must go on from.
  private int audit(LogStream stream, Expected expected) throws Exception {
    try (EventSource source = new ServerLog(stream)) {
      AuditReport report = audit(source, expected);
      if (report.isClean()) {
        stream.accept();
      }
      return print(report);
    } catch (ServerLog.BrokenOffException e) {
      throw e.reason();
    }
  }

  private AuditReport audit(EventSource source, Expected expected) throws IOException {
    long size = source.size().orElse(0);
    boolean isWatched = !options.json() && !options.quiet();
    try (ProgressBar bar = ProgressBar.of(context.caller(), isWatched)) {
      return Audit.run(source, expected, events -> bar.at("events", events, size));
    }
  }

  private int print(AuditReport report) {
    Caller caller = context.caller();
    return answer(report).print(caller, options.json(), options.quiet());
  }

  private static Answer answer(AuditReport report) {
    var findings = new JsonArray();
    Unit unit = report.unit();
    String circulation =
        unit == null
            ? report.circulationMinor() + " minor units"
            : Money.text(report.circulationMinor(), unit);
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
    return options.server().flatMap(ServerAddress::fingerprint);
  }
}
