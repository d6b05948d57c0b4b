package dev.chit.app.command;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.chit.app.console.Answer;
import dev.chit.app.console.Caller;
import dev.chit.app.console.CommandFailure;
import dev.chit.app.console.Exit;
import dev.chit.app.statement.StatementFormat;
import dev.chit.client.ChitClient;
import dev.chit.client.Period;
import dev.chit.client.Statement;
import dev.chit.core.Amount;
import dev.chit.crypto.SecretFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
    description = {
      "Oldest first, with the balance after each entry. What this profile does not have yet is",
      "fetched; a statement is complete up to the log index that it names, or it is refused.",
      "hledger and beancount check the balances of the last two formats by themselves."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  chit statement",
      "  chit statement --from 2026-11-01 --to 2026-11-30 --format csv --out november.csv",
      "  chit statement --format hledger --out chit.journal && hledger -f chit.journal check"
    })
final class StatementCommand extends ProfileCommand {
  @Option(names = "--from", paramLabel = "DATE", description = "The first day, as 2026-11-01.")
  private @Nullable String from;

  @Option(names = "--to", paramLabel = "DATE", description = "The last day.")
  private @Nullable String to;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description = "${COMPLETION-CANDIDATES}; text unless said, json with --json.")
  private @Nullable StatementFormat format;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "Write it to a file that only you can read, in place of what was there.")
  private @Nullable Path out;

  StatementCommand(Context context) {
    super(context);
  }

  @Override
  int run(ChitClient client) throws Exception {
    if (options.json() && out == null && format != null && format != StatementFormat.JSON) {
      throw CommandFailure.usage("With --json, name a file with --out for another format.");
    }
    Statement statement = client.statement(period());
    return out == null ? print(statement) : write(statement, out);
  }

  private int print(Statement statement) {
    Caller caller = context.caller();
    StatementFormat unlessSaid = options.json() ? StatementFormat.JSON : StatementFormat.TEXT;
    if (options.quiet() && format == null) {
      caller.out().println(Amount.format(statement.closingMinor(), statement.unit()));
    } else {
      caller.out().print((format == null ? unlessSaid : format).write(statement));
    }
    caller.out().flush();
    return Exit.DONE;
  }

  private int write(Statement statement, Path to) throws IOException {
    StatementFormat chosen = format == null ? StatementFormat.TEXT : format;
    Path file = context.caller().directory().resolve(to).normalize();
    if (file.getParent() == null || !Files.isDirectory(file.getParent())) {
      throw CommandFailure.unusable("no-directory", "There is no directory for " + file + ".");
    }
    SecretFiles.replace(file, chosen.write(statement).getBytes(UTF_8));
    String closing = Amount.format(statement.closingMinor(), statement.unit());
    return new Answer()
        .with("file", file.toString())
        .with("format", chosen.toString())
        .with("entries", statement.lines().size())
        .with("opening", Amount.format(statement.openingMinor(), statement.unit()))
        .with("closing", closing)
        .with("unit", statement.unit().code())
        .with("completeThrough", statement.checkpoint().size() - 1)
        .line(
            statement.lines().size()
                + " entries are in "
                + file
                + ", complete up to log index "
                + (statement.checkpoint().size() - 1)
                + ".")
        .line("Closing balance: " + Money.text(statement.closingMinor(), statement.unit()))
        .value(file.toString())
        .print(context.caller(), options.json(), options.quiet());
  }

  private Period period() {
    Optional<LocalDate> first = Optional.ofNullable(from).map(Typed::date);
    Optional<LocalDate> last = Optional.ofNullable(to).map(Typed::date);
    try {
      return new Period(first, last, ZoneId.systemDefault());
    } catch (IllegalArgumentException e) {
      throw CommandFailure.usage(String.valueOf(e.getMessage()));
    }
  }
}
