package dev.chit.audit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.chit.core.event.EventCodec;
import dev.chit.core.log.SignedCheckpoint;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExportTest {
  @TempDir private Path temporary;

  private final TestLog log = TestLog.begun();
  private Path export = Path.of("");
  private Path events = Path.of("");
  private Path checkpoint = Path.of("");

  @BeforeEach
  void write() throws IOException {
    export = temporary.resolve("export");
    events = export.resolve("events.bin");
    checkpoint = export.resolve("checkpoint");
    try (ExportWriter writer = ExportWriter.create(export)) {
      for (byte[] event : log.events) {
        writer.append(event);
      }
      writer.finish(log.checkpoint().note());
    }
  }

  @Test
  void anExportHoldsTheEventsAndTheCheckpoint() throws IOException {
    try (ExportReader reader = ExportReader.open(export)) {
      for (byte[] event : log.events) {
        assertArrayEquals(event, reader.next().orElseThrow());
      }
      assertEquals(Optional.empty(), reader.next());
      assertEquals(log.checkpoint().note(), reader.checkpoint().orElseThrow());
    }
    assertTrue(audit().isClean());
  }

  @Test
  void anExportCutOffAnywhereFails() throws IOException {
    byte[] whole = Files.readAllBytes(events);
    for (int length = 0; length < whole.length; length += 3) {
      Files.write(events, Arrays.copyOf(whole, length));
      assertFalse(audit().isClean(), "after " + length + " bytes");
    }
    Files.write(events, Arrays.copyOf(whole, whole.length - 1));
    List<Fault> faults = audit().findings().stream().map(Finding::fault).toList();
    assertEquals(List.of(Fault.DAMAGED_EXPORT, Fault.WRONG_SIZE, Fault.WRONG_ROOT), faults);
  }

  @Test
  void bytesAfterTheLastEventFail() throws IOException {
    byte[] whole = Files.readAllBytes(events);
    Files.write(events, Arrays.copyOf(whole, whole.length + 4));
    assertEquals(Fault.DAMAGED_EXPORT, audit().findings().getFirst().fault());
  }

  @Test
  void aLengthThatNoEventHasFails() throws IOException {
    for (byte[] length : List.of(new byte[] {0, 0, 2, 1}, new byte[] {-1, -1, -1, -1})) {
      Files.write(events, length);
      assertEquals(Fault.DAMAGED_EXPORT, audit().findings().getFirst().fault());
    }
    try (ExportWriter writer = ExportWriter.create(temporary.resolve("other"))) {
      writer.append(new byte[EventCodec.LENGTH_MAX]);
      assertThrows(
          IllegalArgumentException.class, () -> writer.append(new byte[EventCodec.LENGTH_MAX + 1]));
      assertThrows(IllegalArgumentException.class, () -> writer.append(new byte[0]));
    }
  }

  @Test
  void anExportWithoutAGoodCheckpointFails() throws IOException {
    String note = Files.readString(checkpoint);
    Files.delete(checkpoint);
    assertEquals(Fault.NO_CHECKPOINT, audit().findings().getFirst().fault());
    for (byte[] bad :
        List.of(
            new byte[0],
            new byte[] {-1},
            Arrays.copyOf(note.getBytes(UTF_8), 40),
            new byte[SignedCheckpoint.NOTE_BYTES_MAX + 1])) {
      Files.write(checkpoint, bad);
      assertEquals(Fault.BAD_CHECKPOINT, audit().findings().getFirst().fault());
    }
  }

  @Test
  void anExportIsNotOverwritten() {
    assertThrows(FileAlreadyExistsException.class, () -> ExportWriter.create(export));
    assertThrows(NoSuchFileException.class, () -> ExportReader.open(temporary.resolve("nothing")));
  }

  private AuditReport audit() throws IOException {
    try (ExportReader reader = ExportReader.open(export)) {
      return Audit.run(reader, log.expected(), Progress.NONE);
    }
  }
}
