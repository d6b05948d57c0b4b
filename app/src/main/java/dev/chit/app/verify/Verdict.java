package dev.chit.app.verify;

import dev.chit.core.chit.CertifiedChit;
import dev.chit.core.chit.Order;
import dev.chit.core.log.Cosignature;
import dev.chit.core.receipt.VerifiedReceipt;
import java.util.List;
import java.util.Optional;

/// What a file turned out to be.
public sealed interface Verdict {
  /// The trusted ledger's log holds this payment.
  ///
  /// @param cosignatures of the witnesses that were required
  record Paid(VerifiedReceipt receipt, List<Cosignature> cosignatures) implements Verdict {
    public Paid {
      cosignatures = List.copyOf(cosignatures);
    }
  }

  /// The trusted ledger set the sum aside for this chit, until a time that is not past.
  record Promised(CertifiedChit certified) implements Verdict {}

  /// It proves nothing, or not all that it says.
  ///
  /// @param code stable, for programs
  /// @param order what a payer signed, if that much is sure
  record Refused(String code, String sentence, Optional<Order> order) implements Verdict {
    static Refused of(String code, String sentence) {
      return new Refused(code, sentence, Optional.empty());
    }
  }
}
