package dev.chit.app.command;

import dev.chit.app.console.Exit;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    footerHeading = "%nExamples:%n",
    footer = {"  chit help", "  chit help pay", "  chit help --man > chit.1"})
final class HelpCommand implements Callable<Integer> {
  private static final String HEAD =
      """
      chit: money you can send in a message

        chit                 open the shell
        chit COMMAND …       do one thing
        chit help COMMAND    explain one, with examples
      """;

  private static final String TAIL =
      """

      A command can be shortened while it stays unambiguous: chit bal.
      Client commands take --home DIR, --server HOST:PORT#FINGERPRINT, --json and --quiet.
      Exit codes: 0 done, 1 refused by a rule, 2 wrong usage, 3 server unreachable or not trusted.
      """;

  private final Context context;

  @Parameters(paramLabel = "COMMAND", arity = "0..1", description = "The command to explain.")
  private @Nullable String word;

  @Option(names = "--man", description = "Print the manual page, for man and packages.")
  private boolean man;

  HelpCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    if (word != null) {
      return Commands.run(new Words(Words.verb(word), List.of("--help")), context);
    }
    context.caller().out().print(man ? ManPage.of(Commands.all(context)) : overview());
    context.caller().out().flush();
    return Exit.DONE;
  }

  private static String overview() {
    var text = new StringBuilder(HEAD);
    for (Verb.Group group : Verb.Group.values()) {
      text.append('\n').append(group.heading()).append('\n');
      for (Verb verb : Verb.values()) {
        if (verb.group() == group) {
          text.append(String.format(Locale.ROOT, "  %-12s %s%n", verb.word(), verb.summary()));
        }
      }
    }
    return text.append(TAIL).toString();
  }
}
