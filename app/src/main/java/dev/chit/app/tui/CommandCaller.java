package dev.chit.app.tui;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.chit.app.console.Caller;
import dev.chit.app.console.InnerCaller;
import java.io.ByteArrayOutputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The view as the caller of a command: what it says is kept, and what it asks is asked on the
/// screen.
final class CommandCaller extends InnerCaller {
  /// Of what a command says; the rest is left out.
  private static final int BYTES_MAX = 1 << 20;

  /// Goes before a line that takes the place of the one before, as progress bars write it.
  private static final String ANEW = "\r\u001b[K";

  private final Consumer<Event> events;
  private final BlockingQueue<Optional<String>> answers = new LinkedBlockingQueue<>();
  private final ByteArrayOutputStream said = new ByteArrayOutputStream();
  private final PrintStream out = new PrintStream(new Kept(), true, UTF_8);

  CommandCaller(Caller around, Consumer<Event> events) {
    super(around);
    this.events = events;
  }

  /// What was said, in lines.
  synchronized List<String> lines() {
    return said.toString(UTF_8).lines().map(CommandCaller::last).toList();
  }

  private static String last(String line) {
    int anew = line.lastIndexOf(ANEW);
    return anew < 0 ? line : line.substring(anew + ANEW.length());
  }

  /// @param text empty for no answer
  void answer(Optional<String> text) {
    answers.add(text);
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
  public boolean colors() {
    return false;
  }

  @Override
  public @Nullable String readLine(String prompt) throws InterruptedIOException {
    return ask(prompt, false).orElse(null);
  }

  @Override
  public char @Nullable [] readSecret(String prompt) throws InterruptedIOException {
    return ask(prompt, true).map(String::toCharArray).orElse(null);
  }

  private Optional<String> ask(String prompt, boolean secret) throws InterruptedIOException {
    answers.clear();
    events.accept(new Event.Asked(prompt, secret));
    try {
      return answers.take();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("The command was ended.");
    }
  }

  private final class Kept extends OutputStream {
    @Override
    public void write(int b) {
      write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
      String text = new String(bytes, offset, length, UTF_8);
      if (text.startsWith(ANEW)) {
        if (text.length() > ANEW.length()) {
          events.accept(new Event.Progress(text.substring(ANEW.length())));
        }
        return;
      }
      synchronized (CommandCaller.this) {
        if (said.size() + length <= BYTES_MAX) {
          said.write(bytes, offset, length);
        }
      }
    }
  }
}
