package dev.chit.app.owner;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.chit.app.console.Caller;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The caller at the other end of the socket.
final class RemoteCaller implements Caller {
  private static final int BUFFER_BYTES = 8192;

  private final Request request;
  private final Consumer<Frame> send;
  private final PrintStream out;
  private final PrintStream err;
  private final BlockingQueue<Frame> answers = new ArrayBlockingQueue<>(1);

  RemoteCaller(Request request, Consumer<Frame> send) {
    this.request = request;
    this.send = send;
    out = stream(Frame.Kind.OUT);
    err = stream(Frame.Kind.ERR);
  }

  @Override
  public PrintStream out() {
    return out;
  }

  @Override
  public PrintStream err() {
    return err;
  }

  @Override
  public boolean terminal() {
    return request.terminal();
  }

  @Override
  public boolean colors() {
    return request.colors();
  }

  @Override
  public Path directory() {
    return Path.of(request.directory());
  }

  /// The caller's environment stays with the caller.
  @Override
  public @Nullable String env(String name) {
    return null;
  }

  @Override
  public @Nullable String readLine(String prompt) throws IOException {
    return ask(Frame.Kind.ASK, prompt);
  }

  @Override
  public char @Nullable [] readSecret(String prompt) throws IOException {
    String secret = ask(Frame.Kind.ASK_SECRET, prompt);
    return secret == null ? null : secret.toCharArray();
  }

  /// Takes what the caller sent.
  ///
  /// @throws IOException if nothing was asked
  void answered(Frame frame) throws IOException {
    boolean isAnswer = frame.kind() == Frame.Kind.ANSWER || frame.kind() == Frame.Kind.NO_ANSWER;
    if (!isAnswer || !answers.offer(frame)) {
      throw new IOException("unexpected " + frame.kind());
    }
  }

  void flush() {
    out.flush();
    err.flush();
  }

  private @Nullable String ask(Frame.Kind kind, String prompt) throws IOException {
    flush();
    send.accept(Frame.of(kind, prompt));
    try {
      Frame answer = answers.take();
      return answer.kind() == Frame.Kind.ANSWER ? answer.text() : null;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("the caller went away");
    }
  }

  private PrintStream stream(Frame.Kind kind) {
    var frames =
        new OutputStream() {
          @Override
          public void write(int single) {
            send.accept(new Frame(kind, new byte[] {(byte) single}));
          }

          @Override
          public void write(byte[] bytes, int from, int length) {
            send.accept(new Frame(kind, Arrays.copyOfRange(bytes, from, from + length)));
          }
        };
    return new PrintStream(new BufferedOutputStream(frames, BUFFER_BYTES), true, UTF_8);
  }
}
