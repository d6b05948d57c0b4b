package dev.chit.core.log;

import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/// What a log asks of a witness: the body of C2SP tlog-witness `add-checkpoint`.
///
/// ```
/// old 20852014
/// PlRNCrwHpqhGrupue0L7gxbjbMiKA9temvuZZDDpkaw=
///
/// chit/00112233445566778899aabbccddeeff
/// 20852163
/// CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=
///
/// — chit/00112233445566778899aabbccddeeff Az3grl…
/// ```
///
/// @param oldSize of the checkpoint that the log believes the witness to have signed last
/// @param proof from that size to the note's
/// @param note the new checkpoint, a signed note; not judged here
public record WitnessRequest(long oldSize, ConsistencyProof proof, String note) {
  public static final int HASHES_MAX = 63;

  /// What a body is never longer than, in characters.
  public static final int LENGTH_MAX = SignedCheckpoint.NOTE_BYTES_MAX + (4 << 10);

  private static final String OLD = "old ";

  /// @throws IllegalArgumentException if the size is negative or the proof longer than may be sent
  public WitnessRequest {
    MerkleTree.checkSize(oldSize);
    if (proof.hashes().size() > HASHES_MAX) {
      throw new IllegalArgumentException(
          "proof of " + proof.hashes().size() + " hashes (expected: at most " + HASHES_MAX + ")");
    }
  }

  public String text() {
    var text = new StringBuilder(OLD).append(oldSize).append('\n');
    for (Hash hash : proof.hashes()) {
      text.append(Base64.getEncoder().encodeToString(hash.bytes())).append('\n');
    }
    return text.append('\n').append(note).toString();
  }

  /// Reads exactly what [#text] writes.
  ///
  /// @throws BadCheckpointException if the text has another form
  public static WitnessRequest parse(String text) throws BadCheckpointException {
    int blank = text.indexOf("\n\n");
    if (blank < 0 || text.length() > LENGTH_MAX || !text.startsWith(OLD)) {
      throw new BadCheckpointException("request without an old size, a proof and a checkpoint");
    }
    String[] lines = text.substring(0, blank).split("\n", HASHES_MAX + 2);
    if (lines.length > 1 + HASHES_MAX) {
      throw new BadCheckpointException("request with more than 63 hashes");
    }
    try {
      var hashes = new ArrayList<Hash>();
      for (String line : List.of(lines).subList(1, lines.length)) {
        hashes.add(Hash.of(Base64.getDecoder().decode(line)));
      }
      var request =
          new WitnessRequest(
              Long.parseLong(lines[0].substring(OLD.length())),
              new ConsistencyProof(hashes),
              text.substring(blank + 2));
      if (request.text().equals(text)) {
        return request;
      }
    } catch (IllegalArgumentException e) {
      throw new BadCheckpointException("request: " + e.getMessage());
    }
    throw new BadCheckpointException("request with a size or hash written unusually");
  }
}
