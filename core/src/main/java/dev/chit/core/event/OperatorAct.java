package dev.chit.core.event;

import dev.chit.core.AccountId;
import dev.chit.core.Label;
import dev.chit.core.LedgerId;
import dev.chit.core.Utf8;
import java.nio.ByteBuffer;

/// What the operator decides about a ledger without moving units.
///
/// Bytes (big-endian): kind u8 (1 freeze, 2 thaw, 3 invite) ‖ ledger id 16 ‖ act id 16 ‖ account id
/// 16 or zeros ‖ invite hash 32 or zeros ‖ reason length u8 ‖ reason, UTF-8.
///
/// @param id random; presenting an act again does nothing again
/// @param reason at most 200 bytes of UTF-8, may be empty
public record OperatorAct(LedgerId ledger, ActId id, Deed deed, String reason) {
  public static final int REASON_BYTES_MAX = Reasons.BYTES_MAX;

  static final int HEAD_LENGTH =
      1 + LedgerId.LENGTH + ActId.LENGTH + AccountId.LENGTH + InviteHash.LENGTH + 1;

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
    bytes.put(account(deed).bytes()).put(invite(deed).bytes());
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
      InviteHash invite = InviteHash.of(Bytes.take(from, InviteHash.LENGTH));
      String reason = Bytes.takeText(from, REASON_BYTES_MAX);
      return new OperatorAct(ledger, id, deed(kind, account, invite), reason);
    } catch (IllegalArgumentException e) {
      throw new BadEventException("operator act: " + e.getMessage());
    }
  }

  private static Deed deed(byte kind, AccountId account, InviteHash invite)
      throws BadEventException {
    Deed deed =
        switch (kind) {
          case 1 -> new Deed.Freeze(account);
          case 2 -> new Deed.Thaw(account);
          case 3 -> new Deed.Invite(invite);
          default -> throw new BadEventException("operator act of unknown kind " + kind);
        };
    if (!account(deed).equals(account) || !invite(deed).equals(invite)) {
      throw new BadEventException("operator act about both an account and an invitation");
    }
    return deed;
  }

  private byte kind() {
    return switch (deed) {
      case Deed.Freeze _ -> 1;
      case Deed.Thaw _ -> 2;
      case Deed.Invite _ -> 3;
    };
  }

  private static AccountId account(Deed deed) {
    return switch (deed) {
      case Deed.Freeze(AccountId account) -> account;
      case Deed.Thaw(AccountId account) -> account;
      case Deed.Invite _ -> NOBODY;
    };
  }

  private static InviteHash invite(Deed deed) {
    return switch (deed) {
      case Deed.Freeze _, Deed.Thaw _ -> InviteHash.NONE;
      case Deed.Invite(InviteHash invite) -> invite;
    };
  }
}
