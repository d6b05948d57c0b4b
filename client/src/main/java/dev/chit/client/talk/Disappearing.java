package dev.chit.client.talk;

import com.google.protobuf.ByteString;
import dev.chit.client.MessageState;
import dev.chit.client.state.SealedTable.Row;
import dev.chit.client.state.Tables;
import dev.chit.client.state.v1.DisappearRow;
import dev.chit.client.state.v1.MessageRow;
import dev.chit.client.state.v1.UnseenNotice;
import dev.chit.client.talk.v1.DisappearAfter;
import dev.chit.client.talk.v1.Text;
import dev.chit.client.watch.Unseen;
import dev.chit.core.AccountId;
import dev.chit.core.ConversationId;
import dev.chit.core.MessageId;
import dev.chit.core.Sha256;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Optional;

/// How long after reading it what is written in a conversation disappears. Every text carries its
/// own time, so that it does not matter what comes first. Of changes of the time that several make
/// at once all ends keep the same one, whatever order they hear of them in.
public final class Disappearing {
  /// The longest time.
  public static final Duration AFTER_MAX = Duration.ofDays(52 * 7);

  /// How far beyond what holds here a change may count: more than others make while one is away,
  /// and so little that nobody uses the versions up.
  static final int STEP_MAX = 10_000;

  /// The change that holds is the greatest.
  private static final Comparator<DisappearRow> ORDER =
      Comparator.comparingInt(DisappearRow::getVersion)
          .thenComparing(
              row -> row.getBy().toByteArray(), (one, other) -> Arrays.compareUnsigned(one, other));

  private Disappearing() {}

  /// How a conversation stands.
  ///
  /// @param conversation the other account, or the group
  static DisappearRow of(Tables tables, byte[] conversation) throws SQLException {
    return tables.disappearing.get(conversation).orElse(DisappearRow.getDefaultInstance());
  }

  /// The time after which what is written now disappears.
  public static Optional<Duration> after(Tables tables, byte[] conversation) throws SQLException {
    return duration(of(tables, conversation).getSeconds());
  }

  /// Empty for none.
  public static Optional<Duration> duration(int seconds) {
    return seconds == 0 ? Optional.empty() : Optional.of(Duration.ofSeconds(seconds));
  }

  /// A text of one's own to somebody, with the time that holds between them.
  public static Text.Builder timed(Tables tables, byte[] other, Text.Builder text)
      throws SQLException {
    return text.setDisappearSeconds(of(tables, other).getSeconds());
  }

  /// As [#timed], to a group.
  public static Text.Builder timedInGroup(Tables tables, byte[] group, Text.Builder text)
      throws SQLException {
    DisappearRow now = of(tables, group);
    return text.setDisappearSeconds(now.getSeconds())
        .setDisappearVersion(now.getVersion())
        .setDisappearBy(now.getBy());
  }

  /// The time of a text as it counts here.
  public static int seconds(Text text) {
    return seconds(text.getDisappearSeconds());
  }

  /// A time that somebody else said, as it counts here.
  public static int seconds(int said) {
    return (int) Math.min(Integer.toUnsignedLong(said), maxSeconds());
  }

  private static long maxSeconds() {
    return AFTER_MAX.toSeconds();
  }

  // ── changing ──

  /// Changes the time, and keeps a line that says so.
  ///
  /// @param seconds 0 for off
  /// @param notice the line, without what it says
  /// @return what to tell the others
  public static DisappearAfter choose(
      Tables tables, byte[] conversation, int seconds, MessageId id, MessageRow.Builder notice)
      throws SQLException {
    AccountId me = tables.account();
    int version = of(tables, conversation).getVersion() + 1;
    tables.disappearing.put(conversation, row(seconds, version, me));
    keep(tables, conversation, me, id, notice.setMine(true), seconds);
    return DisappearAfter.newBuilder().setSeconds(seconds).setVersion(version).build();
  }

