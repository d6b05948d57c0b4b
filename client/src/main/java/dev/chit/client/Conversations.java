package dev.chit.client;

import dev.chit.client.talk.Disappearing;
import dev.chit.core.AccountName;
import dev.chit.core.ConversationId;
import dev.chit.core.MessageId;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/// What is done with messages besides sending and reading them.
///
/// ```java
/// SentMessage sent = alice.send(new AccountName("bob"), "see you at tow");
/// alice.conversations().edit(sent.id(), "see you at two");
/// ```
public final class Conversations {
  /// Messages in one page of what was found.
  public static final int FOUND_MAX = 500;

  private static final int WORDS_MAX = 16;

  private final Engine engine;
  private final Duration patience;

  Conversations(Engine engine, Duration patience) {
    this.engine = engine;
    this.patience = patience;
  }

  /// Sends a text that answers a message of the same conversation. As [ChitClient#send].
  ///
  /// @throws ChitRefusedException `unknown-message` if it is not of this conversation
  public SentMessage reply(AccountName to, MessageId answered, String text)
      throws ChitException, InterruptedException {
    ChitClient.checkText(text);
    var person = engine.person(to);
    boolean isThere =
        engine.conversing.matching(answered.toString()).stream()
            .anyMatch(it -> it.with().equals(person.name().value()));
    if (!isThere) {
      throw new ChitRefusedException(
          "unknown-message", "There is no such message with " + person.name() + ".");
    }
    return Absence.accepted(
        engine, engine.talk.send(person, text, Optional.of(answered), patience), person);
  }

  /// Notes that texts of somebody were shown to this account's member, and tells them, unless that
  /// is switched off or they are no contact.
  ///
  /// @param texts ids of what was shown; others than theirs do not count
  public void shown(AccountName by, List<MessageId> texts)
      throws ChitException, InterruptedException {
    engine.conversing.shown(engine.person(by), texts);
  }

  /// Whether others are told what was read.
  public boolean tellsWhatIsRead() throws ChitException, InterruptedException {
    return engine.conversing.tellsWhatIsRead();
  }

  /// From now on others are told what was read, or not.
  public void tellWhatIsRead(boolean tell) throws ChitException, InterruptedException {
    engine.conversing.tellWhatIsRead(tell);
  }

  /// Changes a text of this account's, here and at its recipient's. Without a connection the change
  /// waits in the profile.
  ///
  /// @throws ChitRefusedException `not-yours`, `unknown-group`, `message-deleted`, `blocked`
  public HistoryMessage edit(MessageId id, String text) throws ChitException, InterruptedException {
    ChitClient.checkText(text);
    return engine.conversing.edit(id, text);
  }

  /// Takes a text of this account's back, here and at its recipient's, whose client may have shown
  /// it already. Without a connection that waits in the profile.
  ///
  /// @throws ChitRefusedException `not-yours`, `unknown-group`, `message-deleted`, `blocked`
  public HistoryMessage takeBack(MessageId id) throws ChitException, InterruptedException {
    return engine.conversing.takeBack(id);
  }

  /// Chooses after what time messages with somebody disappear from both profiles: at their
  /// recipient's so long after they were read, at their sender's after they were sent. Those that
  /// are there already stay. The other sees the change and may change it too.
  ///
  /// @param after whole seconds, at most [Disappearing#AFTER_MAX]; zero for never
  public void disappear(AccountName with, Duration after)
      throws ChitException, InterruptedException {
    checkAfter(after);
    engine.conversing.disappear(engine.person(with), after);
    engine.letLeave();
  }

  static void checkAfter(Duration after) throws UsageException {
    if (after.isNegative()
        || !after.truncatedTo(ChronoUnit.SECONDS).equals(after)
        || after.compareTo(Disappearing.AFTER_MAX) > 0) {
      throw new UsageException(
          "wrong-time", "Messages disappear after 1 second to 52 weeks, or never.");
    }
  }

  /// After what time what is written to somebody now disappears.
  public Optional<Duration> disappears(AccountName with)
      throws ChitException, InterruptedException {
    return engine.conversing.disappears(engine.person(with).account().bytes());
  }

  /// Removes all that was said with somebody from this profile; what they have stays with them.
  ///
  /// @return how many messages that were
  public long forget(AccountName with) throws ChitException, InterruptedException {
    return engine.conversing.forget(engine.person(with));
  }

  /// Removes all that was said in a group from this profile; this account stays in it.
  ///
  /// @return how many messages that were
  public long forget(ConversationId group) throws ChitException, InterruptedException {
    return engine.conversing.forget(group);
  }

  /// Messages in which all these words are, in any case and order, newest first. Needs no
  /// connection.
  ///
  /// @param limit 1 to [#FOUND_MAX]
  /// @param before a [HistoryMessage#position]; empty for the newest
  public List<FoundMessage> search(List<String> words, int limit, Optional<Long> before)
      throws ChitException, InterruptedException {
    ChitClient.checkLimit(limit, FOUND_MAX);
    if (words.stream().allMatch(String::isBlank) || words.size() > WORDS_MAX) {
      throw new UsageException("wrong-text", "Search for 1 to " + WORDS_MAX + " words.");
    }
    engine.catchUp();
    return engine.conversing.search(words, limit, before.orElse(Long.MAX_VALUE));
  }

  /// Messages whose ids begin with these hexadecimal digits, newest first, two at most. Needs no
  /// connection.
  public List<FoundMessage> matching(String digits) throws ChitException, InterruptedException {
    engine.catchUp();
    return engine.conversing.matching(digits);
  }
}
