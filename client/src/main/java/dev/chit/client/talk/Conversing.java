package dev.chit.client.talk;

import com.google.protobuf.ByteString;
import dev.chit.client.ChitException;
import dev.chit.client.ChitRefusedException;
import dev.chit.client.FoundMessage;
import dev.chit.client.HistoryMessage;
import dev.chit.client.people.Consent;
import dev.chit.client.people.People;
import dev.chit.client.people.Person;
import dev.chit.client.state.ProfileStore;
import dev.chit.client.state.SealedTable.Row;
import dev.chit.client.state.Tables;
import dev.chit.client.state.v1.EarlyChangeRow;
import dev.chit.client.state.v1.MessageRow;
import dev.chit.client.talk.v1.Content;
import dev.chit.client.talk.v1.Deletion;
import dev.chit.client.talk.v1.DisappearAfter;
import dev.chit.client.talk.v1.Edit;
import dev.chit.client.talk.v1.ReadMarks;
import dev.chit.core.AccountId;
import dev.chit.core.ConversationId;
import dev.chit.core.MessageId;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;

/// What is done with messages that are there: shown, changed, taken back, searched.
public final class Conversing {
  private static final int ROWS_AT_ONCE = 500;

  private final ProfileStore store;
  private final Talk talk;
  private final InstantSource clock;

  public Conversing(ProfileStore store, Talk talk, InstantSource clock) {
    this.store = store;
    this.talk = talk;
    this.clock = clock;
  }

  // ── read marks ──

  /// Notes that texts of somebody were shown here, and tells them, if they are a contact and this
  /// profile tells such things.
  ///
  /// @param shown ids of texts; of more than are told at once only the last ones
  public void shown(Person by, List<MessageId> shown) throws ChitException, InterruptedException {
    List<MessageId> last =
        shown.subList(Math.max(0, shown.size() - ReadMarksInbox.MARKS_MAX), shown.size());
    store.run(
        tables -> {
          var ids = new ArrayList<ByteString>();
          for (MessageId id : last) {
            Optional<Row<MessageRow>> row = tables.messages.find(Keys.message(by.account(), id));
            if (row.isPresent() && !row.get().value().getRead()) {
              MessageRow read = row.get().value().toBuilder().setRead(true).build();
              tables.messages.replace(row.get().sequence(), read);
              talk.expiry().begin(tables, Keys.message(by.account(), id));
              ids.add(read.getId());
            }
          }
          if (!ids.isEmpty()
              && !tables.profile().getNoReadMarks()
              && Consent.isContact(tables, by.account())) {
            talk.post(
                tables,
                by,
                Content.newBuilder().setReadMarks(ReadMarks.newBuilder().addAllMessageIds(ids)));
          }
          return true;
        });
  }

  public boolean tellsWhatIsRead() throws ChitException, InterruptedException {
    return store.run(tables -> !tables.profile().getNoReadMarks());
  }

  public void tellWhatIsRead(boolean tell) throws ChitException, InterruptedException {
    store.run(
        tables -> {
          tables.profile(tables.profile().toBuilder().setNoReadMarks(!tell).build());
          return true;
        });
  }

  // ── changing ──

  /// Changes a text of this account's, here and at its recipient's.
  ///
  /// @throws ChitRefusedException `not-yours`, `not-direct`, `message-deleted`, `blocked`
  public HistoryMessage edit(MessageId id, String text) throws ChitException, InterruptedException {
    return store.run(
        tables -> {
          Row<MessageRow> row = own(tables, id);
          int version = row.value().getVersion() + 1;
          Edit.Builder edit =
              Edit.newBuilder().setMessageId(bytes(id)).setText(text).setVersion(version);
          return change(
              tables,
              row,
              EarlyChangeRow.newBuilder().setVersion(version).setText(text).build(),
              Content.newBuilder().setEdit(edit));
        });
  }

  /// Takes a text of this account's back, here and at its recipient's.
  ///
  /// @throws ChitRefusedException `not-yours`, `not-direct`, `message-deleted`, `blocked`
  public HistoryMessage takeBack(MessageId id) throws ChitException, InterruptedException {
    return store.run(
        tables -> {
          Row<MessageRow> row = own(tables, id);
          Forgetting.copies(tables, row.value().getAccount(), row.value().getId());
          return change(
              tables,
              row,
              EarlyChangeRow.newBuilder().setDeleted(true).build(),
              Content.newBuilder().setDeletion(Deletion.newBuilder().setMessageId(bytes(id))));
        });
  }

  private HistoryMessage change(
      Tables tables, Row<MessageRow> row, EarlyChangeRow change, Content.Builder said)
      throws SQLException, ChitRefusedException {
    if (!row.value().getGroup().isEmpty()) {
      throw new ChitRefusedException("not-direct", "What was said to a group cannot be changed.");
    }
    Person to =
        People.known(tables, AccountId.of(row.value().getAccount().toByteArray()))
            .orElseThrow(() -> new IllegalStateException("a message to somebody who was met"));
    talk.befriend(tables, to);
    MessageRow after = TextChanges.with(row.value(), change);
    tables.messages.replace(row.sequence(), after);
    talk.post(tables, to, said);
    return Histories.message(
        new Row<>(row.sequence(), after), to.name().value(), tables.profile().getName());
  }

