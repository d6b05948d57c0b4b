package dev.chit.app.console;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.chit.server.BrokenConnections;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.logging.LogManager;

/// What the libraries' log may say: nothing to a member; to an operator what this program itself
/// finds worth knowing, and warnings, on stderr.
///
/// The JDK's logging makes one when the first logger is asked for, so that commands which log
/// nothing do not pay for it.
public final class Logs {
  private static final String LOADED_BY_JDK = "java.util.logging.config.class";
  private static final String VERBOSE = "dev.chit.logs";

  private static final String SILENT = "handlers=\n.level=OFF\n";
  private static final String OPERATOR =
      """
      handlers=java.util.logging.ConsoleHandler
      .level=WARNING
      dev.chit.level=INFO
      java.util.logging.ConsoleHandler.level=INFO
      java.util.logging.SimpleFormatter.format=%1$tF %1$tT %4$s %5$s%n
      """
          + "java.util.logging.ConsoleHandler.filter="
          + BrokenConnections.class.getName()
          + "\n";

  /// Called by the JDK.
  public Logs() {
    String configuration = Boolean.getBoolean(VERBOSE) ? OPERATOR : SILENT;
    try {
      LogManager.getLogManager()
          .readConfiguration(new ByteArrayInputStream(configuration.getBytes(UTF_8)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Decides for this process, before anything was logged.
  ///
  /// @param operator whether the process serves an operator
  public static void prepare(boolean operator) {
    System.setProperty(LOADED_BY_JDK, Logs.class.getName());
    System.setProperty(VERBOSE, Boolean.toString(operator));
  }
}
