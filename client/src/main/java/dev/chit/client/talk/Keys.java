package dev.chit.client.talk;

import com.google.protobuf.ByteString;
import dev.chit.core.AccountId;
import dev.chit.core.ConversationId;
import dev.chit.core.Label;
import dev.chit.core.MessageId;
import dev.chit.core.Sha256;
import java.nio.ByteBuffer;
import java.util.Arrays;

/// What rows are found by.
public final class Keys {
  private static final Label CONVERSATION = new Label("chit/conversation/v1");

  private Keys() {}

  public static byte[] device(AccountId account, int device) {
    return ByteBuffer.allocate(AccountId.LENGTH + Integer.BYTES)
        .put(account.bytes())
        .putInt(device)
        .array();
  }

  /// Names these very bytes, so that a damaged copy under the same id does not pass for the
  /// envelope itself: the genuine one is still opened when it comes.
  static byte[] envelope(AccountId sender, int device, byte[] envelopeId, byte[] envelope) {
    return ByteBuffer.allocate(AccountId.LENGTH + Integer.BYTES + Sha256.LENGTH)
        .put(device(sender, device))
        .put(Sha256.of(envelopeId, envelope))
        .array();
  }

  public static byte[] message(AccountId sender, MessageId id) {
    return ByteBuffer.allocate(AccountId.LENGTH + MessageId.LENGTH)
        .put(sender.bytes())
        .put(id.bytes())
        .array();
  }

  /// Of what was sent to somebody about a message.
  static byte[] about(ByteString recipient, ByteString message) {
    return recipient.concat(message).toByteArray();
  }

  /// The conversation of two accounts: the same for both.
  static ConversationId conversation(AccountId one, AccountId other) {
    AccountId first = one.compareTo(other) <= 0 ? one : other;
    AccountId second = one.compareTo(other) <= 0 ? other : one;
    byte[] hash = Sha256.of(CONVERSATION.before(first.bytes(), second.bytes()));
    return ConversationId.of(Arrays.copyOf(hash, ConversationId.LENGTH));
  }
}
