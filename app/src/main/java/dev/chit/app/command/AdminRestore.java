package dev.chit.app.command;

import dev.chit.app.console.Answer;
import dev.chit.app.console.CommandFailure;
import dev.chit.app.console.ProgressBar;
import dev.chit.server.backup.Restore;
import dev.chit.server.backup.Restore.Restored;
import dev.chit.server.backup.Restore.Since;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

@Command(
    header = "make a data directory from a backup",
    description = {
      "Checks every file, hashes the log anew, and holds it against its signed checkpoint.",
      "A server runs on the result only if you say that the log has signed nothing since the",
      "backup, or name a checkpoint that proves it. If it has signed more, and that is lost, the",
      "ledger is over: docs/operating.md says how to go on."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  chit admin restore /backups/chit-2026-11-21 --data /srv/chit-restored",
      "  chit admin restore /backups/moved --data /srv/chit --nothing-lost",
      "  chit admin restore /backups/last --data /srv/chit --checkpoint /srv/old/checkpoint"
    })
final class AdminRestore implements Callable<Integer> {
  private static final int NOTE_BYTES_MAX = 128 << 10;

  @ParentCommand private AdminCommand admin = new AdminCommand();

  @Mixin private final DataOptions options = new DataOptions();

  @Parameters(paramLabel = "BACKUP", description = "A directory that admin backup made.")
  private Path backup = Path.of("");

  @Option(
      names = "--nothing-lost",
      description = "The log has signed nothing since the backup: the server was stopped.")
  private boolean nothingLost;

  @Option(
      names = "--checkpoint",
      paramLabel = "FILE",
      description = "The log's newest checkpoint, from the old directory or a member's chit log.")
  private @Nullable Path checkpoint;

  private final Context context;

  AdminRestore(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() throws Exception {
    if (nothingLost && checkpoint != null) {
      throw CommandFailure.usage("Give --nothing-lost or --checkpoint, not both.");
    }
    Path data = options.data(admin);
    Path from = context.caller().directory().resolve(backup);
    Restored restored;
    try (var bar = ProgressBar.of(context.caller(), !options.json() && !options.quiet())) {
      restored = Restore.into(from, data, since(), bar::at);
    }
    return new Answer()
        .with("directory", restored.directory().toString())
        .with("made", restored.made().toString())
        .with("events", restored.events())
        .with("root", restored.root())
        .with("runnable", restored.runnable())
        .line(
            restored.events()
                + " events, as they were backed up at "
                + Clock.time(restored.made())
                + ", are in "
                + restored.directory()
                + ".")
        .line(
            restored.runnable()
                ? "A server can run on it."
                : "It is there to be looked at; no server runs on it.")
        .value(restored.directory().toString())
        .print(context.caller(), options.json(), options.quiet());
  }

  private Since since() throws IOException {
    if (checkpoint == null) {
      return nothingLost ? new Since.NothingLost() : new Since.Unknown();
    }
    Path file = context.caller().directory().resolve(checkpoint);
    if (!Files.isRegularFile(file) || Files.size(file) > NOTE_BYTES_MAX) {
      throw CommandFailure.unusable("no-checkpoint", "There is no checkpoint in " + file + ".");
    }
    return new Since.Newest(Files.readString(file));
  }
}
