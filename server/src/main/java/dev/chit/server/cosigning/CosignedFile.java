package dev.chit.server.cosigning;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.chit.core.LedgerId;
import dev.chit.core.VerifyKey;
import dev.chit.core.log.BadCheckpointException;
import dev.chit.core.log.Checkpoint;
import dev.chit.core.log.Cosignature;
import dev.chit.core.log.SignedCheckpoint;
import dev.chit.core.log.WitnessKey;
import dev.chit.crypto.Ed25519;
import dev.chit.crypto.Fingerprint;
import dev.chit.crypto.SecretFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Where a server keeps what witnesses signed: the file `cosigned`, in which lines of witnesses'
/// keys come first, then an empty line, then signed notes one after the other.
final class CosignedFile {
  private static final Logger LOG = LoggerFactory.getLogger(CosignedFile.class);
  private static final int BYTES_MAX = 4 << 20;

  private final Path path;
  private final VerifyKey logKey;
  private final String origin;
  private final Set<Fingerprint> witnesses;

  /// @param witnesses those whose lines are still of interest
  CosignedFile(Path path, VerifyKey logKey, Set<Fingerprint> witnesses) {
    this.path = path;
    this.logKey = logKey;
    this.origin = Checkpoint.originOf(LedgerId.ofKey(logKey));
    this.witnesses = witnesses;
  }

  /// @param checkpoint whose note holds the cosignature or not
  record Line(SignedCheckpoint checkpoint, Cosignature cosignature) {}

  /// Nothing if the file is missing or damaged: the witnesses sign again.
  List<Line> read() {
    try {
      return Files.exists(path)
          ? lines(new String(SecretFiles.read(path, BYTES_MAX), UTF_8))
          : List.of();
    } catch (IOException | BadCheckpointException | IllegalArgumentException e) {
      LOG.warn("What witnesses signed cannot be read from {}: {}", path, e.getMessage());
      return List.of();
    }
  }

  private List<Line> lines(String text) throws BadCheckpointException {
    int blank = text.indexOf("\n\n");
    if (blank < 0) {
      throw new IllegalArgumentException("no empty line after the keys");
    }
    var keys = new ArrayList<WitnessKey>();
    for (String vkey : text.substring(0, blank).lines().toList()) {
      WitnessKey key = WitnessKey.parse(vkey);
      if (witnesses.contains(Fingerprint.ofKey(key.key()))) {
        keys.add(key);
      }
    }
    var lines = new ArrayList<Line>();
    for (String note : notes(text.substring(blank + 2))) {
      SignedCheckpoint all = SignedCheckpoint.verify(note, origin, logKey, Ed25519.verifier());
      SignedCheckpoint plain = all.signedOnlyBy(logKey);
      for (WitnessKey key : keys) {
        Cosignature.of(all, key, Ed25519.verifier())
            .ifPresent(cosignature -> lines.add(new Line(plain, cosignature)));
      }
    }
    return lines;
  }

  /// Each begins with a line that is the origin, and no other line is.
  private List<String> notes(String all) {
    var notes = new ArrayList<String>();
    int at = 0;
    while (at < all.length()) {
      int next = all.indexOf("\n" + origin + "\n", at + 1);
      int end = next < 0 ? all.length() : next + 1;
      notes.add(all.substring(at, end));
      at = end;
    }
    return notes;
  }

  /// Replaces the file, synced.
  void write(List<Line> lines) throws IOException {
    var vkeys = new LinkedHashSet<String>();
    var notes = new LinkedHashSet<String>();
    for (Line line : lines) {
      vkeys.add(line.cosignature().witness().vkey() + "\n");
      notes.add(line.checkpoint().note());
    }
    String text = String.join("", vkeys) + "\n" + String.join("", notes);
    SecretFiles.replace(path, text.getBytes(UTF_8));
  }
}
