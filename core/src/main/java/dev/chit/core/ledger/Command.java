package dev.chit.core.ledger;

import dev.chit.core.AccountName;
import dev.chit.core.ChitId;
import dev.chit.core.Unit;
import dev.chit.core.VerifyKey;
import dev.chit.core.chit.MemoOpening;
import dev.chit.core.chit.VerifiedCancellation;
import dev.chit.core.chit.VerifiedChit;
import dev.chit.core.chit.VerifiedRevocation;
import dev.chit.core.event.AccountClaim;
import dev.chit.core.event.AccountClosing;
import dev.chit.core.event.DeviceRevocation;
import dev.chit.core.event.InviteHash;
import dev.chit.core.event.StatementBytes;
import dev.chit.core.event.VerifiedAct;
import java.util.Optional;

/// What may be asked of the ledger. Signatures are checked before: a command is only made of what
/// was verified.
///
/// A new kind of command is a record here, a rule, and a line in each of [Ledger]'s two switches;
/// what happens to a chit is all in [ChitLife].
public sealed interface Command {

  /// The first command of all: writes `created`, and `opened` for the operator.
  ///
  /// @param logKey the key that signs checkpoints
  /// @param operatorDevice the operator's own first device, its signature checked
  record Create(
      VerifyKey logKey,
      Unit unit,
      StatementBytes operatorDevice,
      long chitLifeSecondsMax,
      long openingGrantMinor)
      implements Command {}

  /// Opens an account. Asking again for the same name with the same key repeats.
  ///
  /// @param device the account's first device, its signature checked
  /// @param invite hash of the invitation's code, or [InviteHash#NONE]
  /// @param custodial the account's key is kept for its member by somebody else
  /// @param grant the operator's chit to the new account, settled with the opening or not at all
  record Open(
      AccountName name,
      StatementBytes device,
      InviteHash invite,
      boolean custodial,
      Optional<Settle> grant)
      implements Command {
    public Open(AccountName name, StatementBytes device) {
      this(name, device, InviteHash.NONE, false, Optional.empty());
    }
  }

  /// Moves the money of a chit, once.
  ///
  /// @param reason opens the memo commitment of an operator's chit; nobody else gives one
  record Settle(VerifiedChit chit, Optional<MemoOpening> reason) implements Command {
    public Settle(VerifiedChit chit) {
      this(chit, Optional.empty());
    }
  }

  /// Sets a chit's sum aside for its payee, once.
  record Certify(VerifiedChit chit) implements Command {}

  /// Lets a certified chit's sum return, because its payee gives it up.
  record Cancel(VerifiedCancellation cancellation) implements Command {}

  /// Lets a certified chit's sum return, because its time is over. The server's own.
  record Expire(ChitId chit) implements Command {}

  /// Makes a chit that was neither settled nor certified worthless.
  record Revoke(VerifiedRevocation revocation) implements Command {}

  /// Adds a device to an account. Adding the very same again repeats.
  ///
  /// @param statement its signature checked
  record AddDevice(StatementBytes statement) implements Command {}

  /// Takes a device from an account, for ever.
  record RevokeDevice(DeviceRevocation.Verified revocation) implements Command {}

  /// Hands a custodial account over to a member: their own is opened under its name, and what is in
  /// it is paid to that. Again repeats.
  ///
  /// @param device the member's first device, its signature checked
  /// @param payment of the whole balance; empty if that is nothing
  record Claim(
      AccountName name,
      AccountClaim.Verified claim,
      StatementBytes device,
      Optional<Settle> payment)
      implements Command {
    public Claim {
      if (!device.identity().equals(claim.claim().own())) {
        throw new IllegalArgumentException("a device of somebody else (expected: the member's)");
      }
    }
  }

  /// Ends an account in which there is nothing. Again repeats.
  record Close(AccountClosing.Verified closing) implements Command {}

  /// Does what the operator signed.
  record Act(VerifiedAct act) implements Command {}
}
