package dev.chit.app.command;

import dev.chit.app.console.Answer;
import dev.chit.app.console.CommandFailure;
import dev.chit.app.console.Exit;
import dev.chit.client.ChitClient;
import dev.chit.client.MessageState;
import dev.chit.client.SentMessage;
import dev.chit.core.AccountName;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
    description = "Sealed here, opened at the other end; the server cannot read it.",
    footerHeading = "%nExamples:%n",
    footer = {"  chit msg bob see you at noon", "  chit msg bob \"two  spaces\" --json"})
final class MsgCommand extends AnswerCommand {
  @Parameters(index = "0", paramLabel = "NAME", description = "Whom to write to.")
  private String name = "";

  @Parameters(index = "1..*", arity = "1..*", paramLabel = "TEXT", description = "What to say.")
  private List<String> text = new ArrayList<>();

  MsgCommand(Context context) {
    super(context);
  }

  @Override
  Answer answer(ChitClient client) throws Exception {
    AccountName to = Typed.name(name);
    SentMessage sent = send(client, to, String.join(" ", text));
    return new Answer()
        .with("id", sent.id().toString())
        .with("state", sent.state().toString())
        .line(sentence(sent.state(), to))
        .value(sent.state().toString())
        .exit(sent.state() == MessageState.WAITING ? Exit.UNREACHABLE : Exit.DONE);
  }

  static SentMessage send(ChitClient client, AccountName to, String text) throws Exception {
    if (text.isBlank()) {
      throw CommandFailure.usage("There is nothing to say.");
    }
    return client.send(to, text);
  }

  static String sentence(MessageState state, AccountName to) {
    return switch (state) {
      case DELIVERED -> "Delivered to " + to + ".";
      case STORED -> "The message waits on the server until " + to + " has it.";
      case WAITING -> "No answer from the server; the message is sent at the next connection.";
      case REFUSED -> "The server does not take the message.";
      case RECEIVED -> "Received.";
    };
  }
}
