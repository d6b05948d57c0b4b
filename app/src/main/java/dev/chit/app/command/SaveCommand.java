package dev.chit.app.command;

import com.google.gson.JsonArray;
import dev.chit.app.console.Answer;
import dev.chit.app.console.Clean;
import dev.chit.app.console.CommandFailure;
import dev.chit.client.ChitClient;
import dev.chit.client.SharedFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    description = {
      "A file appears under its name when all of it is here and every piece was checked; it never",
      "replaces another. Cut off or killed, saving it again to the same folder goes on where it"
          + " was."
    },
    footerHeading = "%nExamples:%n",
    footer = {"  chit save alice", "  chit save '#trip'", "  chit save 9f86d081 --out ~/Downloads"})
final class SaveCommand extends AnswerCommand {
  @Parameters(
      paramLabel = "NAME|#GROUP|ID",
      description =
          "All that somebody sent, or was sent to a group, and is not saved yet, or one file.")
  private String meant = "";

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "The folder to save to; by default the current one.")
  private @Nullable Path out;

  SaveCommand(Context context) {
    super(context);
  }

  @Override
  Answer answer(ChitClient client) throws Exception {
    Path folder = context.caller().directory();
    Path target = out == null ? folder : folder.resolve(out);
    List<SharedFile> wanted = FileChoice.toSave(client, meant);
    List<Together.Outcome<SharedFile>> outcomes;
    try (var bar = new TransferBar(context.caller(), !options.json() && !options.quiet())) {
      var tasks = new ArrayList<Callable<SharedFile>>();
      for (SharedFile file : wanted) {
        int number = tasks.size();
        tasks.add(() -> client.files().save(file, target, bar.of(number)));
      }
      outcomes = Together.run(tasks);
    }
    return answer(wanted, outcomes);
  }

  private static Answer answer(
      List<SharedFile> wanted, List<Together.Outcome<SharedFile>> outcomes) {
    var answer = new Answer();
    var array = new JsonArray();
    CommandFailure failure = null;
    for (int i = 0; i < outcomes.size(); i++) {
      switch (outcomes.get(i)) {
        case Together.Outcome.Done<SharedFile>(SharedFile file) -> {
          String path = file.path().map(Path::toString).orElse("");
          array.add(FileView.json(file));
          answer.line(FileView.what(file) + " is saved: " + Clean.line(path)).value(path);
        }
        case Together.Outcome.Failed<SharedFile>(CommandFailure why) -> {
          failure = failure == null ? why : failure;
          array.add(SendCommand.failed(wanted.get(i).name(), why));
          answer.line(Clean.line(wanted.get(i).name()) + ": " + Clean.line(why.sentence()));
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
}
