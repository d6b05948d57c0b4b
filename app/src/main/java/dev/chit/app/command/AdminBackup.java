package dev.chit.app.command;

import dev.chit.app.console.Answer;
import dev.chit.app.console.ProgressBar;
import dev.chit.server.backup.Backup;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

@Command(
    header = "copy the data directory, while the server runs or while it does not",
    description = {
      "Makes a directory with the databases as they are at one moment, the keys, and a manifest.",
      "Payments go on meanwhile. It appears when all of it is on the disk and was checked against",
      "the log's signed checkpoint. Keep it as secret as the data itself: the keys are in it."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  chit admin backup /backups/chit-2026-11-21 --data /srv/chit",
      "  chit admin restore /backups/chit-2026-11-21 --data /srv/chit-restored"
    })
final class AdminBackup implements Callable<Integer> {
  @ParentCommand private AdminCommand admin = new AdminCommand();

  @Mixin private final DataOptions options = new DataOptions();

  @Parameters(paramLabel = "TARGET", description = "A directory to be made.")
  private Path target = Path.of("");

  private final Context context;

  AdminBackup(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() throws Exception {
    Path data = options.data(admin);
    Backup.Taken taken;
    try (var bar = ProgressBar.of(context.caller(), !options.json() && !options.quiet())) {
      taken = Backup.take(data, context.caller().directory().resolve(target), bar::at);
    }
    return new Answer()
        .with("directory", taken.directory().toString())
        .with("made", taken.made().toString())
        .with("events", taken.events())
        .with("root", taken.root())
        .with("bytes", taken.sizeBytes())
        .line(
            "A backup of "
                + taken.events()
                + " events, %.1f MB, is in ".formatted(taken.sizeBytes() / 1e6)
                + taken.directory()
                + ".")
        .line("Its keys can sign for the ledger: keep it as secret as the data itself.")
        .value(taken.directory().toString())
        .print(context.caller(), options.json(), options.quiet());
  }
}
