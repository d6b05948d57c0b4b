package dev.chit.app.terminal;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.chit.app.console.Caller;
import dev.chit.app.console.InnerCaller;
import java.io.IOException;
import java.io.PrintStream;
import java.util.List;
import org.jline.reader.Candidate;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.ParsedLine;
import org.jline.reader.UserInterruptException;
import org.jline.reader.impl.DefaultParser;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import org.jspecify.annotations.Nullable;

/// Lines from a person: editing, completion, and a history that is kept in memory only, since
/// messages on disk are sealed.
final class TerminalLines implements Lines {
  private static final String PROBES_TERMINAL = "org.jline.terminal.graphemeCluster";

  /// Goes over the progress bar of a command that runs; the bar draws itself again below.
  private static final String WHERE_A_BAR_MAY_BE = "\r\u001b[K";

  private final Terminal terminal;
  private final LineReader reader;
  private final Caller caller;

  TerminalLines(Caller around, Completion completion) throws IOException {
    System.setProperty(PROBES_TERMINAL, "false");
    terminal = TerminalBuilder.builder().system(true).dumb(true).encoding(UTF_8).build();
    reader =
        LineReaderBuilder.builder()
            .appName("chit")
            .terminal(terminal)
            .parser(new DefaultParser().quoteChars(new char[0]).escapeChars(new char[0]))
            .completer((_, line, found) -> complete(completion, line, found))
            .option(LineReader.Option.DISABLE_EVENT_EXPANSION, true)
            .option(LineReader.Option.CASE_INSENSITIVE, true)
            .option(LineReader.Option.AUTO_FRESH_LINE, true)
            .build();
    var worker = Thread.currentThread();
    terminal.handle(Terminal.Signal.INT, _ -> worker.interrupt());
    caller = new ShellCaller(around, new PrintStream(terminal.output(), true, UTF_8));
  }

  @Override
  public Caller caller() {
    return caller;
  }

  @Override
  public @Nullable String next(String prompt, String draft) {
    return read(prompt, null, draft);
  }

  @Override
  public void above(String line) {
    reader.printAbove(reader.isReading() || isDumb() ? line : WHERE_A_BAR_MAY_BE + line);
  }

  private boolean isDumb() {
    return terminal.getType().startsWith(Terminal.TYPE_DUMB);
  }

  @Override
  public boolean goesOn() {
    return true;
  }

  @Override
  public void close() {
    try {
      terminal.close();
    } catch (IOException alreadyGone) {
      // The person closed the window.
    }
  }

  private @Nullable String read(String prompt, @Nullable Character mask, String draft) {
    try {
      return reader.readLine(prompt, null, mask, draft);
    } catch (UserInterruptException abandoned) {
      return "";
    } catch (EndOfFileException end) {
      return null;
    }
  }

  private static void complete(Completion completion, ParsedLine line, List<Candidate> found) {
    completion.of(line.words().subList(0, line.wordIndex())).stream()
        .map(Candidate::new)
        .forEach(found::add);
  }

  /// The person as the caller of commands: questions are asked at the same terminal.
  private final class ShellCaller extends InnerCaller {
    private final PrintStream out;

    ShellCaller(Caller around, PrintStream out) {
      super(around);
      this.out = out;
    }

    @Override
    public PrintStream out() {
      return out;
    }

    @Override
    public boolean terminal() {
      return true;
    }

    @Override
    public @Nullable String readLine(String prompt) {
      return read(prompt, null, "");
    }

    /// The masking call keeps the secret out of the history.
    @Override
    public char @Nullable [] readSecret(String prompt) {
      String secret = read(prompt, '\0', "");
      return secret == null ? null : secret.toCharArray();
    }
  }
}
