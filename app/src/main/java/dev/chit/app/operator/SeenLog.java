package dev.chit.app.operator;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.chit.core.log.Checkpoint;
import dev.chit.crypto.SecretFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The newest checkpoint that the operator's page has seen and found good, kept beside the data so
/// that tomorrow's page can hold the log against it.
final class SeenLog {
  private static final String FILE = "operator-seen";
  private static final int BYTES_MAX = 256 << 10;
  private static final Logger LOG = LoggerFactory.getLogger(SeenLog.class);

  private final Path file;

  /// @param note the signed checkpoint
  record Seen(Instant at, String note) {}

  SeenLog(Path data) {
    this.file = data.resolve(FILE);
  }

  /// Empty also if it cannot be read: then this page is the first.
  Optional<Seen> read() {
    try {
      if (!Files.exists(file) || Files.size(file) > BYTES_MAX) {
        return Optional.empty();
      }
      String text = Files.readString(file);
      int end = Math.max(0, text.indexOf('\n'));
      var seen = new Seen(Instant.parse(text.substring(0, end)), text.substring(end + 1));
      LOG.debug("seen before: a log of {} events", Checkpoint.sizeIn(seen.note()));
      return Optional.of(seen);
    } catch (IOException | DateTimeException | IllegalArgumentException e) {
      LOG.warn("{} cannot be read: {}", file, e.getMessage());
      return Optional.empty();
    }
  }

  void keep(Seen seen) {
    try {
      SecretFiles.replace(file, (seen.at() + "\n" + seen.note()).getBytes(UTF_8));
    } catch (IOException e) {
      LOG.warn("{} cannot be written: {}", file, e.getMessage());
    }
  }
}
