package dev.chit.client.wallet;

import dev.chit.client.ChitRefusedException;
import dev.chit.client.UsageException;
import dev.chit.client.proof.LedgerTerms;
import dev.chit.core.BadSignatureException;
import dev.chit.core.chit.BadChitException;
import dev.chit.core.chit.ChitText;
import dev.chit.core.chit.Order;
import dev.chit.core.chit.ParsedChit;
import dev.chit.crypto.Ed25519;
import java.time.Instant;

/// Reads a chit that somebody handed over, and checks what can be checked without the server.
final class ChitReader {
  private ChitReader() {}

  /// A chit that its payer signed for this ledger.
  ///
  /// @throws UsageException if the text is no chit
  /// @throws ChitRefusedException `bad-signature`, `wrong-ledger`, `wrong-unit`
  static ParsedChit read(String text, LedgerTerms terms)
      throws UsageException, ChitRefusedException {
    ParsedChit chit;
    try {
      chit = ParsedChit.parse(ChitText.decode(text.strip()));
      var _ = chit.verify(Ed25519.verifier());
    } catch (BadChitException e) {
      throw new UsageException("wrong-chit", "That is no chit: " + e.getMessage());
    } catch (BadSignatureException e) {
      throw new ChitRefusedException("bad-signature", String.valueOf(e.getMessage()));
    }
    Order order = chit.order();
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
    return chit;
  }

  /// @throws ChitRefusedException `expired` if the chit is past its last valid time
  static void requireInTime(Order order, Instant now) throws ChitRefusedException {
    if (order.notAfterSeconds() != 0 && now.getEpochSecond() > order.notAfterSeconds()) {
      throw new ChitRefusedException(
          "expired",
          "This chit could be presented until "
              + Purse.notAfter(order).orElse(now)
              + " and is worth nothing now.");
    }
  }
}
