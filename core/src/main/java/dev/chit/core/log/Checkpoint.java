package dev.chit.core.log;

import dev.chit.core.LedgerId;
import java.util.Base64;
import java.util.regex.Pattern;

/// A tree's head: how many leaves it has and their root. As text (C2SP tlog-checkpoint) three
/// lines: origin, decimal size, base64 root.
///
/// @param origin which log: `chit/` and the ledger id in hexadecimal
public record Checkpoint(String origin, long size, Hash root) {
  private static final Pattern ORIGIN = Pattern.compile("chit/[0-9a-f]{32}");

  /// @throws IllegalArgumentException if the origin is none of a ledger, or the size is negative
  public Checkpoint {
    if (!ORIGIN.matcher(origin).matches()) {
      throw new IllegalArgumentException(
          "origin " + origin + " (expected: chit/ and a ledger id in hexadecimal)");
    }
    MerkleTree.checkSize(size);
  }

  /// The origin of a ledger's log.
  public static String originOf(LedgerId ledger) {
    return "chit/" + ledger;
  }

  /// The size that stands in a note which was verified before.
  ///
  /// @throws IllegalArgumentException if there is none
  public static long sizeIn(String note) {
    String[] lines = note.split("\n", 3);
    if (lines.length < 3) {
      throw new IllegalArgumentException("no checkpoint's note");
    }
    return Long.parseLong(lines[1]);
  }

  /// The three lines, each with its newline: what is signed.
  public String text() {
    return origin + "\n" + size + "\n" + Base64.getEncoder().encodeToString(root.bytes()) + "\n";
  }

  /// Reads exactly what [#text] writes.
  static Checkpoint parse(String text) throws BadCheckpointException {
    String[] lines = text.split("\n", -1);
    if (lines.length != 4 || !lines[3].isEmpty()) {
      throw new BadCheckpointException("checkpoint without exactly three lines");
    }
    try {
      var checkpoint =
          new Checkpoint(
              lines[0], Long.parseLong(lines[1]), Hash.of(Base64.getDecoder().decode(lines[2])));
      if (checkpoint.text().equals(text)) {
        return checkpoint;
      }
    } catch (IllegalArgumentException e) {
      throw new BadCheckpointException("checkpoint: " + e.getMessage());
    }
    throw new BadCheckpointException("checkpoint with a size or root written unusually");
  }
}
