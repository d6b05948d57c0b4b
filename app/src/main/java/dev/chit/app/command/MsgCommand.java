package dev.chit.app.command;

import dev.chit.app.console.Answer;
import dev.chit.app.console.Exit;
import dev.chit.client.ChitClient;
import dev.chit.client.Group;
import dev.chit.client.MessageState;
import dev.chit.client.SentToGroup;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    description = {
      "Sealed here, opened at the other end; the server cannot read it. Who came in by a door of"
          + " an",
      "older program has no key: then it is not sealed, and the answer says so."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  chit msg bob see you at noon",
      "  chit msg '#trip' when do we leave?",
      "  chit msg bob --reply 9f86d081 yes",
      "  chit msg bob \"two  spaces\" --json"
    })
final class MsgCommand extends AnswerCommand {
  @Parameters(index = "0", paramLabel = "NAME|#GROUP", description = "Whom to write to.")
  private String name = "";

  @Option(names = "--reply", paramLabel = "ID", description = "The message that this answers.")
  private @Nullable String answered;

  @Parameters(index = "1..*", arity = "1..*", paramLabel = "TEXT", description = "What to say.")
  private List<String> text = new ArrayList<>();

  MsgCommand(Context context) {
    super(context);
  }

  @Override
  Answer answer(ChitClient client) throws Exception {
    Correspondent to = Correspondent.of(client, name);
    String words = String.join(" ", text);
    Correspondent.Said said =
        answered == null
            ? to.say(client, words)
            : to.reply(client, MessageChoice.one(client, answered), words);
    var answer =
        new Answer()
            .with("id", said.id().toString())
            .with("state", said.state().toString())
            .with("end_to_end", said.endToEnd())
            .line(said.sentence())
            .value(said.state().toString())
            .exit(said.state() == MessageState.WAITING ? Exit.UNREACHABLE : Exit.DONE);
    if (to instanceof Correspondent.Everybody(Group group) && said.toGroup().isPresent()) {
      SentToGroup sent = said.toGroup().get();
      answer
          .with("group", group.name().toString())
          .with("group_id", group.id().toString())
          .with("delivered", sent.delivered())
          .with("stored", sent.stored())
          .with("refused", sent.refused());
    }
    return answer;
  }
}
