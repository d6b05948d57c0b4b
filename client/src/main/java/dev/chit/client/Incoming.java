package dev.chit.client;

import dev.chit.core.AccountId;
import dev.chit.core.Amount;
import dev.chit.core.ChitId;
import dev.chit.core.ConversationId;
import dev.chit.core.MessageId;
import dev.chit.core.Unit;
import dev.chit.crypto.Fingerprint;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What arrives, in order. Texts and names come from other people: print them with care.
public sealed interface Incoming {

  /// @param from the sender's verified name
  /// @param asksToTalk the fingerprint of a stranger's key; empty if the sender is a contact
  /// @param replyTo the message that it answers
  /// @param endToEnd sealed by its sender; false if the server keeps their key, and reads it
  record Message(
      MessageId id,
      String from,
      AccountId account,
      String text,
      Instant at,
      Optional<Fingerprint> asksToTalk,
      Optional<MessageId> replyTo,
      boolean endToEnd)
      implements Incoming {
    /// Without the text.
    @Override
    public String toString() {
      return "Message[" + id + "]";
    }
  }

  /// Somebody changed a text of theirs.
  ///
  /// @param group name of the group, empty between the two
  record MessageEdited(
      MessageId id, String from, AccountId account, String text, Optional<String> group)
      implements Incoming {
    /// Without the text.
    @Override
    public String toString() {
      return "MessageEdited[" + id + "]";
    }
  }

  /// Somebody took a text of theirs back.
  ///
  /// @param group name of the group, empty between the two
  record MessageDeleted(MessageId id, String from, AccountId account, Optional<String> group)
      implements Incoming {}

  /// Somebody chose when messages disappear.
  ///
  /// @param group name of the group, empty between the two
  /// @param after having been read; zero: no longer
  record DisappearAfter(String by, AccountId account, Optional<String> group, Duration after)
      implements Incoming {}

  /// A stranger asks to talk and has written nothing yet; what they sent is held back.
  record TalkRequest(String from, AccountId account, Fingerprint fingerprint) implements Incoming {}

  /// Whom this account had asked to talk does not want to.
  record TalkRefused(String by, AccountId account) implements Incoming {}

  /// Somebody paid this account.
  ///
  /// @param from the payer's verified name
  /// @param balance of this account right after it, minor units
  /// @param index in the log
  record Payment(
      ChitId chit,
      String from,
      AccountId account,
      Amount amount,
      Unit unit,
      Memo memo,
      Purpose purpose,
      long index,
      long balance,
      Instant at)
      implements Incoming {}

  /// The memo of a payment that was reported before, or the news that it does not match.
  record MemoAttached(ChitId chit, String from, AccountId account, Memo memo) implements Incoming {}

  /// A message of this profile came further.
  record MessageMoved(MessageId id, String to, MessageState state) implements Incoming {}

  /// A payment of this account was settled: an earlier one that had no answer, or one that another
  /// holder or device presented.
  record PaymentSettled(
      ChitId chit, String to, AccountId account, Amount amount, Unit unit, long index, long balance)
      implements Incoming {}

  /// An earlier payment that had no answer was refused: nothing moved.
  record PaymentRefused(ChitId chit, String code, String message) implements Incoming {}

  /// A contact came or went, as the server says.
  record Presence(String name, AccountId account, boolean online) implements Incoming {}

  /// The connection's state is another one. Further tries of one that is lost are no news.
  record Connection(ConnectionState state) implements Incoming {}

  /// A chit of or to this account came further by somebody else's doing: it was certified, given
  /// up, revoked, or its time ran out.
  ///
  /// @param state what happened; the chit may have come further since
  record ChitMoved(ChitState state, KeptChit chit) implements Incoming {}

  /// Something happened to a request for money, one's own or somebody's.
  record Request(What what, MoneyRequest request) implements Incoming {
    public enum What {
      /// Somebody asks this account to pay.
      ASKED,
      /// A request of this account was paid; the payment is reported as well, behind this.
      PAID,
      /// Whom this account had asked will not pay.
      REFUSED,
      /// Somebody still waits for this account to pay.
      REMINDED,
      /// Somebody no longer wants this account to pay.
      WITHDRAWN
    }
  }

  /// A message to a group.
  ///
  /// @param from the sender's verified name
  /// @param group its id; its name may have changed since
  /// @param replyTo the message that it answers
  record GroupMessage(
      MessageId id,
      ConversationId group,
      String groupName,
      String from,
      AccountId account,
      String text,
      Instant at,
      Optional<MessageId> replyTo)
      implements Incoming {
    /// Without the text.
    @Override
    public String toString() {
      return "GroupMessage[" + id + "]";
    }
  }

  /// A group became different by what its members did.
  ///
  /// @param by name of who did it
  /// @param names of those whom it is about
  record GroupNews(Kind what, ConversationId group, String groupName, String by, List<String> names)
      implements Incoming {
    public GroupNews {
      names = List.copyOf(names);
    }

    public enum Kind {
      /// This account is in it from now on.
      INVITED,
      ADDED,
      /// This account may be among them.
      REMOVED,
      LEFT,
      /// It has another name.
      NAMED,
      /// They are admins now.
      ADMIN,
      /// They are admins no longer.
      MEMBER
    }
  }

  /// Somebody sent a file, which can be saved now.
  record File(SharedFile file) implements Incoming {}

  /// Something that a person should know.
  ///
  /// @param code stable: `key-changed`, `own-name-bound-elsewhere`, `history-rewritten`,
  ///   `message-lost`, `not-trusted`, `stranger-dropped`, `too-many-strangers`
  /// @param message one sentence
  record Warning(String code, String message) implements Incoming {}
}
