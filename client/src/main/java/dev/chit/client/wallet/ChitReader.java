package dev.chit.client.wallet;

import dev.chit.client.ChitRefusedException;
import dev.chit.client.UsageException;
import dev.chit.client.proof.LedgerTerms;
import dev.chit.core.BadSignatureException;
import dev.chit.core.chit.BadChitException;
import dev.chit.core.chit.CertifiedChit;
import dev.chit.core.chit.ChitText;
import dev.chit.core.chit.Order;
import dev.chit.core.chit.ParsedChit;
import dev.chit.crypto.Ed25519;
import java.time.Instant;
import java.util.Optional;

/// Reads a chit that somebody handed over, and checks what can be checked without the server.
final class ChitReader {
  private ChitReader() {}

  /// A chit that was read.
  ///
  /// @param promise the server's, checked; empty if the payer alone signed
  record Read(ParsedChit chit, Optional<CertifiedChit> promise) {}

  /// A chit that its payer signed for this ledger.
  ///
  /// @throws UsageException if the text is no chit
  /// @throws ChitRefusedException `bad-signature`, `wrong-ledger`, `wrong-unit`
  static Read read(String text, LedgerTerms terms) throws UsageException, ChitRefusedException {
    Read read;
    try {
      read = parse(text.strip());
    } catch (BadChitException e) {
      throw new UsageException("wrong-chit", "That is no chit: " + e.getMessage());
    }
    requireOurs(read.chit().order(), terms);
    try {
      var _ =
          read.promise().isPresent()
              ? read.promise().get().verify(terms.logKey(), Ed25519.verifier())
              : read.chit().verify(Ed25519.verifier());
    } catch (BadSignatureException e) {
      throw new ChitRefusedException("bad-signature", String.valueOf(e.getMessage()));
    }
    return read;
  }

  private static Read parse(String text) throws BadChitException {
    if (ChitText.isCertified(text)) {
      CertifiedChit certified = CertifiedChit.parse(ChitText.decodeCertified(text));
      return new Read(certified.chit(), Optional.of(certified));
    }
    return new Read(ParsedChit.parse(ChitText.decode(text)), Optional.empty());
  }

  private static void requireOurs(Order order, LedgerTerms terms) throws ChitRefusedException {
    if (!order.ledger().equals(terms.ledger())) {
      throw new ChitRefusedException("wrong-ledger", "This chit is for another server's ledger.");
    }
    if (!order.unitCode().equals(terms.unit().code())) {
      throw new ChitRefusedException(
          "wrong-unit",
          "This chit is in "
              + order.unitCode()
              + ", and the ledger counts in "
              + terms.unit().code()
              + ".");
    }
  }

  /// @throws ChitRefusedException `expired` if the chit is past its last valid time
  static void requireInTime(Read read, Instant now) throws ChitRefusedException {
    Optional<Instant> last =
        read.promise().isPresent()
            ? Optional.of(Instant.ofEpochSecond(read.promise().get().untilSeconds()))
            : Purse.notAfter(read.chit().order());
    if (last.isPresent() && now.getEpochSecond() > last.get().getEpochSecond()) {
      throw new ChitRefusedException(
          "expired",
          "This chit could be presented until " + last.get() + " and is worth nothing now.");
    }
  }
}