  /// Takes somebody's change in, if it holds.
  ///
  /// @param group empty between two people
  /// @param notice the line that says so, without what it says
  public static void chosen(
      Tables tables,
      AccountId by,
      byte[] conversation,
      ByteString group,
      DisappearAfter change,
      MessageId id,
      MessageRow.Builder notice)
      throws SQLException {
    boolean valid =
        isNear(tables, conversation, change.getVersion())
            && Integer.toUnsignedLong(change.getSeconds()) <= maxSeconds();
    if (!valid || !adopt(tables, conversation, row(change.getSeconds(), change.getVersion(), by))) {
      return;
    }
    announce(tables, by, conversation, group, change.getSeconds(), id, notice);
  }

  private static void announce(
      Tables tables,
      AccountId by,
      byte[] conversation,
      ByteString group,
      int seconds,
      MessageId id,
      MessageRow.Builder notice)
      throws SQLException {
    keep(tables, conversation, by, id, notice, seconds);
    Unseen.add(
        tables,
        UnseenNotice.newBuilder()
            .setAccount(ByteString.copyFrom(by.bytes()))
            .setGroup(group)
            .setSeconds(seconds));
  }

  /// Learns from a text to a group what holds there, as who came later has to, and keeps a line
  /// that says so unless it is the same time as before.
  ///
  /// @param by who chose it
  /// @param id of the text
  /// @param notice the line, without what it says
  public static void learn(
      Tables tables,
      AccountId by,
      ConversationId group,
      Text text,
      MessageId id,
      MessageRow.Builder notice)
      throws SQLException {
    int seconds = seconds(text);
    int before = of(tables, group.bytes()).getSeconds();
    if (isNear(tables, group.bytes(), text.getDisappearVersion())
        && adopt(tables, group.bytes(), row(seconds, text.getDisappearVersion(), by))
        && seconds != before) {
      announce(
          tables,
          by,
          group.bytes(),
          ByteString.copyFrom(group.bytes()),
          seconds,
          ofNotice(id),
          notice);
    }
  }

  /// The id of the line about what was learned from a text, as good as any other but the same each
  /// time.
  private static MessageId ofNotice(MessageId text) {
    byte[] hash = Sha256.of(text.bytes());
    return MessageId.of(Arrays.copyOf(hash, MessageId.LENGTH));
  }

  /// Whether a text to a group names a change that holds, if it is one, and is not known yet.
  public static boolean isNew(Tables tables, byte[] group, Text text) throws SQLException {
    DisappearRow named =
        DisappearRow.newBuilder()
            .setVersion(text.getDisappearVersion())
            .setBy(text.getDisappearBy())
            .build();
    return ORDER.compare(named, of(tables, group)) > 0;
  }

  private static boolean isNear(Tables tables, byte[] conversation, int version)
      throws SQLException {
    return version > 0 && version - (long) of(tables, conversation).getVersion() <= STEP_MAX;
  }

  /// What holds in a conversation, to go with the member to a further device.
  public static DisappearRow row(Tables tables, byte[] conversation) throws SQLException {
    return of(tables, conversation);
  }

  /// Takes over what holds in a conversation at another device of this account.
  public static void keep(Tables tables, byte[] conversation, DisappearRow row)
      throws SQLException {
    var _ = adopt(tables, conversation, row);
  }

  private static boolean adopt(Tables tables, byte[] conversation, DisappearRow change)
      throws SQLException {
    boolean holds = ORDER.compare(change, of(tables, conversation)) > 0;
    if (holds) {
      tables.disappearing.put(conversation, change);
    }
    return holds;
  }

  private static DisappearRow row(int seconds, int version, AccountId by) {
    return DisappearRow.newBuilder()
        .setSeconds(seconds)
        .setVersion(version)
        .setBy(ByteString.copyFrom(by.bytes()))
        .build();
  }

  private static void keep(
      Tables tables,
      byte[] conversation,
      AccountId by,
      MessageId id,
      MessageRow.Builder notice,
      int seconds)
      throws SQLException {
    byte[] key = Keys.message(by, id);
    Optional<Row<MessageRow>> there = tables.messages.find(key);
    if (there.isEmpty()) {
      if (notice.getState().isEmpty()) {
        notice.setState((notice.getMine() ? MessageState.WAITING : MessageState.RECEIVED).name());
      }
      tables.messages.add(
          key,
          conversation,
          notice
              .setId(ByteString.copyFrom(id.bytes()))
              .setNotice(true)
              .setDisappearSeconds(seconds)
              .setRead(true)
              .build());
    }
  }
}
