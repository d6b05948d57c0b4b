package dev.chit.app.command;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.jline.utils.Signals;

/// The wish that a process which serves others should end, as signals bring it.
///
/// The JVM's own answer to a signal ends the process with 128 and the signal's number, however
/// orderly it ended. Here the signal only wakes the command, which then ends as any other does:
/// with its own exit code, and with everything that is to be done at the end of a process.
final class EndSignal {
  /// A service manager's, a person's at a terminal, and a terminal's that goes away. The JVM leaves
  /// alone those that whoever started it wanted ignored, as `nohup` does.
  private static final List<String> SIGNALS = List.of("TERM", "INT", "HUP");

  private final CountDownLatch come = new CountDownLatch(1);

  private EndSignal() {}

  /// From now on the signals end nothing but [#await].
  static EndSignal listen() {
    var signal = new EndSignal();
    SIGNALS.forEach(name -> Signals.register(name, signal.come::countDown));
    return signal;
  }

  /// Returns once one of the signals has come.
  ///
  /// @throws InterruptedException if the command's thread is interrupted instead
  void await() throws InterruptedException {
    come.await();
  }
}
