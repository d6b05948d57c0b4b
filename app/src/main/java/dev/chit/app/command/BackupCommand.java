package dev.chit.app.command;

import dev.chit.app.console.Answer;
import dev.chit.client.ChitClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
    description = {
      "Keys, history, contacts, chits and receipts in one file under a passphrase of its own, in",
      "the age format. Whoever has both has the account. Needs no connection."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  chit backup alice.backup",
      "  chit backup ../alice.backup --backup-passphrase-file words.txt --json"
    })
final class BackupCommand extends AnswerCommand {
  @Parameters(paramLabel = "FILE", description = "A new file.")
  private Path file = Path.of("");

  @Mixin private final BackupPassphrase passphrase = new BackupPassphrase();

  BackupCommand(Context context) {
    super(context);
  }

  @Override
  Answer answer(ChitClient client) throws Exception {
    Path target = context.caller().directory().resolve(file).normalize();
    char[] words = passphrase.chosen(context.caller());
    try {
      client.backup(target, words);
    } finally {
      Arrays.fill(words, '\0');
    }
    return new Answer()
        .with("file", target.toString())
        .with("bytes", Files.size(target))
        .line("The profile is in " + target + ". Keep file and passphrase apart.")
        .value(target.toString());
  }
}
