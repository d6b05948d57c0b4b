package dev.chit.core.log;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.chit.core.SignatureVerifier;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;

/// A witness's word that, at a time, the largest tree it had seen of a log was this one, and that
/// every earlier one was its beginning (C2SP tlog-cosignature, `cosignature/v1`). There is none
/// whose signature was not checked or just made.
public final class Cosignature {
  private static final int TIME_LENGTH = Long.BYTES;
  private static final int LENGTH = TIME_LENGTH + SignatureVerifier.SIGNATURE_LENGTH;

  private final WitnessKey witness;
  private final long timeSeconds;
  private final NoteSignature signature;

  private Cosignature(WitnessKey witness, long timeSeconds, NoteSignature signature) {
    this.witness = witness;
    this.timeSeconds = timeSeconds;
    this.signature = signature;
  }

  /// Signs with the witness's key.
  ///
  /// @param timeSeconds since the epoch, 0 or more
  public static Cosignature sign(
      Checkpoint checkpoint, WitnessKey witness, long timeSeconds, NoteSigner signer) {
    byte[] made = signer.sign(message(checkpoint, timeSeconds));
    byte[] timed = ByteBuffer.allocate(LENGTH).putLong(timeSeconds).put(made).array();
    return new Cosignature(witness, timeSeconds, NoteSignature.of(witness.noteKey(), timed));
  }

  /// The witness's newest cosignature among a checkpoint's lines; empty if there is none.
  ///
  /// @throws BadCheckpointException if a line that claims to be this witness's is not
  public static Optional<Cosignature> of(
      SignedCheckpoint checkpoint, WitnessKey witness, SignatureVerifier verifier)
      throws BadCheckpointException {
    List<NoteSignature> signatures = SignedNote.parse(checkpoint.note()).signatures();
    return newest(signatures, checkpoint.checkpoint(), witness, verifier);
  }

  /// As [#of], among the lines that a witness answered with.
  public static Optional<Cosignature> ofLines(
      String lines, Checkpoint checkpoint, WitnessKey witness, SignatureVerifier verifier)
      throws BadCheckpointException {
    return newest(SignedNote.parseLines(lines), checkpoint, witness, verifier);
  }

  private static Optional<Cosignature> newest(
      List<NoteSignature> signatures,
      Checkpoint checkpoint,
      WitnessKey witness,
      SignatureVerifier verifier)
      throws BadCheckpointException {
    Optional<Cosignature> newest = Optional.empty();
    for (NoteSignature signature : signatures) {
      if (signature.isBy(witness.noteKey())) {
        Cosignature one = verified(signature, checkpoint, witness, verifier);
        if (newest.isEmpty() || one.timeSeconds > newest.get().timeSeconds) {
          newest = Optional.of(one);
        }
      }
    }
    return newest;
  }

  private static Cosignature verified(
      NoteSignature line, Checkpoint checkpoint, WitnessKey witness, SignatureVerifier verifier)
      throws BadCheckpointException {
    ByteBuffer timed = ByteBuffer.wrap(line.signature());
    if (timed.remaining() == LENGTH) {
      long timeSeconds = timed.getLong();
      var signature = new byte[SignatureVerifier.SIGNATURE_LENGTH];
      timed.get(signature);
      if (timeSeconds >= 0
          && verifier.verify(witness.key(), message(checkpoint, timeSeconds), signature)) {
        return new Cosignature(witness, timeSeconds, line);
      }
    }
    throw new BadCheckpointException("cosignature that " + witness.name() + " did not make");
  }

  private static byte[] message(Checkpoint checkpoint, long timeSeconds) {
    if (timeSeconds < 0) {
      throw new IllegalArgumentException("time " + timeSeconds + " (expected: 0 or more)");
    }
    return ("cosignature/v1\ntime " + timeSeconds + "\n" + checkpoint.text()).getBytes(UTF_8);
  }

  public WitnessKey witness() {
    return witness;
  }

  /// When it was made, by the witness's clock, in seconds since the epoch.
  public long timeSeconds() {
    return timeSeconds;
  }

  /// The signature line, with its newline.
  public String line() {
    return signature.line();
  }

  NoteSignature signature() {
    return signature;
  }

  @Override
  public String toString() {
    return "Cosignature[" + witness.name() + ", " + timeSeconds + "]";
  }
}
