package dev.chit.app.command;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import dev.chit.app.console.Answer;
import dev.chit.app.console.Clean;
import dev.chit.app.console.CommandFailure;
import dev.chit.app.console.Exit;
import dev.chit.client.ChitClient;
import dev.chit.client.FileProgress;
import dev.chit.client.Group;
import dev.chit.client.MessageState;
import dev.chit.client.SentFile;
import dev.chit.core.AccountName;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
    description = {
      "Seals each file on its way to the server, where it waits to be saved. Of any size up to the",
      "server's limit, several at a time. Cut off or killed, sending the same file again goes on",
      "where it was."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  chit send bob holiday.mp4",
      "  chit send bob *.jpg --json",
      "  chit send '#trip' map.pdf"
    })
final class SendCommand extends AnswerCommand {
  private static final int FILES_MAX = 1_000;

  @Parameters(index = "0", paramLabel = "NAME|#GROUP", description = "Whom to send it to.")
  private String name = "";

  @Parameters(index = "1..*", arity = "1..*", paramLabel = "FILE", description = "What to send.")
  private List<Path> files = new ArrayList<>();

  SendCommand(Context context) {
    super(context);
  }

  @Override
  Answer answer(ChitClient client) throws Exception {
    if (files.size() > FILES_MAX) {
      throw CommandFailure.usage("At most " + FILES_MAX + " files are sent at a time.");
    }
    Correspondent to = Correspondent.of(client, name);
    List<Together.Outcome<SentFile>> outcomes;
    try (var bar = new TransferBar(context.caller(), !options.json() && !options.quiet())) {
      var tasks = new ArrayList<Callable<SentFile>>();
      for (int i = 0; i < files.size(); i++) {
        Path file = context.caller().directory().resolve(files.get(i));
        int number = i;
        tasks.add(() -> send(client, to, file, bar.of(number)));
      }
      outcomes = Together.run(tasks);
    }
    return answer(to, outcomes);
  }

  private static SentFile send(
      ChitClient client, Correspondent to, Path file, FileProgress progress) throws Exception {
    return switch (to) {
      case Correspondent.Somebody(AccountName who) -> client.files().send(who, file, progress);
      case Correspondent.Everybody(Group group) -> client.files().send(group.id(), file, progress);
    };
  }

  private Answer answer(Correspondent to, List<Together.Outcome<SentFile>> outcomes) {
    var answer = new Answer().with("to", to.toString());
    var array = new JsonArray();
    CommandFailure failure = null;
    for (int i = 0; i < outcomes.size(); i++) {
      switch (outcomes.get(i)) {
        case Together.Outcome.Done<SentFile>(SentFile sent) -> {
          JsonObject json = FileView.json(sent.file());
          json.addProperty("delivery", sent.state().toString());
          array.add(json);
          answer.line(line(sent)).value(sent.file().id().toString());
          if (sent.state() == MessageState.WAITING) {
            answer.exit(Exit.UNREACHABLE);
          }
        }
        case Together.Outcome.Failed<SentFile>(CommandFailure why) -> {
          failure = failure == null ? why : failure;
          array.add(failed(files.get(i).toString(), why));
          answer.line(Clean.line(files.get(i).toString()) + ": " + Clean.line(why.sentence()));
        }
      }
    }
    answer.with("files", array);
    if (failure == null) {
      return answer;
    }
    if (outcomes.size() == 1) {
      throw failure;
    }
    return answer.failed(failure);
  }

  private static String line(SentFile sent) {
    return FileView.what(sent.file())
        + " is there for "
        + FileView.whom(sent.file())
        + sent.file().until().map(it -> " until " + Clock.time(it)).orElse("")
        + ": file "
        + FileView.digits(sent.file())
        + "."
        + (sent.state() == MessageState.WAITING
            ? " The message about it leaves at the next connection."
            : "");
  }

  static JsonObject failed(String file, CommandFailure why) {
    var json = new JsonObject();
    json.addProperty("path", file);
    var error = new JsonObject();
    error.addProperty("code", why.code());
    error.addProperty("message", why.sentence());
    json.add("error", error);
    return json;
  }
}
