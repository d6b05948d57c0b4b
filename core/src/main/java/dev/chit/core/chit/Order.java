package dev.chit.core.chit;

import dev.chit.core.AccountId;
import dev.chit.core.Amount;
import dev.chit.core.ChitId;
import dev.chit.core.Label;
import dev.chit.core.LedgerId;
import dev.chit.core.Reference;
import dev.chit.core.Unit;
import java.nio.ByteBuffer;

/// What a payer signs.
///
/// Bytes (136, big-endian): ledger id 16 ‖ chit id 16 ‖ payer 16 ‖ payee 16 ‖ amount u64 ‖ unit
/// code 8 (ASCII, NUL padded) ‖ not after u64 ‖ memo commitment 32 ‖ reference 16. See
/// `docs/protocol.md`, section "Chit", and `docs/vectors/chit.json`.
///
/// @param unitCode 1 to 8 of `A-Z`, `0-9`
/// @param notAfterSeconds epoch seconds, or 0 for the ledger's maximum life of a chit
/// @param reference a request's id, a refunded chit's id, or [Reference#NONE]
public record Order(
    LedgerId ledger,
    ChitId id,
    AccountId payer,
    AccountId payee,
    Amount amount,
    String unitCode,
    long notAfterSeconds,
    MemoCommitment memo,
    Reference reference) {
  public static final int LENGTH = 136;

  private static final byte[] LABEL = Label.ORDER.bytes();

  /// @throws IllegalArgumentException if the unit code or the time is out of its range
  public Order {
    Unit.checkCode(unitCode);
    if (notAfterSeconds < 0) {
      throw new IllegalArgumentException(
          "not after " + notAfterSeconds + " (expected: epoch seconds, 0 or more)");
    }
  }

  /// The order in exactly 136 bytes.
  ///
  /// @throws BadChitException if there are more or fewer, or a field is out of its range
  public static Order decode(byte[] bytes) throws BadChitException {
    if (bytes.length != LENGTH) {
      throw new BadChitException("order of " + bytes.length + " bytes (expected: " + LENGTH + ")");
    }
    return read(ByteBuffer.wrap(bytes));
  }

  static Order read(ByteBuffer from) throws BadChitException {
    try {
      return new Order(
          new LedgerId(from.getLong(), from.getLong()),
          new ChitId(from.getLong(), from.getLong()),
          new AccountId(from.getLong(), from.getLong()),
          new AccountId(from.getLong(), from.getLong()),
          new Amount(from.getLong()),
          Unit.codeOf(from.getLong()),
          from.getLong(),
          MemoCommitment.read(from),
          new Reference(from.getLong(), from.getLong()));
    } catch (IllegalArgumentException e) {
      throw new BadChitException("order: " + e.getMessage());
    }
  }

  /// The 136 bytes.
  public byte[] encode() {
    ByteBuffer bytes = ByteBuffer.allocate(LENGTH);
    write(bytes);
    return bytes.array();
  }

  /// What the signature is over: the label `chit/order/v1` NUL, then the 136 bytes.
  public byte[] signedBytes() {
    ByteBuffer bytes = ByteBuffer.allocate(LABEL.length + LENGTH).put(LABEL);
    write(bytes);
    return bytes.array();
  }

  static byte[] signedBytes(byte[] chit) {
    return ByteBuffer.allocate(LABEL.length + LENGTH).put(LABEL).put(chit, 0, LENGTH).array();
  }

  private void write(ByteBuffer into) {
    into.putLong(ledger.high()).putLong(ledger.low());
    into.putLong(id.high()).putLong(id.low());
    into.putLong(payer.high()).putLong(payer.low());
    into.putLong(payee.high()).putLong(payee.low());
    into.putLong(amount.minor());
    into.putLong(Unit.paddedCode(unitCode));
    into.putLong(notAfterSeconds);
    memo.write(into);
    into.putLong(reference.high()).putLong(reference.low());
  }
}
