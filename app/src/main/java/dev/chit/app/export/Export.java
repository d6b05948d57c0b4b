package dev.chit.app.export;

import dev.chit.app.console.CommandFailure;
import dev.chit.audit.ExportWriter;
import dev.chit.client.ChitException;
import dev.chit.client.ExportedLog;
import dev.chit.client.OperatorClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;

/// A log in a directory, to be audited without the server.
public final class Export {
  private Export() {}

  /// Writes the whole log of a running server.
  ///
  /// @return number of events
  public static long write(OperatorClient operator, Path directory)
      throws ChitException, IOException, InterruptedException {
    try (ExportWriter writer = ExportWriter.create(directory)) {
      ExportedLog log = operator.export(0, (_, event) -> append(writer, event));
      writer.finish(log.checkpoint());
      return log.size();
    } catch (UncheckedIOException e) {
      throw e.getCause();
    } catch (FileAlreadyExistsException e) {
      throw CommandFailure.unusable("export-exists", directory + " holds an export already.");
    }
  }

  private static void append(ExportWriter writer, byte[] event) {
    try {
      writer.append(event);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
