package dev.chit.core.log;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.chit.core.SignatureVerifier;
import dev.chit.core.VerifyKey;
import java.util.ArrayList;
import java.util.List;

/// A checkpoint that the log's key signed: a C2SP signed note. There is none whose signature was
/// not checked or just made.
///
/// ```
/// chit/00112233445566778899aabbccddeeff
/// 20852163
/// CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=
///
/// — chit/00112233445566778899aabbccddeeff Az3grl…
/// ```
///
/// Other keys' signatures may follow, at most 16 in all; they are kept, and judged by who asks for
/// them: see [Cosignature].
public final class SignedCheckpoint {
  public static final int NOTE_BYTES_MAX = 128 << 10;
  public static final int SIGNATURES_MAX = 16;

  private final Checkpoint checkpoint;
  private final String note;

  private SignedCheckpoint(Checkpoint checkpoint, String note) {
    this.checkpoint = checkpoint;
    this.note = note;
  }

  /// Signs with the log's key, whose name is the origin.
  public static SignedCheckpoint sign(Checkpoint checkpoint, VerifyKey logKey, NoteSigner signer) {
    String text = checkpoint.text();
    byte[] signature = signer.sign(text.getBytes(UTF_8));
    String line = NoteSignature.of(checkpoint.origin(), logKey, signature).line();
    return new SignedCheckpoint(checkpoint, text + "\n" + line);
  }

  /// The checkpoint in a note, if the log's key signed it.
  ///
  /// @param origin of the log that is expected, see [Checkpoint#originOf]
  /// @throws BadCheckpointException if the note has another form, is another log's, or has no
  ///   signature of this key or a wrong one
  public static SignedCheckpoint verify(
      String note, String origin, VerifyKey logKey, SignatureVerifier verifier)
      throws BadCheckpointException {
    SignedNote parts = SignedNote.parse(note);
    Checkpoint checkpoint = Checkpoint.parse(parts.text());
    if (!checkpoint.origin().equals(origin)) {
      throw new BadCheckpointException(
          "checkpoint of " + checkpoint.origin() + " (expected: " + origin + ")");
    }
    byte[] message = parts.text().getBytes(UTF_8);
    boolean signed = false;
    for (NoteSignature signature : parts.signatures()) {
      if (signature.isBy(origin, logKey)) {
        if (!verifier.verify(logKey, message, signature.signature())) {
          throw new BadCheckpointException("checkpoint that the log's key did not sign");
        }
        signed = true;
      }
    }
    if (!signed) {
      throw new BadCheckpointException("checkpoint without the log's signature");
    }
    return new SignedCheckpoint(checkpoint, note);
  }

  /// The same without what others than the log signed.
  public SignedCheckpoint signedOnlyBy(VerifyKey logKey) {
    SignedNote parts = parts();
    var key = new NoteKey(checkpoint.origin(), NoteKey.ED25519, logKey);
    return with(parts.text(), parts.signatures().stream().filter(line -> line.isBy(key)).toList());
  }

  /// The same with a witness's line, in place of an older one of that witness.
  ///
  /// @throws IllegalStateException if there are 16 signatures already
  public SignedCheckpoint with(Cosignature cosignature) {
    SignedNote parts = parts();
    var lines = new ArrayList<NoteSignature>();
    for (NoteSignature signature : parts.signatures()) {
      if (!signature.isByKeyOf(cosignature.signature())) {
        lines.add(signature);
      }
    }
    lines.add(cosignature.signature());
    if (lines.size() > SIGNATURES_MAX) {
      throw new IllegalStateException(
          "note with " + lines.size() + " signatures (expected: at most " + SIGNATURES_MAX + ")");
    }
    return with(parts.text(), lines);
  }

  private SignedCheckpoint with(String text, List<NoteSignature> signatures) {
    var changed = new StringBuilder(text).append('\n');
    signatures.forEach(signature -> changed.append(signature.line()));
    return new SignedCheckpoint(checkpoint, changed.toString());
  }

  private SignedNote parts() {
    try {
      return SignedNote.parse(note);
    } catch (BadCheckpointException e) {
      throw new IllegalStateException("a note that was read before", e);
    }
  }

  public Checkpoint checkpoint() {
    return checkpoint;
  }

  /// How many leaves the tree has.
  public long size() {
    return checkpoint.size();
  }

  public Hash root() {
    return checkpoint.root();
  }

  /// The text with its signatures, as it is kept and sent.
  public String note() {
    return note;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof SignedCheckpoint that && note.equals(that.note);
  }

  @Override
  public int hashCode() {
    return note.hashCode();
  }

  @Override
  public String toString() {
    return "SignedCheckpoint[" + checkpoint + "]";
  }
}
