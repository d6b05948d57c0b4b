package dev.chit.audit;

import dev.chit.core.Utf8;
import dev.chit.core.event.EventCodec;
import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/// Writes a log to a directory, to be audited where there is no server. An export without its
/// checkpoint is not whole and fails its audit.
public final class ExportWriter implements AutoCloseable {
  private static final int BUFFER_BYTES = 1 << 18;

  private final Path directory;
  private final DataOutputStream events;

  private ExportWriter(Path directory, DataOutputStream events) {
    this.directory = directory;
    this.events = events;
  }

  /// Starts an export in a directory, which is made if it is not there.
  ///
  /// @throws IOException if it cannot be written, or holds an export already
  public static ExportWriter create(Path directory) throws IOException {
    Files.createDirectories(directory);
    var file =
        Files.newOutputStream(directory.resolve(ExportFiles.EVENTS), StandardOpenOption.CREATE_NEW);
    return new ExportWriter(
        directory, new DataOutputStream(new BufferedOutputStream(file, BUFFER_BYTES)));
  }

  /// Writes the next event.
  ///
  /// @throws IllegalArgumentException if no event has that many bytes
  public void append(byte[] event) throws IOException {
    if (event.length < 1 || event.length > EventCodec.LENGTH_MAX) {
      throw new IllegalArgumentException(
          "event of " + event.length + " bytes (expected: 1 to " + EventCodec.LENGTH_MAX + ")");
    }
    events.writeInt(event.length);
    events.write(event);
  }

  /// Writes the checkpoint that covers all events written: the last thing to do.
  public void finish(String checkpointNote) throws IOException {
    events.flush();
    Files.write(
        directory.resolve(ExportFiles.CHECKPOINT),
        Utf8.encode(checkpointNote),
        StandardOpenOption.CREATE_NEW);
  }

  @Override
  public void close() throws IOException {
    events.close();
  }
}
