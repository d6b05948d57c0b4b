package dev.chit.app.command;

import dev.chit.app.console.Answer;
import dev.chit.app.console.CommandFailure;
import dev.chit.client.ChitClient;
import dev.chit.client.Visibility;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    description = {
      "Who may see that you are online: everyone, contacts or nobody. Whom you blocked never may.",
      "You hear of your contacts only, if they let you see them. The server knows who is connected",
      "in any case."
    },
    footerHeading = "%nExamples:%n",
    footer = {"  chit status", "  chit status contacts", "  chit status --read-marks off"})
final class StatusCommand extends AnswerCommand {
  @Parameters(paramLabel = "everyone|contacts|nobody", arity = "0..1", description = "From now on.")
  private @Nullable String to;

  @Option(
      names = "--read-marks",
      paramLabel = "on|off",
      description = "Whether others are told what you have read, and that what waited has come.")
  private @Nullable String readMarks;

  StatusCommand(Context context) {
    super(context);
  }

  @Override
  Answer answer(ChitClient client) throws Exception {
    if (to != null) {
      client.contacts().show(visibility(to));
    }
    if (readMarks != null) {
      client.conversations().tellWhatIsRead(isOn(readMarks));
    }
    boolean tells = client.conversations().tellsWhatIsRead();
    Visibility now = client.contacts().visibility();
    return new Answer()
        .with("status", now.toString())
        .with("read_marks", tells)
        .line(
            switch (now) {
              case EVERYONE -> "Everyone may see that you are online.";
              case CONTACTS -> "Your contacts may see that you are online.";
              case NOBODY -> "Nobody may see that you are online.";
            })
        .line("Others are " + (tells ? "" : "not ") + "told what you have read.")
        .value(now.toString());
  }

  private static boolean isOn(String word) {
    return switch (word.toLowerCase(Locale.ROOT)) {
      case "on" -> true;
      case "off" -> false;
      default -> throw CommandFailure.usage("--read-marks is on or off.");
    };
  }

  private static Visibility visibility(String word) {
    for (Visibility one : Visibility.values()) {
      if (one.toString().equals(word.toLowerCase(Locale.ROOT))) {
        return one;
      }
    }
    throw CommandFailure.usage("It is everyone, contacts or nobody.");
  }
}
