package dev.chit.client;

import dev.chit.core.AccountId;
import dev.chit.core.Amount;
import dev.chit.core.ChitId;
import dev.chit.core.Unit;
import java.time.Instant;

/// A payment from or to this account, with what was verified of it.
///
/// @param index of its event in the log
/// @param outgoing whether this account paid
/// @param otherName the other party's name, or its account id while the name is unknown
/// @param purpose what it belongs to
/// @param refundedMinor how much of it was given back since, minor units
/// @param text the chit, `chit:1:` and base64url
public record Receipt(
    ChitId chit,
    long index,
    boolean outgoing,
    AccountId other,
    String otherName,
    Amount amount,
    Unit unit,
    Memo memo,
    Purpose purpose,
    long refundedMinor,
    Instant at,
    Verification verification,
    String text) {

  /// How far this client has checked the payment by itself.
  public enum Verification {
    /// The chit's signature is good; its place in the log was not asked for yet.
    SIGNED,
    /// Its event is included in a checkpoint that the log signed and this client keeps.
    INCLUDED,
    /// The server's proof was wrong.
    FAILED
  }

  /// Without memo and chit.
  @Override
  public String toString() {
    return "Receipt[" + chit + ", " + verification + "]";
  }
}
