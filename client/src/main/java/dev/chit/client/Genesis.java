package dev.chit.client;

import dev.chit.client.connection.Caller;
import dev.chit.client.proof.LedgerTerms;
import dev.chit.client.proof.LogView;
import dev.chit.core.AccountId;
import dev.chit.core.event.BadEventException;
import dev.chit.core.event.Event;
import dev.chit.core.event.EventCodec;
import dev.chit.crypto.Fingerprint;
import dev.chit.wire.v1.Receipt;

/// A ledger's terms out of its log's first event.
final class Genesis {
  private Genesis() {}

  /// @throws NotTrustedException if the event is not proved by the key that the fingerprint names
  static LedgerTerms verify(Receipt receipt, Fingerprint trusted, Caller server)
      throws ChitException, InterruptedException {
    try {
      if (EventCodec.decode(receipt.getEvent().toByteArray()) instanceof Event.Created created
          && Fingerprint.ofKey(created.logKey()).equals(trusted)) {
        var terms =
            new LedgerTerms(
                created.logKey(),
                created.unit(),
                AccountId.ofKey(created.operator()),
                created.chitLifeSecondsMax());
        new LogView(terms, new PassingCheckpoints()).verifyTerms(receipt, server);
        return terms;
      }
    } catch (BadEventException e) {
      throw new NotTrustedException("bad-proof", "The server's log begins with no event.", e);
    }
    throw new NotTrustedException(
        "bad-proof", "The server's log is another than its fingerprint says.", null);
  }
}
