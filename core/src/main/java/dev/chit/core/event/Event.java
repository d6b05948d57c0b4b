package dev.chit.core.event;

import dev.chit.core.AccountId;
import dev.chit.core.AccountName;
import dev.chit.core.Amount;
import dev.chit.core.Salt;
import dev.chit.core.SignatureBytes;
import dev.chit.core.Unit;
import dev.chit.core.VerifyKey;
import dev.chit.core.chit.MemoOpening;
import dev.chit.core.chit.ParsedChit;

/// One thing that happened. Its log index is its place in the order of all.
public sealed interface Event {
  /// 16 random bytes, so that a leaf reveals nothing to who does not hold the event.
  Salt salt();

  /// When it was logged, epoch milliseconds.
  long timeMillis();

  /// The first event of every log: what the ledger is.
  ///
  /// @param logKey its hash is the ledger's id
  /// @param operator the operator's identity key
  /// @param chitLifeSecondsMax how long an order without an end of its own may be presented, 1 or
  ///   more
  /// @param openingGrantMinor what each new account is given, in minor units, 0 to 2⁶²
  record Created(
      Salt salt,
      long timeMillis,
      VerifyKey logKey,
      Unit unit,
      VerifyKey operator,
      long chitLifeSecondsMax,
      long openingGrantMinor)
      implements Event {
    public Created {
      checkTime(timeMillis);
      if (chitLifeSecondsMax < 1) {
        throw new IllegalArgumentException(
            "chit life " + chitLifeSecondsMax + " (expected: 1 second or more)");
      }
      if (openingGrantMinor < 0 || openingGrantMinor > Amount.MINOR_MAX) {
        throw new IllegalArgumentException(
            "opening grant " + openingGrantMinor + " (expected: 0 to 2^62 minor units)");
      }
    }
  }

  /// An account came to be: a name is bound to a key.
  ///
  /// @param custodial the account's key is kept for its member by somebody else
  /// @param operator the account is the operator's
  /// @param invite the hash of the invitation that was used, or [InviteHash#NONE]
  /// @param statement of the account's first device; the account's id is its identity key's hash
  record Opened(
      Salt salt,
      long timeMillis,
      AccountName name,
      boolean custodial,
      boolean operator,
      InviteHash invite,
      StatementBytes statement)
      implements Event {
    public Opened {
      checkTime(timeMillis);
    }

    public AccountId account() {
      return AccountId.ofKey(statement.identity());
    }
  }

  /// A member paid a member. What a certified chit had set aside for it is used by it.
  record Settled(Salt salt, long timeMillis, ParsedChit chit) implements Event {
    public Settled {
      checkTime(timeMillis);
    }
  }

  /// The operator put units into circulation.
  ///
  /// @param reason opens the chit's memo commitment; at most 200 bytes of UTF-8
  record Issued(Salt salt, long timeMillis, ParsedChit chit, MemoOpening reason) implements Event {
    public Issued {
      checkTime(timeMillis);
      Reasons.check(reason.memo());
      if (!reason.commitment().equals(chit.order().memo())) {
        throw new IllegalArgumentException("reason that is not the one that the chit commits to");
      }
    }
  }

  /// A member gave units back to the operator.
  record Retired(Salt salt, long timeMillis, ParsedChit chit) implements Event {
    public Retired {
      checkTime(timeMillis);
    }
  }

  /// The operator did something that moves no units.
  record Administered(Salt salt, long timeMillis, SignedAct act) implements Event {
    public Administered {
      checkTime(timeMillis);
    }
  }

  /// A chit's sum was set aside for its payee.
  ///
  /// @param untilSeconds epoch seconds: the last second in which the chit can be settled, 0 or more
  record Certified(Salt salt, long timeMillis, ParsedChit chit, long untilSeconds)
      implements Event {
    public Certified {
      checkTime(timeMillis);
      if (untilSeconds < 0) {
        throw new IllegalArgumentException(
            "until " + untilSeconds + " (expected: epoch seconds, 0 or more)");
      }
    }
  }

