package dev.chit.client.talk;

import com.google.protobuf.ByteString;
import dev.chit.client.MessageState;
import dev.chit.client.state.SealedTable.Row;
import dev.chit.client.state.Tables;
import dev.chit.client.state.v1.DisappearRow;
import dev.chit.client.state.v1.ExpiringRow;
import dev.chit.client.state.v1.MessageRow;
import dev.chit.client.state.v1.UnseenNotice;
import dev.chit.client.talk.v1.DisappearAfter;
import dev.chit.client.talk.v1.Text;
import dev.chit.client.watch.Unseen;
import dev.chit.core.AccountId;
import dev.chit.core.MessageId;
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
    return (int) Math.min(Integer.toUnsignedLong(text.getDisappearSeconds()), maxSeconds());
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
        change.getVersion() > 0 && Integer.toUnsignedLong(change.getSeconds()) <= maxSeconds();
    if (!valid || !adopt(tables, conversation, row(change.getSeconds(), change.getVersion(), by))) {
      return;
    }
    keep(tables, conversation, by, id, notice, change.getSeconds());
    Unseen.add(
        tables,
        UnseenNotice.newBuilder()
            .setAccount(ByteString.copyFrom(by.bytes()))
            .setGroup(group)
            .setSeconds(change.getSeconds()));
  }

  /// Learns from a text to a group what holds there, as who came later has to.
  public static void learn(Tables tables, byte[] group, Text text) throws SQLException {
    if (text.getDisappearVersion() > 0 && text.getDisappearBy().size() == AccountId.LENGTH) {
      var by = AccountId.of(text.getDisappearBy().toByteArray());
      var _ = adopt(tables, group, row(seconds(text), text.getDisappearVersion(), by));
    }
  }

  /// Has the time of a message count from when it came; what is due goes with the next that is.
  public static void counts(Tables tables, byte[] key) throws SQLException {
    Optional<Row<MessageRow>> row = tables.messages.find(key);
    if (row.isPresent() && row.get().value().getDisappearSeconds() > 0) {
      MessageRow message = row.get().value();
      long at =
          message.getAtMillis() + Duration.ofSeconds(message.getDisappearSeconds()).toMillis();
      tables.messages.replace(
          row.get().sequence(), message.toBuilder().setDisappearsAtMillis(at).build());
      tables.expiring.put(
          key,
          ExpiringRow.newBuilder().setMessage(ByteString.copyFrom(key)).setAtMillis(at).build());
    }
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
      tables.messages.add(
          key,
          conversation,
          notice
              .setId(ByteString.copyFrom(id.bytes()))
              .setNotice(true)
              .setDisappearSeconds(seconds)
              .setRead(true)
              .setState((notice.getMine() ? MessageState.WAITING : MessageState.RECEIVED).name())
              .build());
    }
  }
}
