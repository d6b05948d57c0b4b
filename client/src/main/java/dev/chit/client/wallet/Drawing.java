package dev.chit.client.wallet;

import dev.chit.client.UsageException;
import dev.chit.client.proof.LedgerTerms;
import dev.chit.core.AccountId;
import dev.chit.core.ChitId;
import dev.chit.core.Salt;
import dev.chit.core.chit.MemoCommitment;
import dev.chit.core.chit.MemoOpening;
import dev.chit.core.chit.Order;
import dev.chit.core.chit.ParsedChit;
import dev.chit.crypto.SigningKey;
import java.security.SecureRandom;
import java.util.Optional;

/// Makes and signs chits.
public final class Drawing {
  private final SecureRandom random;

  public Drawing(SecureRandom random) {
    this.random = random;
  }

  /// @param memo what the chit commits to; empty for nothing
  public ParsedChit draw(
      SigningKey payer, LedgerTerms terms, Intent intent, Optional<MemoOpening> memo) {
    var order =
        new Order(
            terms.ledger(),
            ChitId.of(random(ChitId.LENGTH)),
            AccountId.ofKey(payer.verifyKey()),
            intent.payee(),
            intent.amount(),
            terms.unit().code(),
            intent.notAfterSeconds(),
            memo.map(MemoOpening::commitment).orElse(MemoCommitment.NONE),
            intent.reference());
    return ParsedChit.of(order, payer.sign(order.signedBytes()), payer.verifyKey());
  }

  /// Opens to a memo that nobody can guess from the commitment.
  ///
  /// @throws IllegalArgumentException if the memo has more than 1,000 bytes or is no text
  public MemoOpening opening(String memo) {
    return new MemoOpening(Salt.of(random(Salt.LENGTH)), memo);
  }

  /// @param memo empty for none
  Optional<MemoOpening> openingOf(String memo) throws UsageException {
    try {
      return memo.isEmpty() ? Optional.empty() : Optional.of(opening(memo));
    } catch (IllegalArgumentException e) {
      throw new UsageException(
          "text-too-long", "A memo is a text of at most " + MemoOpening.MEMO_BYTES_MAX + " bytes.");
    }
  }

  private byte[] random(int length) {
    var bytes = new byte[length];
    random.nextBytes(bytes);
    return bytes;
  }
}
