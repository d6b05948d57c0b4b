package dev.chit.core.receipt;

import dev.chit.core.BadSignatureException;
import dev.chit.core.LedgerId;
import dev.chit.core.Sha256;
import dev.chit.core.SignatureVerifier;
import dev.chit.core.VerifyKey;
import dev.chit.core.chit.MemoOpening;
import dev.chit.core.chit.ParsedChit;
import dev.chit.core.chit.VerifiedChit;
import dev.chit.core.event.BadEventException;
import dev.chit.core.event.Event;
import dev.chit.core.event.EventCodec;
import dev.chit.core.log.BadCheckpointException;
import dev.chit.core.log.BadProofException;
import dev.chit.core.log.Checkpoint;
import dev.chit.core.log.Hash;
import dev.chit.core.log.InclusionProof;
import dev.chit.core.log.MerkleTree;
import dev.chit.core.log.SignedCheckpoint;
import dev.chit.core.log.TlogProof;
import dev.chit.core.receipt.BadReceiptException.Fault;
import java.util.Optional;

/// A receipt whose form is right and whose content nobody has checked yet: a C2SP `tlog-proof` of
/// one payment's event, with the event in its extra data. See `docs/protocol.md`, section
/// "Receipt", and `docs/vectors/receipt.json`.
public final class ParsedReceipt {
  private final TlogProof proof;
  private final ReceiptBody body;
  private final ParsedChit chit;

  private ParsedReceipt(TlogProof proof, ReceiptBody body, ParsedChit chit) {
    this.proof = proof;
    this.body = body;
    this.chit = chit;
  }

  /// A receipt put together by who holds the proofs.
  ///
  /// @param created the log's first event
  /// @param createdProof that it is at index 0 of the checkpoint's tree
  /// @param event the payment's
  /// @param memo opens the chit's memo commitment; empty to keep the memo to oneself
  /// @param note the checkpoint
  /// @throws IllegalArgumentException if the event is no payment's
  public static ParsedReceipt of(
      Event.Created created,
      InclusionProof createdProof,
      Event event,
      Optional<MemoOpening> memo,
      long index,
      InclusionProof inclusion,
      String note) {
    var body = new ReceiptBody(created, createdProof, event, memo);
    ParsedChit chit =
        chit(event)
            .orElseThrow(
                () -> new IllegalArgumentException("receipt of an event that pays nobody"));
    return new ParsedReceipt(TlogProof.of(body.encode(), index, inclusion, note), body, chit);
  }

  /// @throws BadReceiptException unless the text has exactly the form of a receipt
  public static ParsedReceipt parse(String text) throws BadReceiptException {
    try {
      TlogProof proof = TlogProof.parse(text);
      ReceiptBody body = ReceiptBody.decode(proof.extra());
      ParsedChit chit =
          chit(body.event())
              .orElseThrow(
                  () ->
                      new BadReceiptException(
                          Fault.NOT_A_RECEIPT, "This proves something else than a payment."));
      return new ParsedReceipt(proof, body, chit);
    } catch (BadProofException e) {
      throw switch (e.fault()) {
        case NO_PROOF -> new BadReceiptException(Fault.NOT_A_RECEIPT, "This is no receipt.");
        case TRUNCATED -> new BadReceiptException(Fault.TRUNCATED, "This receipt ends too early.");
        case MALFORMED -> malformed(e);
      };
    } catch (BadEventException | IllegalArgumentException e) {
      throw malformed(e);
    }
  }

  private static BadReceiptException malformed(Exception why) {
    return new BadReceiptException(
        Fault.ALTERED, "This receipt was altered: " + why.getMessage() + ".");
  }

  private static Optional<ParsedChit> chit(Event event) {
    return switch (event) {
      case Event.Settled settled -> Optional.of(settled.chit());
      case Event.Issued issued -> Optional.of(issued.chit());
      case Event.Retired retired -> Optional.of(retired.chit());
      case Event.Created _, Event.Opened _, Event.Administered _ -> Optional.empty();
      case Event.Certified _, Event.Released _, Event.Revoked _ -> Optional.empty();
      case Event.OfDevice _, Event.AccountClosed _, Event.Claimed _ -> Optional.empty();
    };
  }

  /// The log key that this receipt claims to be of: nobody's word but its own.
  public VerifyKey claimedLogKey() {
    return body.created().logKey();
  }

  /// Checks all of it, and needs nothing else for that.
  ///
  /// @param ledger SHA-256 of the log key of the ledger that is trusted
  /// @throws BadReceiptException if anything is missing or wrong
  public VerifiedReceipt verify(Hash ledger, SignatureVerifier verifier)
      throws BadReceiptException {
    VerifyKey logKey = claimedLogKey();
    if (!Hash.of(Sha256.of(logKey.bytes())).equals(ledger)) {
      throw new BadReceiptException(
          Fault.FOREIGN_LEDGER, "This receipt is of another ledger than the one expected.");
    }
    SignedCheckpoint checkpoint = checkpoint(logKey, verifier);
    if (proof.index() >= checkpoint.size()) {
      throw new BadReceiptException(
          Fault.NOT_INCLUDED, "The signed tree does not reach this payment.");
    }
    requireIncluded(body.created(), 0, body.createdProof(), checkpoint);
    requireIncluded(body.event(), proof.index(), proof.inclusion(), checkpoint);
    VerifiedChit verified = chit(verifier);
    var payment = new Payment(body.created(), body.event(), verified.order());
    payment.requireLedger(LedgerId.ofKey(logKey));
    payment.requireKind();
    return new VerifiedReceipt(
        body.created(),
        body.event(),
        verified,
        payment.memo(body.memo()),
        proof.index(),
        checkpoint);
  }

  private SignedCheckpoint checkpoint(VerifyKey logKey, SignatureVerifier verifier)
      throws BadReceiptException {
    try {
      String origin = Checkpoint.originOf(LedgerId.ofKey(logKey));
      return SignedCheckpoint.verify(proof.note(), origin, logKey, verifier);
    } catch (BadCheckpointException e) {
      throw new BadReceiptException(
          Fault.FORGED, "The ledger did not sign this checkpoint: " + e.getMessage() + ".");
    }
  }

  private static void requireIncluded(
      Event event, long index, InclusionProof inclusion, SignedCheckpoint checkpoint)
      throws BadReceiptException {
    Hash leaf = MerkleTree.leafHash(EventCodec.encode(event));
    if (!inclusion.verify(index, checkpoint.size(), leaf, checkpoint.root())) {
      throw new BadReceiptException(
          Fault.ALTERED, "This receipt was altered: the signed log does not hold what it says.");
    }
  }

  private VerifiedChit chit(SignatureVerifier verifier) throws BadReceiptException {
    try {
      return chit.verify(verifier);
    } catch (BadSignatureException e) {
      throw new BadReceiptException(Fault.FORGED, String.valueOf(e.getMessage()));
    }
  }

  /// The receipt as it is kept in a file.
  public String text() {
    return proof.text();
  }

  /// The proof alone, as any program that knows C2SP's formats can check it.
  public TlogProof proof() {
    return proof;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ParsedReceipt that && proof.equals(that.proof);
  }

  @Override
  public int hashCode() {
    return proof.hashCode();
  }

  @Override
  public String toString() {
    return "ParsedReceipt[" + chit.order().id() + "]";
  }
}
