package dev.chit.app.console;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// Who called a command: where its words go, whom it may ask, what their environment says.
///
/// A command knows nothing else of the world around it, so it runs alike in a process of its own,
/// in the shell, and in the agent on behalf of another process. When the caller goes away the
/// command's thread is interrupted.
public interface Caller {
  PrintStream out();

  PrintStream err();

  /// Whether a person sits there, who can be asked and likes colours.
  boolean terminal();

  /// The caller's environment variable.
  @Nullable String env(String name);

  /// Where the caller's relative paths begin.
  default Path directory() {
    return Path.of("").toAbsolutePath();
  }

  /// Shows the prompt on a terminal and reads a line.
  ///
  /// @return null at the end of the input
  @Nullable String readLine(String prompt) throws IOException;

  /// Asks for a secret without showing it.
  ///
  /// @return null if nobody can be asked
  char @Nullable [] readSecret(String prompt) throws IOException;

  /// Whether colours may be used: on a terminal without `NO_COLOR`.
  default boolean colors() {
    String noColor = env("NO_COLOR");
    return terminal() && (noColor == null || noColor.isEmpty());
  }
}
