package dev.chit.server.edge;

import com.google.protobuf.ByteString;
import dev.chit.core.AccountId;
import dev.chit.server.calls.Refusals;
import dev.chit.server.mailbox.Letter;
import dev.chit.server.mailbox.Mailboxes;
import dev.chit.server.mailbox.Sender;
import dev.chit.server.mailbox.store.DeviceAddress;
import dev.chit.server.mailbox.store.Envelope;
import dev.chit.wire.Ids;
import dev.chit.wire.Limits;
import dev.chit.wire.Refusal;
import dev.chit.wire.v1.Send;
import org.jspecify.annotations.Nullable;

/// Takes sends in: checks their form and hands them to the recipient's mailbox.
final class Post {
  private final Mailboxes mailboxes;

  Post(Mailboxes mailboxes) {
    this.mailboxes = mailboxes;
  }

  /// The sender hears what became of it.
  void send(Member member, Send send, Sender sender, long nowMillis, long nowNanos) {
    Refusal refusal = check(send);
    if (refusal != null) {
      sender.refused(send.getRequest(), refusal);
      return;
    }
    var recipient = new DeviceAddress(Ids.account(send.getRecipient()), send.getDevice());
    var envelope =
        new Envelope(
            member.accountBytes(),
            member.address().device(),
            send.getId(),
            send.getEnvelope(),
            nowMillis);
    mailboxes.deliver(recipient, new Letter(envelope, sender, send.getRequest(), nowNanos));
  }

  private static @Nullable Refusal check(Send send) {
    if (send.getRecipient().size() != AccountId.LENGTH || send.getDevice() < 1) {
      return Refusals.badRequest("A recipient is an account id of 16 bytes and a device from 1.");
    }
    return check(send.getId(), send.getEnvelope());
  }

  /// What is wrong with an envelope, or null.
  static @Nullable Refusal check(ByteString id, ByteString envelope) {
    if (id.size() != AccountId.LENGTH) {
      return Refusals.badRequest("An envelope's id has 16 bytes.");
    }
    if (envelope.isEmpty()) {
      return Refusals.badRequest("An envelope must not be empty.");
    }
    if (envelope.size() > Limits.ENVELOPE_BYTES_MAX) {
      return Refusals.tooLarge(
          "An envelope of "
              + envelope.size()
              + " bytes (expected: at most "
              + Limits.ENVELOPE_BYTES_MAX
              + ").");
    }
    return null;
  }
}
