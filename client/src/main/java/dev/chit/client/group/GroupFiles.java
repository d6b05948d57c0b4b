package dev.chit.client.group;

import dev.chit.client.ChitRefusedException;
import dev.chit.client.MessageState;
import dev.chit.client.files.Audience;
import dev.chit.client.state.Tables;
import dev.chit.client.talk.Talk;
import dev.chit.client.talk.v1.Content;
import dev.chit.core.ConversationId;
import dev.chit.core.MessageId;
import dev.chit.core.group.GroupView;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Files for groups: the offer goes as any message to the group does.
public final class GroupFiles implements Audience {
  private final GroupMail mail;
  private final Talk talk;

  public GroupFiles(GroupMail mail, Talk talk) {
    this.mail = mail;
    this.talk = talk;
  }

  @Override
  public void require(Tables tables, ConversationId group)
      throws SQLException, ChitRefusedException {
    var _ = GroupTalk.mine(tables, group);
  }

  @Override
  public Announced post(Tables tables, ConversationId group, Content.Builder content)
      throws SQLException, ChitRefusedException {
    GroupView view = GroupTalk.mine(tables, group);
    MessageId id = mail.post.newMessageId();
    int recipients = mail.post.post(tables, talk::postTo, view, id, content);
    if (recipients == 0) {
      var toNobody = new GroupMail.Sent(0, 0, mail.post.unknown(tables, view));
      return new Announced(id, _ -> GroupMail.state(toNobody));
    }
    // Nobody answers before the job is on disk.
    CompletableFuture<GroupMail.Sent> answer = mail.await(id);
    return new Announced(id, patience -> await(id, answer, patience));
  }

  private MessageState await(
      MessageId id, CompletableFuture<GroupMail.Sent> answer, Duration patience)
      throws InterruptedException {
    try {
      return GroupMail.state(answer.get(patience.toNanos(), TimeUnit.NANOSECONDS));
    } catch (TimeoutException e) {
      return MessageState.WAITING;
    } catch (ExecutionException e) {
      throw new IllegalStateException("answers do not fail", e);
    } finally {
      mail.forget(id);
    }
  }
}