  /// A certified chit's sum returned to its payer.
  ///
  /// @param certifiedIndex log index of the `certified` event, 0 or more
  record Released(Salt salt, long timeMillis, long certifiedIndex, Cause cause) implements Event {
    public Released {
      checkTime(timeMillis);
      if (certifiedIndex < 0) {
        throw new IllegalArgumentException(
            "certified event " + certifiedIndex + " (expected: a log index, 0 or more)");
      }
    }

    /// Why it returned.
    public sealed interface Cause {
      /// The payee gave the chit up.
      ///
      /// @param signature the payee's, over [dev.chit.core.chit.Cancellation#signedBytes]
      record Cancelled(SignatureBytes signature) implements Cause {}

      /// The chit was not settled in its time.
      record Expired() implements Cause {}
    }
  }

  /// A payer made a chit that it had drawn worthless, for ever.
  ///
  /// @param signature the payer's, over [dev.chit.core.chit.Revocation#signedBytes]
  record Revoked(Salt salt, long timeMillis, ParsedChit chit, SignatureBytes signature)
      implements Event {
    public Revoked {
      checkTime(timeMillis);
    }
  }

  /// Something about an account's devices.
  sealed interface OfDevice extends Event {
    /// The identity that says so; the account is the one that was opened with it.
    VerifyKey identity();

    /// The device's number within the account, 1 or more.
    int device();

    default AccountId account() {
      return AccountId.ofKey(identity());
    }
  }

  /// An account has one more device.
  ///
  /// @param statement the identity's word for it
  record DeviceAdded(Salt salt, long timeMillis, StatementBytes statement) implements OfDevice {
    public DeviceAdded {
      checkTime(timeMillis);
    }

    @Override
    public VerifyKey identity() {
      return statement.identity();
    }

    @Override
    public int device() {
      return statement.device();
    }
  }

  /// A device is an account's no longer, for ever.
  ///
  /// @param signature the identity's, over [DeviceRevocation#signedBytes]
  record DeviceRevoked(
      Salt salt, long timeMillis, VerifyKey identity, int device, SignatureBytes signature)
      implements OfDevice {
    public DeviceRevoked {
      checkTime(timeMillis);
      if (device < 1) {
        throw new IllegalArgumentException("device " + device + " (expected: 1 or more)");
      }
    }
  }

  /// An account ended, for ever. Its name rests, and is then free for others.
  ///
  /// @param signature the identity's, over [AccountClosing#signedBytes]
  record AccountClosed(Salt salt, long timeMillis, VerifyKey identity, SignatureBytes signature)
      implements Event {
    /// How long nobody can have the name: 90 days by the times of the events.
    public static final long NAME_REST_MILLIS = 90L * 24 * 60 * 60 * 1000;

    public AccountClosed {
      checkTime(timeMillis);
    }

    public AccountId account() {
      return AccountId.ofKey(identity);
    }
  }

  /// A member has taken over a custodial account, which ends for ever; their own, which the event
  /// before the payment of all that was in it opened, has its name.
  ///
  /// @param custodial the key that was kept for them
  /// @param own theirs
  /// @param byCustodian the custodial key's, over [AccountClaim#signedBytes]
  /// @param byMember theirs, over the same
  record Claimed(
      Salt salt,
      long timeMillis,
      VerifyKey custodial,
      VerifyKey own,
      SignatureBytes byCustodian,
      SignatureBytes byMember)
      implements Event {
    public Claimed {
      checkTime(timeMillis);
    }

    /// The account that ends.
    public AccountId account() {
      return AccountId.ofKey(custodial);
    }

    public AccountId successor() {
      return AccountId.ofKey(own);
    }
  }

  private static void checkTime(long timeMillis) {
    if (timeMillis < 0) {
      throw new IllegalArgumentException(
          "time " + timeMillis + " (expected: epoch milliseconds, 0 or more)");
    }
  }
}
