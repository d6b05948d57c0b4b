package dev.chit.core.log;

import dev.chit.core.log.BadProofException.Fault;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Set;

/// That an entry is in a log, for somebody without the log: C2SP tlog-proof, read and written, and
/// not yet verified.
///
/// ```
/// c2sp.org/tlog-proof@v1
/// extra YWdlLXYxLjIuMQ==
/// index 73894
/// gSKyXoYZUgZ6jduWYrkDOARinOMGJveXjgMkBTcdPlQ=
/// B95lDa8R83lS8n0eG+o0buTxRKQTYFi//1U8anccXmA=
///
/// chit/00112233445566778899aabbccddeeff
/// 109482
/// sFodV/vSp5O8n9a8QpW6PRY97tfOSW5bsc2Xl/EQi08=
///
/// — chit/00112233445566778899aabbccddeeff hI2DJw…
/// ```
///
/// One proof has one text: [#parse] takes exactly what [#text] writes.
public final class TlogProof {
  /// The first line.
  public static final String HEADER = "c2sp.org/tlog-proof@v1";

  public static final int EXTRA_BYTES_MAX = 8 << 10;

  /// Characters of the whole text.
  public static final int LENGTH_MAX = SignedCheckpoint.NOTE_BYTES_MAX + (16 << 10);

  private static final String EXTRA = "extra ";
  private static final String INDEX = "index ";
  private static final int LINES_MAX = 3 + InclusionProof.HASHES_MAX;

  private final byte[] extra;
  private final long index;
  private final InclusionProof inclusion;
  private final String note;

  private TlogProof(byte[] extra, long index, InclusionProof inclusion, String note) {
    this.extra = extra;
    this.index = index;
    this.inclusion = inclusion;
    this.note = note;
  }

  /// @param extra what the format itself says nothing about and does not protect; empty for none
  /// @param note the checkpoint, a signed note
  /// @throws IllegalArgumentException if something is out of its range
  public static TlogProof of(byte[] extra, long index, InclusionProof inclusion, String note) {
    if (extra.length > EXTRA_BYTES_MAX || index < 0) {
      throw new IllegalArgumentException(
          "proof with "
              + extra.length
              + " bytes more, of leaf "
              + index
              + " (expected: at most 8192, 0 or more)");
    }
    return new TlogProof(extra.clone(), index, inclusion, note);
  }

  /// @throws BadProofException unless the text is exactly what [#text] makes of some proof, and its
  ///   note has a note's form
  public static TlogProof parse(String text) throws BadProofException {
    if (!text.startsWith(HEADER + "\n")) {
      throw !text.isEmpty() && (HEADER + "\n").startsWith(text)
          ? truncated()
          : new BadProofException(Fault.NO_PROOF, "text that does not begin with " + HEADER);
    }
    if (text.length() > LENGTH_MAX) {
      throw malformed("proof of more than 144 KiB");
    }
    int blank = text.indexOf("\n\n");
    if (blank < 0 || !text.endsWith("\n")) {
      throw truncated();
    }
    String note = text.substring(blank + 2);
    checkNote(note);
    try {
      TlogProof proof = read(text.substring(0, blank).split("\n", LINES_MAX + 1), note);
      if (proof.text().equals(text)) {
        return proof;
      }
    } catch (IllegalArgumentException e) {
      throw malformed("proof: " + e.getMessage());
    }
    throw malformed("proof with a number or bytes written unusually");
  }

  private static TlogProof read(String[] lines, String note) throws BadProofException {
    if (lines.length > LINES_MAX) {
      throw malformed("proof with more than 63 hashes");
    }
    int at = 1;
    var extra = new byte[0];
    if (at < lines.length && lines[at].startsWith(EXTRA)) {
      extra = decoded(lines[at].substring(EXTRA.length()));
      at++;
    }
    if (at >= lines.length || !lines[at].startsWith(INDEX)) {
      throw malformed("proof without an index");
    }
    long index = Long.parseLong(lines[at].substring(INDEX.length()));
    var hashes = new ArrayList<Hash>();
    for (String line : List.of(lines).subList(at + 1, lines.length)) {
      hashes.add(Hash.of(decoded(line)));
    }
    return of(extra, index, new InclusionProof(hashes), note);
  }

  /// Whose signatures they are is for [SignedCheckpoint] to say.
  private static void checkNote(String note) throws BadProofException {
    int blank = note.lastIndexOf("\n\n");
    if (blank < 0 || blank + 2 == note.length()) {
      throw truncated();
    }
    if (note.startsWith("\n") || note.indexOf("\n\n") < blank) {
      throw malformed("proof with an empty line too many");
    }
    try {
      List<String> lines =
          SignedNote.parse(note).signatures().stream().map(NoteSignature::line).toList();
      if (Set.copyOf(lines).size() < lines.size()) {
        throw malformed("proof with a signature twice");
      }
    } catch (BadCheckpointException e) {
      throw malformed(String.valueOf(e.getMessage()));
    }
  }

  private static byte[] decoded(String base64) {
    return Base64.getDecoder().decode(base64);
  }

  /// All of it, with its last newline.
  public String text() {
    var text = new StringBuilder(HEADER).append('\n');
    if (extra.length > 0) {
      text.append(EXTRA).append(encoded(extra)).append('\n');
    }
    text.append(INDEX).append(index).append('\n');
    for (Hash hash : inclusion.hashes()) {
      text.append(encoded(hash.raw())).append('\n');
    }
    return text.append('\n').append(note).toString();
  }

  private static String encoded(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }

  private static BadProofException truncated() {
    return new BadProofException(Fault.TRUNCATED, "proof that ends too early");
  }

  private static BadProofException malformed(String message) {
    return new BadProofException(Fault.MALFORMED, message);
  }

  /// Empty if there is none.
  public byte[] extra() {
    return extra.clone();
  }

  /// Of the entry, in the log.
  public long index() {
    return index;
  }

  public InclusionProof inclusion() {
    return inclusion;
  }

  /// The checkpoint, a signed note.
  public String note() {
    return note;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof TlogProof that
        && index == that.index
        && Arrays.equals(extra, that.extra)
        && inclusion.equals(that.inclusion)
        && note.equals(that.note);
  }

  @Override
  public int hashCode() {
    return note.hashCode() + Long.hashCode(index);
  }

  @Override
  public String toString() {
    return "TlogProof[" + index + "]";
  }
}
