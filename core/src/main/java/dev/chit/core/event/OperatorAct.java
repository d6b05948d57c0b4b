package dev.chit.core.event;

import dev.chit.core.AccountId;
import dev.chit.core.Label;
import dev.chit.core.LedgerId;
import dev.chit.core.Utf8;
import java.nio.ByteBuffer;
import java.util.Arrays;

/// What the operator decides about a ledger without moving units.
///
/// Bytes (big-endian): kind u8 ‖ ledger id 16 ‖ act id 16 ‖ account id 16 or zeros ‖ argument 32 or
/// zeros ‖ reason length u8 ‖ reason, UTF-8.
///
/// | kind | | argument |
/// |---|---|---|
/// | 1 | freeze | zeros |
/// | 2 | thaw | zeros |
/// | 3 | invite, of no account | hash of the code 32 |
/// | 4 | limits | per payment u64 ‖ per day u64 ‖ zeros 16 |
/// | 5 | appoint an auditor | zeros |
/// | 6 | dismiss an auditor | zeros |
///
/// @param id random; presenting an act again does nothing again
/// @param reason at most 200 bytes of UTF-8, may be empty
public record OperatorAct(LedgerId ledger, ActId id, Deed deed, String reason) {
  public static final int REASON_BYTES_MAX = Reasons.BYTES_MAX;

  private static final int ARGUMENT_LENGTH = 32;

  static final int HEAD_LENGTH =
      1 + LedgerId.LENGTH + ActId.LENGTH + AccountId.LENGTH + ARGUMENT_LENGTH + 1;

  private static final AccountId NOBODY = new AccountId(0, 0);

  /// What is done.
  public sealed interface Deed {
    /// The account can neither pay nor be paid.
    record Freeze(AccountId account) implements Deed {
      public Freeze {
        checkSomebody(account);
      }
    }

    /// The account is as it was before it was frozen.
    record Thaw(AccountId account) implements Deed {
      public Thaw {
        checkSomebody(account);
      }
    }

    /// Who knows the code may open an account, once.
    record Invite(InviteHash invite) implements Deed {
      public Invite {
        if (invite.equals(InviteHash.NONE)) {
          throw new IllegalArgumentException("invitation without a code");
        }
      }
    }

    /// The account may pay so much at once, and so much on one day (UTC).
    ///
    /// @param perPaymentMinor minor units, or [#NO_LIMIT]
    /// @param perDayMinor minor units, or [#NO_LIMIT]
    record SetLimits(AccountId account, long perPaymentMinor, long perDayMinor) implements Deed {
      public static final long NO_LIMIT = Long.MAX_VALUE;

      public SetLimits {
        checkSomebody(account);
        if (perPaymentMinor < 0 || perDayMinor < 0) {
          throw new IllegalArgumentException(
              "limits " + perPaymentMinor + ", " + perDayMinor + " (expected: 0 or more)");
        }
      }
    }

    /// The account may export the whole log.
    record AppointAuditor(AccountId account) implements Deed {
      public AppointAuditor {
        checkSomebody(account);
      }
    }

    /// The account may no longer export the log.
    record DismissAuditor(AccountId account) implements Deed {
      public DismissAuditor {
        checkSomebody(account);
      }
    }

    private static void checkSomebody(AccountId account) {
      if (account.equals(NOBODY)) {
        throw new IllegalArgumentException("act on no account");
      }
    }
  }

  /// @throws IllegalArgumentException if the reason is too long or no text
  public OperatorAct {
    Reasons.check(reason);
  }

  /// The bytes that [SignedAct] puts before the signature.
  public byte[] encode() {
    byte[] text = Utf8.encode(reason);
    ByteBuffer bytes = ByteBuffer.allocate(HEAD_LENGTH + text.length);
    bytes.put(kind()).put(ledger.bytes()).put(id.bytes());
    bytes.put(account(deed).bytes()).put(argument(deed));
    return bytes.put((byte) text.length).put(text).array();
  }

  /// What the signature is over: the label `chit/operator-act/v1` NUL, then [#encode].
  public byte[] signedBytes() {
    return Label.OPERATOR_ACT.before(encode());
  }

  static OperatorAct read(ByteBuffer from) throws BadEventException {
    try {
      byte kind = from.get();
      var ledger = new LedgerId(from.getLong(), from.getLong());
      var id = new ActId(from.getLong(), from.getLong());
      var account = new AccountId(from.getLong(), from.getLong());
      byte[] argument = Bytes.take(from, ARGUMENT_LENGTH);
      String reason = Bytes.takeText(from, REASON_BYTES_MAX);
      return new OperatorAct(ledger, id, deed(kind, account, argument), reason);
    } catch (IllegalArgumentException e) {
      throw new BadEventException("operator act: " + e.getMessage());
    }
  }

  private static Deed deed(byte kind, AccountId account, byte[] argument) throws BadEventException {
    Deed deed =
        switch (kind) {
          case 1 -> new Deed.Freeze(account);
          case 2 -> new Deed.Thaw(account);
          case 3 -> new Deed.Invite(InviteHash.of(argument));
          case 4 -> limits(account, ByteBuffer.wrap(argument));
          case 5 -> new Deed.AppointAuditor(account);
          case 6 -> new Deed.DismissAuditor(account);
          default -> throw new BadEventException("operator act of unknown kind " + kind);
        };
    if (!account(deed).equals(account) || !Arrays.equals(argument(deed), argument)) {
      throw new BadEventException("operator act with more than its kind has");
    }
    return deed;
  }

  private static Deed limits(AccountId account, ByteBuffer argument) {
    return new Deed.SetLimits(account, argument.getLong(), argument.getLong());
  }

  private byte kind() {
    return switch (deed) {
      case Deed.Freeze _ -> 1;
      case Deed.Thaw _ -> 2;
      case Deed.Invite _ -> 3;
      case Deed.SetLimits _ -> 4;
      case Deed.AppointAuditor _ -> 5;
      case Deed.DismissAuditor _ -> 6;
    };
  }

  private static AccountId account(Deed deed) {
    return switch (deed) {
      case Deed.Freeze(AccountId account) -> account;
      case Deed.Thaw(AccountId account) -> account;
      case Deed.Invite _ -> NOBODY;
      case Deed.SetLimits limits -> limits.account();
      case Deed.AppointAuditor(AccountId account) -> account;
      case Deed.DismissAuditor(AccountId account) -> account;
    };
  }

  private static byte[] argument(Deed deed) {
    ByteBuffer argument = ByteBuffer.allocate(ARGUMENT_LENGTH);
    return switch (deed) {
      case Deed.Freeze _, Deed.Thaw _, Deed.AppointAuditor _, Deed.DismissAuditor _ ->
          argument.array();
      case Deed.Invite(InviteHash invite) -> invite.bytes();
      case Deed.SetLimits limits ->
          argument.putLong(limits.perPaymentMinor()).putLong(limits.perDayMinor()).array();
    };
  }
}
