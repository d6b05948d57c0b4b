package dev.chit.server.backup;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.chit.core.Sha256;
import dev.chit.server.backup.BackupException.Reason;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What a backup consists of: the file `manifest`, written last. Lines of words; the first says
/// which version of the format it is, the last is the hash of all before it.
///
/// ```
/// chit-backup 1
/// made 2026-11-21T03:00:00Z
/// events 4711
/// file 5a0d… 1048576 ledger.db
/// end 8c6d…
/// ```
///
/// The hashes tell damage, not malice: who can write to a backup could make a new manifest, but has
/// the ledger's keys before their eyes anyway.
///
/// @param events in the ledger's log
/// @param files by name
record Manifest(Instant made, long events, Map<String, Durable.Content> files) {
  static final String FILE = "manifest";
  private static final String KIND = "chit-backup ";
  private static final int VERSION = 1;
  private static final int BYTES_MAX = 64 << 10;
  private static final Set<String> NAMES = Set.copyOf(DataFiles.BACKED_UP);

  Manifest {
    if (!files.keySet().equals(NAMES)) {
      throw new IllegalArgumentException("files " + files.keySet() + " (expected: " + NAMES + ")");
    }
  }

  byte[] bytes() {
    var text = new StringBuilder();
    text.append(KIND).append(VERSION).append('\n');
    text.append("made ").append(made).append('\n');
    text.append("events ").append(events).append('\n');
    files.forEach(
        (name, content) ->
            text.append("file ")
                .append(content.hash())
                .append(' ')
                .append(content.sizeBytes())
                .append(' ')
                .append(name)
                .append('\n'));
    String hash = hash(text.toString());
    return text.append("end ").append(hash).append('\n').toString().getBytes(UTF_8);
  }

  private static String hash(String text) {
    return HexFormat.of().formatHex(Sha256.of(text.getBytes(UTF_8)));
  }

  static Manifest read(Path backup) throws BackupException {
    Path file = backup.resolve(FILE);
    try {
      if (Files.size(file) > BYTES_MAX) {
        throw damaged(backup);
      }
      return parse(Files.readString(file), backup);
    } catch (NoSuchFileException e) {
      throw BackupException.damaged(
          backup + " is no backup, or one that was not finished: it has no manifest.");
    } catch (CharacterCodingException e) {
      throw damaged(backup);
    } catch (IOException e) {
      throw BackupException.of(file, e);
    }
  }

  private static Manifest parse(String text, Path backup) throws BackupException {
    if (text.startsWith(KIND) && !text.startsWith(KIND + VERSION + "\n")) {
      throw new BackupException(
          Reason.NEWER, backup + " was taken by a newer version of Chit: use that one.");
    }
    int end = text.lastIndexOf("end ");
    if (end < 0 || !text.substring(end).equals("end " + hash(text.substring(0, end)) + "\n")) {
      throw damaged(backup);
    }
    try {
      List<String> lines = text.substring(0, end).lines().toList();
      Map<String, Durable.Content> files = new LinkedHashMap<>();
      for (String line : lines.subList(3, lines.size())) {
        List<String> words = List.of(line.split(" ", -1));
        files.put(words.get(3), new Durable.Content(Long.parseLong(words.get(2)), words.get(1)));
      }
      return new Manifest(
          Instant.parse(lines.get(1).substring("made ".length())),
          Long.parseLong(lines.get(2).substring("events ".length())),
          files);
    } catch (IndexOutOfBoundsException | IllegalArgumentException | DateTimeException e) {
      throw damaged(backup);
    }
  }

  private static BackupException damaged(Path backup) {
    return BackupException.damaged("The manifest of " + backup + " is damaged.");
  }
}
