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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/// What is done with messages that are there: shown, changed, taken back, searched.
public final class Conversing {
  private static final int ROWS_AT_ONCE = 500;

  private final ProfileStore store;
  private final Talk talk;
  private final ToGroup toGroup;
  private final InstantSource clock;

  /// Says something to a group, as part of a job.
  @FunctionalInterface
  public interface ToGroup {
    /// @throws ChitRefusedException `unknown-group`
    void say(Tables tables, ConversationId group, Content.Builder content)
        throws SQLException, ChitRefusedException;
  }

  public Conversing(ProfileStore store, Talk talk, ToGroup toGroup, InstantSource clock) {
    this.store = store;
    this.talk = talk;
    this.toGroup = toGroup;
    this.clock = clock;
  }

  // ── read marks ──

  /// Notes that texts of somebody were shown here, and tells them, if they are a contact and this
  /// profile tells such things.
  ///
  /// @param shown ids of texts; of more than are told at once only the last ones
  public void shown(Person by, List<MessageId> shown) throws ChitException, InterruptedException {
    List<MessageId> last =
        shown.subList(Math.max(0, shown.size() - MarksInbox.MARKS_MAX), shown.size());
    store.run(
        tables -> {
          var ids = new ArrayList<ByteString>();
          for (MessageId id : last) {
            Optional<Row<MessageRow>> row = tables.messages.find(Keys.message(by.account(), id));
            if (row.isPresent()
                && row.get().value().getGroup().isEmpty()
                && read(tables, row.get())) {
              ids.add(bytes(id));
            }
          }
          tell(tables, by, ids);
          return true;
        });
  }

  /// As [#shown(Person, List)], of texts in a group, whoever wrote them.
  public void shown(ConversationId group, List<MessageId> shown)
      throws ChitException, InterruptedException {
    List<MessageId> last =
        shown.subList(Math.max(0, shown.size() - MarksInbox.MARKS_MAX), shown.size());
    store.run(
        tables -> {
          Set<ByteString> ids = last.stream().map(Conversing::bytes).collect(Collectors.toSet());
          Map<ByteString, List<ByteString>> byAuthor = new LinkedHashMap<>();
          for (Row<MessageRow> row : Histories.inGroup(tables, group, ids)) {
            if (!row.value().getMine() && read(tables, row)) {
              byAuthor
                  .computeIfAbsent(row.value().getAccount(), _ -> new ArrayList<>())
                  .add(row.value().getId());
            }
          }
          for (Map.Entry<ByteString, List<ByteString>> one : byAuthor.entrySet()) {
            Optional<Person> author =
                People.known(tables, AccountId.of(one.getKey().toByteArray()));
            if (author.isPresent()) {
              tell(tables, author.get(), one.getValue());
            }
          }
          return true;
        });
  }

  /// @return whether it was not read before
  private boolean read(Tables tables, Row<MessageRow> row) throws SQLException {
    if (row.value().getRead()) {
      return false;
    }
    tables.messages.replace(row.sequence(), row.value().toBuilder().setRead(true).build());
    AccountId author = AccountId.of(row.value().getAccount().toByteArray());
    MessageId id = MessageId.of(row.value().getId().toByteArray());
    talk.expiry().begin(tables, Keys.message(author, id));
    return true;
  }

  private void tell(Tables tables, Person author, List<ByteString> ids) throws SQLException {
    if (!ids.isEmpty()
        && !tables.profile().getNoReadMarks()
        && Consent.isContact(tables, author.account())) {
      talk.post(
          tables,
          author,
          Content.newBuilder().setReadMarks(ReadMarks.newBuilder().addAllMessageIds(ids)));
    }
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
  /// @throws ChitRefusedException `not-yours`, `unknown-group`, `message-deleted`, `blocked`
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
  /// @throws ChitRefusedException `not-yours`, `unknown-group`, `message-deleted`, `blocked`
  public HistoryMessage takeBack(MessageId id) throws ChitException, InterruptedException {
    return store.run(
        tables -> {
          Row<MessageRow> row = own(tables, id);
          Forgetting.copies(tables, row.value());
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
    MessageRow after = TextChanges.with(row.value(), change);
    tables.messages.replace(row.sequence(), after);
    var changed = new Row<>(row.sequence(), after);
    String me = tables.profile().getName();
    if (!after.getGroup().isEmpty()) {
      toGroup.say(tables, ConversationId.of(after.getGroup().toByteArray()), said);
      return Histories.message(changed, me, me);
    }
    Person to =
        People.known(tables, AccountId.of(after.getAccount().toByteArray()))
            .orElseThrow(() -> new IllegalStateException("a message to somebody who was met"));
    to.requireOwnKey();
    talk.befriend(tables, to);
    talk.post(tables, to, said);
    return Histories.message(changed, to.name().value(), me);
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
          with.requireOwnKey();
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
