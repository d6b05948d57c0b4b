package dev.chit.app.verify;

import dev.chit.core.BadSignatureException;
import dev.chit.core.VerifyKey;
import dev.chit.core.chit.BadChitException;
import dev.chit.core.chit.CertifiedChit;
import dev.chit.core.chit.ChitText;
import dev.chit.core.chit.Order;
import dev.chit.core.chit.ParsedChit;
import dev.chit.core.log.BadCheckpointException;
import dev.chit.core.log.Cosignature;
import dev.chit.core.log.WitnessKey;
import dev.chit.core.receipt.BadReceiptException;
import dev.chit.core.receipt.ParsedReceipt;
import dev.chit.core.receipt.VerifiedReceipt;
import dev.chit.crypto.Ed25519;
import dev.chit.crypto.Fingerprint;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Judges the text of a receipt or of a chit. Knows no server, no profile and no network.
public final class OfflineVerifier {
  private static final String ANY_CHIT = "chit:1";

  private final Optional<TrustedLedger> trusted;
  private final List<WitnessKey> witnesses;
  private final Instant now;

  /// @param trusted empty if nobody said which ledger counts: then nothing is verified
  /// @param witnesses all of whom must have signed the tree that a receipt is about
  /// @param now for what is promised until some time
  public OfflineVerifier(Optional<TrustedLedger> trusted, List<WitnessKey> witnesses, Instant now) {
    this.trusted = trusted;
    this.witnesses = List.copyOf(witnesses);
    this.now = now;
  }

  /// @param text of a `.receipt` or `.chit` file
  public Verdict judge(String text) {
    try {
      if (!text.startsWith(ANY_CHIT)) {
        return receipt(ParsedReceipt.parse(text));
      }
      String line = text.endsWith("\n") ? text.substring(0, text.length() - 1) : text;
      return ChitText.isCertified(line) ? certified(line) : drawn(line);
    } catch (BadReceiptException e) {
      return Verdict.Refused.of(e.fault().code(), String.valueOf(e.getMessage()));
    }
  }

  private Verdict receipt(ParsedReceipt receipt) throws BadReceiptException {
    Fingerprint claimed = Fingerprint.ofKey(receipt.claimedLogKey());
    if (trusted.isEmpty()) {
      var _ = receipt.verify(claimed.hash(), Ed25519.verifier());
      return Verdict.Refused.of(
          "ledger-not-given",
          "It is whole, and a receipt of the ledger "
              + claimed
              + ": say with --ledger which ledger you trust.");
    }
    return witnessed(receipt.verify(trusted.get().fingerprint().hash(), Ed25519.verifier()));
  }

  private Verdict witnessed(VerifiedReceipt receipt) {
    var cosignatures = new ArrayList<Cosignature>();
    for (WitnessKey witness : witnesses) {
      try {
        Optional<Cosignature> one =
            Cosignature.of(receipt.checkpoint(), witness, Ed25519.verifier());
        if (one.isEmpty()) {
          return Verdict.Refused.of(
              "not-witnessed",
              "The ledger paid this, and " + witness.name() + " did not sign its log.");
        }
        cosignatures.add(one.get());
      } catch (BadCheckpointException e) {
        return Verdict.Refused.of("forged", "This is a " + e.getMessage() + ".");
      }
    }
    return new Verdict.Paid(receipt, cosignatures);
  }

  private Verdict drawn(String line) {
    try {
      ParsedChit chit = ParsedChit.parse(ChitText.decode(line));
      Optional<Verdict> refused = order(chit);
      return refused.orElseGet(
          () ->
              new Verdict.Refused(
                  "nothing-promised",
                  "Its payer signed it, and nothing more: it is paid only once the server has"
                      + " settled it.",
                  Optional.of(chit.order())));
    } catch (BadChitException e) {
      return malformed(line.length() < ChitText.LENGTH, e);
    }
  }

  private Verdict certified(String line) {
    try {
      CertifiedChit certified = CertifiedChit.parse(ChitText.decodeCertified(line));
      Optional<Verdict> refused = order(certified.chit());
      return refused.orElseGet(() -> promise(certified));
    } catch (BadChitException e) {
      return malformed(line.length() < ChitText.CERTIFIED_LENGTH, e);
    }
  }

  /// What is wrong with the order itself.
  private Optional<Verdict> order(ParsedChit chit) {
    Order order = chit.order();
    try {
      var _ = chit.verify(Ed25519.verifier());
    } catch (BadSignatureException e) {
      return Optional.of(Verdict.Refused.of("forged", String.valueOf(e.getMessage())));
    }
    if (trusted.isEmpty()) {
      return Optional.of(
          new Verdict.Refused(
              "ledger-not-given",
              "Its payer signed it, for the ledger with the id "
                  + order.ledger()
                  + ": say with --ledger which ledger you trust.",
              Optional.of(order)));
    }
    return order.ledger().equals(trusted.get().id())
        ? Optional.empty()
        : Optional.of(
            Verdict.Refused.of(
                "foreign-ledger", "This chit is for another ledger than the one expected."));
  }

  /// A promise is in no tree that a witness could have signed.
  private Verdict promise(CertifiedChit certified) {
    Optional<Order> order = Optional.of(certified.chit().order());
    if (!witnesses.isEmpty()) {
      return new Verdict.Refused(
          "not-witnessed", "A chit comes without witnesses: only a receipt has them.", order);
    }
    Optional<VerifyKey> key = trusted.flatMap(TrustedLedger::key);
    if (key.isEmpty()) {
      return new Verdict.Refused(
          "ledger-key-needed",
          "Its payer signed it; whether the server did takes the ledger's key: give --ledger as"
              + " chit log prints it (NAME+ID+KEY), or --home.",
          order);
    }
    try {
      var _ = certified.verify(key.get(), Ed25519.verifier());
    } catch (BadSignatureException e) {
      return Verdict.Refused.of("forged", String.valueOf(e.getMessage()));
    }
    return now.getEpochSecond() > certified.untilSeconds()
        ? new Verdict.Refused(
            "expired", "The server promised this sum, and the time for it is past.", order)
        : new Verdict.Promised(certified);
  }

  private static Verdict malformed(boolean isTooShort, BadChitException why) {
    return isTooShort
        ? Verdict.Refused.of("truncated", "This chit ends too early.")
        : Verdict.Refused.of("altered", "This chit was altered: " + why.getMessage() + ".");
  }
}
