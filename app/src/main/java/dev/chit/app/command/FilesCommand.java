package dev.chit.app.command;

import com.google.gson.JsonArray;
import dev.chit.app.console.Answer;
import dev.chit.app.console.Clean;
import dev.chit.app.console.CommandFailure;
import dev.chit.client.ChitClient;
import dev.chit.client.FileTransfers;
import dev.chit.client.SharedFile;
import dev.chit.core.AccountName;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    description = {
      "Files that were sent and offered, newest first, and what has become of them. A file that"
          + " you",
      "sent stays with the server for a time, or until you delete it."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  chit files",
      "  chit files bob --json",
      "  chit files '#trip'",
      "  chit files --delete 9f86d081"
    })
final class FilesCommand extends AnswerCommand {
  @Parameters(
      paramLabel = "NAME|#GROUP",
      arity = "0..1",
      description = "Those to and from somebody, or of a group.")
  private @Nullable String name;

  @Option(
      names = "--limit",
      paramLabel = "N",
      description = "The newest N, at most 500 (default: ${DEFAULT-VALUE}).")
  private int limit = 50;

  @Option(names = "--before", paramLabel = "POSITION", description = "Those before this position.")
  private Optional<Long> before = Optional.empty();

  @Option(
      names = "--delete",
      paramLabel = "ID",
      description = "Forget this file; one of your own is deleted at the server as well.")
  private @Nullable String delete;

  FilesCommand(Context context) {
    super(context);
  }

  @Override
  Answer answer(ChitClient client) throws Exception {
    if (limit < 1 || limit > FileTransfers.LIST_MAX) {
      throw CommandFailure.usage("--limit is 1 to " + FileTransfers.LIST_MAX + ".");
    }
    if (delete != null) {
      return deleted(client, FileChoice.one(client, delete));
    }
    List<SharedFile> files = files(client);
    var array = new JsonArray();
    var answer = new Answer().with("files", array);
    for (SharedFile file : files) {
      array.add(FileView.json(file));
      answer.line(FileView.line(file));
    }
    client.files().shown(files);
    return answer;
  }

  private List<SharedFile> files(ChitClient client) throws Exception {
    if (name != null && Correspondent.isGroup(name)) {
      return client.files().list(client.groups().find(name).id(), limit, before);
    }
    Optional<AccountName> with = Optional.ofNullable(name).map(Typed::name);
    return client.files().list(with, limit, before);
  }

  private static Answer deleted(ChitClient client, SharedFile file) throws Exception {
    client.files().delete(file);
    return new Answer()
        .with("deleted", file.id().toString())
        .line(
            file.outgoing()
                ? Clean.line(file.name()) + " is deleted at the server."
                : Clean.line(file.name()) + " is forgotten here.")
        .value(file.id().toString());
  }
}
