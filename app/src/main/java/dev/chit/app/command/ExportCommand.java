package dev.chit.app.command;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import dev.chit.app.console.Answer;
import dev.chit.app.console.Clean;
import dev.chit.app.console.CommandFailure;
import dev.chit.client.ChitClient;
import dev.chit.client.Group;
import dev.chit.client.HistoryMessage;
import dev.chit.core.AccountName;
import dev.chit.crypto.SecretFiles;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    description = {
      "Writes all that was said with somebody, or in a group, to a file that only you can read, in",
      "place of what was there. It is not sealed: whoever has the file reads it."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  chit export bob --out bob.txt",
      "  chit export '#trip' --format json --out trip.json"
    })
final class ExportCommand extends AnswerCommand {
  private static final int PAGE = ChitClient.HISTORY_MAX;

  @Parameters(paramLabel = "NAME|#GROUP", description = "Which conversation.")
  private String name = "";

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description = "${COMPLETION-CANDIDATES}; text unless said.")
  private ExportFormat format = ExportFormat.TEXT;

  @Option(names = "--out", paramLabel = "FILE", required = true, description = "Where to.")
  private Path out = Path.of("");

  ExportCommand(Context context) {
    super(context);
  }

  @Override
  Answer answer(ChitClient client) throws Exception {
    Path file = context.caller().directory().resolve(out).normalize();
    if (file.getParent() == null || !Files.isDirectory(file.getParent())) {
      throw CommandFailure.unusable("no-directory", "There is no directory for " + file + ".");
    }
    Correspondent with = Correspondent.of(client, name);
    List<HistoryMessage> messages = all(client, with);
    String text =
        switch (format) {
          case TEXT -> text(messages);
          case JSON -> json(with, messages);
        };
    SecretFiles.replace(file, text.getBytes(UTF_8));
    return new Answer()
        .with("file", file.toString())
        .with("format", format.toString())
        .with("with", with.toString())
        .with("messages", messages.size())
        .line(
            messages.size()
                + (messages.size() == 1 ? " message is" : " messages are")
                + " in "
                + file
                + ".")
        .value(file.toString());
  }

  /// Oldest first.
  private static List<HistoryMessage> all(ChitClient client, Correspondent with) throws Exception {
    var newestFirst = new ArrayList<HistoryMessage>();
    Optional<Long> before = Optional.empty();
    List<HistoryMessage> page;
    do {
      page =
          switch (with) {
            case Correspondent.Somebody(AccountName who) -> client.history(who, PAGE, before);
            case Correspondent.Everybody(Group group) ->
                client.groups().history(group.id(), PAGE, before);
          };
      newestFirst.addAll(page.reversed());
      before = page.stream().findFirst().map(HistoryMessage::position);
    } while (page.size() == PAGE);
    return newestFirst.reversed();
  }

  private static String text(List<HistoryMessage> messages) {
    var text = new StringBuilder();
    messages.forEach(message -> text.append(MessageView.line(message, false)).append('\n'));
    return text.toString();
  }

  private static String json(Correspondent with, List<HistoryMessage> messages) {
    var array = new JsonArray();
    messages.forEach(message -> array.add(MessageView.json(message)));
    var json = new JsonObject();
    json.addProperty("with", with.toString());
    json.add("messages", array);
    return Clean.json(json.toString()) + "\n";
  }
}
