package dev.chit.app.command;

import dev.chit.client.ChitClient;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
    description = {
      "Makes a profile of what “chit backup” wrote, with everything that was in it. From then on"
          + " use",
      "this profile only, not the one that was backed up. Needs no connection."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  chit restore alice.backup",
      "  chit restore alice.backup --home ./alice --no-passphrase --backup-passphrase-file"
          + " words.txt"
    })
final class RestoreCommand implements Callable<Integer> {
  @Mixin private final ProfileOptions options = new ProfileOptions();

  @Parameters(paramLabel = "FILE", description = "The backup.")
  private Path file = Path.of("");

  @Mixin private final BackupPassphrase passphrase = new BackupPassphrase();

  private final Context context;

  RestoreCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() throws Exception {
    Path backup = context.caller().directory().resolve(file).normalize();
    var opener = new ProfileOpener(context.caller());
    opener.requireNone(options);
    char[] words = passphrase.known(context.caller());
    try (ChitClient client =
        opener.make(options, config -> ChitClient.restore(config, backup, words))) {
      return WhoamiCommand.identity(client.whoami())
          .line("You are " + WhoamiCommand.name(client.whoami()) + ", as before.")
          .line("Do not use the profile any more that this is a backup of.")
          .value(client.whoami().account().toString())
          .print(context.caller(), options.json(), options.quiet());
    } finally {
      Arrays.fill(words, '\0');
    }
  }
}
