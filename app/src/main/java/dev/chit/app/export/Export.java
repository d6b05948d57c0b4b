package dev.chit.app.export;

import dev.chit.app.console.CommandFailure;
import dev.chit.audit.ExportReader;
import dev.chit.audit.ExportWriter;
import dev.chit.client.ChitException;
import dev.chit.client.ExportedLog;
import dev.chit.client.OperatorClient;
import dev.chit.core.Unit;
import dev.chit.core.event.BadEventException;
import dev.chit.core.event.Event.Created;
import dev.chit.core.event.EventCodec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.util.Optional;

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

  /// What the log counts in, by its first event.
  public static Optional<Unit> unit(Path directory) throws IOException {
    try (ExportReader reader = ExportReader.open(directory)) {
      Optional<byte[]> first = reader.next();
      return first.isPresent() && EventCodec.decode(first.get()) instanceof Created created
          ? Optional.of(created.unit())
          : Optional.empty();
    } catch (BadEventException e) {
      return Optional.empty();
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
