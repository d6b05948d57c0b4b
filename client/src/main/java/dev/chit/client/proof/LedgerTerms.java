package dev.chit.client.proof;

import com.google.protobuf.ByteString;
import dev.chit.client.NotTrustedException;
import dev.chit.client.state.v1.LedgerRow;
import dev.chit.core.AccountId;
import dev.chit.core.LedgerId;
import dev.chit.core.Unit;
import dev.chit.core.VerifyKey;
import dev.chit.core.log.Checkpoint;
import dev.chit.crypto.Fingerprint;
import dev.chit.wire.v1.LedgerInfo;

/// What a ledger counts in, and whose signature its log carries.
///
/// @param chitLifeSeconds how long the ledger holds a certified chit's sum; 0 while not known
public record LedgerTerms(VerifyKey logKey, Unit unit, AccountId operator, long chitLifeSeconds) {
  public LedgerId ledger() {
    return LedgerId.ofKey(logKey);
  }

  /// What its checkpoints begin with.
  public String origin() {
    return Checkpoint.originOf(ledger());
  }

  /// The terms that a server tells.
  ///
  /// @param trusted the server's fingerprint
  /// @throws NotTrustedException if they are another server's, or make no sense
  public static LedgerTerms of(LedgerInfo info, Fingerprint trusted) throws NotTrustedException {
    try {
      var terms =
          new LedgerTerms(
              VerifyKey.of(info.getLogKey().toByteArray()),
              new Unit(info.getUnit(), info.getScale()),
              AccountId.of(info.getOperator().toByteArray()),
              info.getChitLifeSecondsMax());
      if (terms.chitLifeSeconds < 1) {
        throw new IllegalArgumentException("chit life " + terms.chitLifeSeconds);
      }
      if (!Fingerprint.ofKey(terms.logKey).equals(trusted)) {
        throw new NotTrustedException(
            "not-trusted", "The server names a log key that is not its own.", null);
      }
      return terms;
    } catch (IllegalArgumentException e) {
      throw new NotTrustedException(
          "bad-proof", "The server's description of its ledger makes no sense.", e);
    }
  }

  public static LedgerTerms of(LedgerRow row) {
    return new LedgerTerms(
        VerifyKey.of(row.getLogKey().toByteArray()),
        new Unit(row.getUnit(), row.getScale()),
        AccountId.of(row.getOperator().toByteArray()),
        row.getChitLifeSeconds());
  }

  /// Whether these are the same terms as others that were kept, perhaps before the life of chits
  /// was.
  public boolean continues(LedgerTerms kept) {
    return logKey.equals(kept.logKey)
        && unit.equals(kept.unit)
        && operator.equals(kept.operator)
        && (kept.chitLifeSeconds == 0 || chitLifeSeconds == kept.chitLifeSeconds);
  }

  public LedgerRow toRow() {
    return LedgerRow.newBuilder()
        .setLogKey(ByteString.copyFrom(logKey.bytes()))
        .setUnit(unit.code())
        .setScale(unit.scale())
        .setOperator(ByteString.copyFrom(operator.bytes()))
        .setChitLifeSeconds(chitLifeSeconds)
        .build();
  }
}
