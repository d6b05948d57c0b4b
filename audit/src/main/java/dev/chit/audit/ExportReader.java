package dev.chit.audit;

import dev.chit.core.Utf8;
import dev.chit.core.event.EventCodec;
import dev.chit.core.log.SignedCheckpoint;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// Reads a log that [ExportWriter] wrote.
public final class ExportReader implements EventSource {
  private static final int BUFFER_BYTES = 1 << 18;

  /// Of a checkpoint (C2SP tlog-checkpoint), after the origin.
  private static final int SIZE_LINE = 1;

  private final Path directory;
  private final DataInputStream events;
  private long read;

  private ExportReader(Path directory, DataInputStream events) {
    this.directory = directory;
    this.events = events;
  }

  /// @throws IOException if there is no export in that directory
  public static ExportReader open(Path directory) throws IOException {
    InputStream file = Files.newInputStream(directory.resolve(ExportFiles.EVENTS));
    return new ExportReader(
        directory, new DataInputStream(new BufferedInputStream(file, BUFFER_BYTES)));
  }

  @Override
  public Optional<byte[]> next() throws IOException {
    int first = events.read();
    if (first < 0) {
      return Optional.empty();
    }
    try {
      int length = first << 24 | events.readUnsignedByte() << 16 | events.readUnsignedShort();
      if (length < 1 || length > EventCodec.LENGTH_MAX) {
        throw new BadExportException(
            "The export is damaged at event " + read + ": no event has this length.");
      }
      byte[] event = events.readNBytes(length);
      if (event.length < length) {
        throw new EOFException();
      }
      read++;
      return Optional.of(event);
    } catch (EOFException e) {
      throw new BadExportException("The export is cut off within event " + read + ".");
    }
  }

  @Override
  public Optional<String> checkpoint() throws IOException {
    Path file = directory.resolve(ExportFiles.CHECKPOINT);
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    try (InputStream note = Files.newInputStream(file)) {
      return Optional.of(Utf8.decode(note.readNBytes(SignedCheckpoint.NOTE_BYTES_MAX + 1)));
    } catch (IllegalArgumentException e) {
      throw new BadExportException("The export's checkpoint is not text.");
    }
  }

  /// As the checkpoint says, whoever signed it.
  @Override
  public OptionalLong size() throws IOException {
    try {
      List<String> lines = checkpoint().orElse("").lines().toList();
      return lines.size() <= SIZE_LINE
          ? OptionalLong.empty()
          : OptionalLong.of(Long.parseLong(lines.get(SIZE_LINE)));
    } catch (NumberFormatException | BadExportException e) {
      return OptionalLong.empty();
    }
  }

  @Override
  public void close() throws IOException {
    events.close();
  }
}
