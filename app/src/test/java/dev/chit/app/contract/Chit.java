package dev.chit.app.contract;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.chit.app.Main;
import dev.chit.app.console.ProcessCaller;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/// Runs the program through its one door, within this process.
final class Chit {
  private Chit() {}

  static Result run(String... words) {
    return run(Map.of(), "", words);
  }

  static Result run(Map<String, String> environment, String input, String... words) {
    var out = new ByteArrayOutputStream();
    var err = new ByteArrayOutputStream();
    var in = new ByteArrayInputStream(input.getBytes(UTF_8));
    int exit = Main.run(List.of(words), new ProcessCaller(in, out, err, environment, false));
    return new Result(exit, out.toString(UTF_8), err.toString(UTF_8));
  }

  /// Runs beside the test; interrupt the thread to end it.
  static Running start(String... words) {
    return start(new ByteArrayInputStream(new byte[0]), words);
  }

  /// As [#start(String...)], with what it reads.
  static Running start(InputStream in, String... words) {
    var out = new WatchedOutput();
    var result = new CompletableFuture<Result>();
    Thread thread =
        Thread.ofVirtual()
            .start(
                () -> {
                  var err = new ByteArrayOutputStream();
                  int exit =
                      Main.run(List.of(words), new ProcessCaller(in, out, err, Map.of(), false));
                  result.complete(new Result(exit, out.text(), err.toString(UTF_8)));
                });
    return new Running(thread, out, result);
  }

  record Running(Thread thread, WatchedOutput out, CompletableFuture<Result> result)
      implements AutoCloseable {
    @Override
    public void close() {
      thread.interrupt();
      result.join();
    }
  }
}