  private static Row<MessageRow> own(Tables tables, MessageId id)
      throws SQLException, ChitRefusedException {
    Row<MessageRow> row =
        tables
            .messages
            .find(Keys.message(tables.account(), id))
            .filter(it -> !it.value().getNotice())
            .orElseThrow(
                () -> new ChitRefusedException("not-yours", "That is not a message of yours."));
    if (row.value().getDeleted()) {
      throw new ChitRefusedException("message-deleted", "This message was taken back.");
    }
    return row;
  }

  private static ByteString bytes(MessageId id) {
    return ByteString.copyFrom(id.bytes());
  }

  /// Removes all that was said with somebody from this profile, and nowhere else.
  ///
  /// @return how many messages that were
  public long forget(Person with) throws ChitException, InterruptedException {
    return store.run(
        tables -> Forgetting.person(tables, ByteString.copyFrom(with.account().bytes())));
  }

  /// Removes all that was said in a group from this profile, and nowhere else.
  ///
  /// @return how many messages that were
  public long forget(ConversationId group) throws ChitException, InterruptedException {
    return store.run(tables -> Forgetting.group(tables, ByteString.copyFrom(group.bytes())));
  }

  // ── disappearing ──

  /// Chooses after what time messages with somebody disappear, and tells them.
  ///
  /// @param after zero for never
  public void disappear(Person with, Duration after) throws ChitException, InterruptedException {
    store.run(
        tables -> {
          talk.befriend(tables, with);
          byte[] account = with.account().bytes();
          MessageId id = talk.newMessageId();
          MessageRow.Builder notice =
              MessageRow.newBuilder()
                  .setAccount(ByteString.copyFrom(account))
                  .setAtMillis(clock.millis());
          DisappearAfter change =
              Disappearing.choose(tables, account, (int) after.toSeconds(), id, notice);
          talk.post(tables, with, id, Content.newBuilder().setDisappearAfter(change));
          return true;
        });
  }

  /// After what time messages of a conversation disappear.
  ///
  /// @param conversation the other account, or the group
  public Optional<Duration> disappears(byte[] conversation)
      throws ChitException, InterruptedException {
    return store.run(tables -> Disappearing.after(tables, conversation));
  }

  // ── looking ──

  /// Messages in which all the words are, in any case and order, newest first.
  ///
  /// @param before a position; those before it
  public List<FoundMessage> search(List<String> words, int limit, long before)
      throws ChitException, InterruptedException {
    List<String> folded = words.stream().map(word -> word.toLowerCase(Locale.ROOT)).toList();
    return newest(
        row -> {
          if (row.getNotice()) {
            return false;
          }
          String text = row.getText().toLowerCase(Locale.ROOT);
          return folded.stream().allMatch(text::contains);
        },
        limit,
        before);
  }

  /// Messages whose ids begin with these hexadecimal digits, newest first, two at most.
  public List<FoundMessage> matching(String digits) throws ChitException, InterruptedException {
    return newest(
        row -> MessageId.of(row.getId().toByteArray()).toString().startsWith(digits),
        2,
        Long.MAX_VALUE);
  }

  /// Page by page, so that other work of the profile is not held up.
  private List<FoundMessage> newest(Predicate<MessageRow> wanted, int limit, long before)
      throws ChitException, InterruptedException {
    var found = new ArrayList<FoundMessage>();
    long from = before;
    while (found.size() < limit) {
      long start = from;
      List<Row<MessageRow>> page = store.run(tables -> tables.messages.before(start, ROWS_AT_ONCE));
      if (page.isEmpty()) {
        break;
      }
      from = page.getLast().sequence();
      List<Row<MessageRow>> hits = page.stream().filter(row -> wanted.test(row.value())).toList();
      List<Row<MessageRow>> taken = hits.subList(0, Math.min(hits.size(), limit - found.size()));
      found.addAll(store.run(tables -> messages(tables, taken)));
    }
    return found;
  }

  private static List<FoundMessage> messages(Tables tables, List<Row<MessageRow>> rows)
      throws SQLException {
    var messages = new ArrayList<FoundMessage>();
    for (Row<MessageRow> row : rows) {
      String author =
          People.known(tables, AccountId.of(row.value().getAccount().toByteArray()))
              .map(it -> it.name().value())
              .orElse("");
      Optional<String> group = group(tables, row.value());
      messages.add(
          new FoundMessage(
              group.orElse(author), Histories.message(row, author, tables.profile().getName())));
    }
    return messages;
  }

  private static Optional<String> group(Tables tables, MessageRow row) throws SQLException {
    return row.getGroup().isEmpty()
        ? Optional.empty()
        : tables.groups.groups.get(row.getGroup().toByteArray()).map(it -> "#" + it.getName());
  }
}
