package dev.chit.client.group;

import com.google.protobuf.ByteString;
import dev.chit.client.ChitException;
import dev.chit.client.ChitRefusedException;
import dev.chit.client.HistoryMessage;
import dev.chit.client.MessageState;
import dev.chit.client.SentToGroup;
import dev.chit.client.state.ProfileStore;
import dev.chit.client.state.SealedTable.Row;
import dev.chit.client.state.Tables;
import dev.chit.client.state.v1.MessageRow;
import dev.chit.client.talk.Disappearing;
import dev.chit.client.talk.Histories;
import dev.chit.client.talk.Keys;
import dev.chit.client.talk.Talk;
import dev.chit.client.talk.v1.Content;
import dev.chit.client.talk.v1.DisappearAfter;
import dev.chit.client.talk.v1.Text;
import dev.chit.core.AccountId;
import dev.chit.core.ConversationId;
import dev.chit.core.MessageId;
import dev.chit.core.group.GroupView;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// What this account says in groups.
public final class GroupTalk {
  private final ProfileStore store;
  private final GroupMail mail;
  private final Talk talk;
  private final InstantSource clock;

  public GroupTalk(ProfileStore store, GroupMail mail, Talk talk, InstantSource clock) {
    this.store = store;
    this.mail = mail;
    this.talk = talk;
    this.clock = clock;
  }

  /// Keeps a text and has it sent; waits for the answer of the server about everybody.
  ///
  /// @param replyTo the message that it answers
  /// @throws ChitRefusedException `unknown-group`, `unknown-message`
  public SentToGroup send(
      ConversationId group, String text, Optional<MessageId> replyTo, Duration patience)
      throws ChitException, InterruptedException {
    MessageId id = mail.post.newMessageId();
    CompletableFuture<GroupMail.Sent> answer = mail.await(id);
    try {
      Text.Builder said = Text.newBuilder().setText(text);
      replyTo.ifPresent(it -> said.setReplyTo(ByteString.copyFrom(it.bytes())));
      Optional<GroupMail.Sent> toNobody = store.run(tables -> post(tables, group, id, said));
      if (toNobody.isPresent()) {
        int refused = toNobody.get().refused();
        return new SentToGroup(id, GroupMail.state(toNobody.get()), 0, 0, refused);
      }
      GroupMail.Sent sent = answer.get(patience.toNanos(), TimeUnit.NANOSECONDS);
      return new SentToGroup(
          id, GroupMail.state(sent), sent.delivered(), sent.stored(), sent.refused());
    } catch (TimeoutException e) {
      return new SentToGroup(id, MessageState.WAITING, 0, 0, 0);
    } catch (ExecutionException e) {
      throw new IllegalStateException("answers do not fail", e);
    } finally {
      mail.forget(id);
    }
  }

  /// @return what became of it if it goes to no device
  private Optional<GroupMail.Sent> post(
      Tables tables, ConversationId group, MessageId id, Text.Builder text)
      throws SQLException, ChitRefusedException {
    GroupView view = mine(tables, group);
    AccountId me = tables.account();
    if (!text.getReplyTo().isEmpty()
        && Histories.inGroup(tables, group, Set.of(text.getReplyTo())).isEmpty()) {
      throw new ChitRefusedException(
          "unknown-message", "There is no such message in #" + view.name() + ".");
    }
    Text.Builder said = Disappearing.timedInGroup(tables, group.bytes(), text);
    int recipients =
        mail.post.post(tables, talk::postTo, view, id, Content.newBuilder().setText(said));
    Optional<GroupMail.Sent> toNobody =
        recipients > 0
            ? Optional.empty()
            : Optional.of(new GroupMail.Sent(0, 0, mail.post.unknown(tables, view)));
    MessageState state = toNobody.map(GroupMail::state).orElse(MessageState.WAITING);
    byte[] key = Keys.message(me, id);
    tables.messages.add(
        key,
        group.bytes(),
        row(me, group)
            .setId(ByteString.copyFrom(id.bytes()))
            .setMine(true)
            .setText(said.getText())
            .setReplyTo(said.getReplyTo())
            .setState(state.name())
            .setDisappearSeconds(said.getDisappearSeconds())
            .build());
    talk.expiry().begin(tables, key);
    return toNobody;
  }

  private MessageRow.Builder row(AccountId me, ConversationId group) {
    return MessageRow.newBuilder()
        .setAccount(ByteString.copyFrom(me.bytes()))
        .setGroup(ByteString.copyFrom(group.bytes()))
        .setAtMillis(clock.millis());
  }

  /// @throws ChitRefusedException `unknown-group` unless this account is in it
  static GroupView mine(Tables tables, ConversationId group)
      throws SQLException, ChitRefusedException {
    Optional<GroupView> view = GroupRows.view(tables, group);
    if (view.isEmpty() || view.get().role(tables.account()).isEmpty()) {
      throw GroupDesk.unknown(group.toString());
    }
    return view.get();
  }

  /// Says something about a message of this account's, as part of the job that changes it.
  ///
  /// @throws ChitRefusedException `unknown-group`
  public void say(Tables tables, ConversationId group, Content.Builder content)
      throws SQLException, ChitRefusedException {
    GroupView view = mine(tables, group);
    var _ = mail.post.post(tables, talk::postTo, view, mail.post.newMessageId(), content);
  }

  /// Chooses after what time messages of a group disappear, and tells the others.
  ///
  /// @param after zero for never
  public void disappear(ConversationId group, Duration after)
      throws ChitException, InterruptedException {
    store.run(
        tables -> {
          GroupView view = mine(tables, group);
          MessageId id = mail.post.newMessageId();
          DisappearAfter change =
              Disappearing.choose(
                  tables, group.bytes(), (int) after.toSeconds(), id, row(tables.account(), group));
          Content.Builder content = Content.newBuilder().setDisappearAfter(change);
          return mail.post.post(tables, talk::postTo, view, id, content);
        });
  }

  /// Messages of a group, oldest first.
  public List<HistoryMessage> history(ConversationId group, int limit, long before)
      throws ChitException, InterruptedException {
    return store.run(
        tables -> {
          var all = new ArrayList<HistoryMessage>();
          for (Row<MessageRow> row : tables.messages.tagged(group.bytes(), before, limit)) {
            all.addFirst(message(tables, row));
          }
          return all;
        });
  }

  private static HistoryMessage message(Tables tables, Row<MessageRow> row) throws SQLException {
    AccountId author = AccountId.of(row.value().getAccount().toByteArray());
    var readers = new ArrayList<String>();
    for (ByteString reader : row.value().getReadByList()) {
      readers.add(GroupDesk.name(tables, AccountId.of(reader.toByteArray())));
    }
    return Histories.message(row, GroupDesk.name(tables, author), tables.profile().getName())
        .readBy(readers);
  }
}
