package dev.chit.core.log;

import java.util.ArrayList;
import java.util.List;

/// The parts of a C2SP signed note: its text, with the last newline, and the signature lines that
/// follow its last empty line.
record SignedNote(String text, List<NoteSignature> signatures) {
  static SignedNote parse(String note) throws BadCheckpointException {
    checkCharacters(note);
    int blank = note.lastIndexOf("\n\n");
    if (blank < 0 || !note.endsWith("\n") || blank + 2 == note.length()) {
      throw new BadCheckpointException("note without signatures");
    }
    List<NoteSignature> signatures = lines(note.substring(blank + 2));
    return new SignedNote(note.substring(0, blank + 1), signatures);
  }

  /// Signature lines alone, as a witness answers.
  static List<NoteSignature> parseLines(String lines) throws BadCheckpointException {
    checkCharacters(lines);
    if (!lines.endsWith("\n")) {
      throw new BadCheckpointException("signatures without their last newline");
    }
    return lines(lines);
  }

  private static List<NoteSignature> lines(String text) throws BadCheckpointException {
    String[] lines = text.substring(0, text.length() - 1).split("\n", -1);
    if (lines.length > SignedCheckpoint.SIGNATURES_MAX) {
      throw new BadCheckpointException("note with more than 16 signatures");
    }
    var signatures = new ArrayList<NoteSignature>();
    for (String line : lines) {
      signatures.add(NoteSignature.parse(line));
    }
    return List.copyOf(signatures);
  }

  private static void checkCharacters(String note) throws BadCheckpointException {
    if (note.length() > SignedCheckpoint.NOTE_BYTES_MAX) {
      throw new BadCheckpointException("note of more than 128 KiB");
    }
    for (int i = 0; i < note.length(); i++) {
      char c = note.charAt(i);
      if ((c < ' ' && c != '\n') || Character.isSurrogate(c)) {
        throw new BadCheckpointException("note with a control character");
      }
    }
  }
}
