package dev.chit.sessions;

import dev.chit.core.AccountId;
import dev.chit.core.ConversationId;
import dev.chit.core.MessageId;
import dev.chit.core.Sha256;
import java.util.Arrays;

/// A message to a group before it is sealed, or after it was opened. Everything is sealed with the
/// body and must be that of the sender key.
///
/// @param group the group's id
/// @param epoch hash of the newest change of the membership list that the sender knew, 32 bytes
/// @param body at most [Plain#BODY_BYTES_MAX] bytes, in whatever form the client gives it
public record GroupPlain(
    ConversationId group, DeviceAddress sender, MessageId message, byte[] epoch, byte[] body) {
  static final int NAMES_LENGTH =
      ConversationId.LENGTH + AccountId.LENGTH + Integer.BYTES + MessageId.LENGTH + Sha256.LENGTH;

  public GroupPlain {
    if (epoch.length != Sha256.LENGTH) {
      throw new IllegalArgumentException(
          "epoch of " + epoch.length + " bytes (expected: " + Sha256.LENGTH + ")");
    }
    if (body.length > Plain.BODY_BYTES_MAX) {
      throw new IllegalArgumentException(
          "body of " + body.length + " bytes (expected: at most " + Plain.BODY_BYTES_MAX + ")");
    }
  }

  /// group 16 ‖ sender 16 ‖ device u32 ‖ message id 16 ‖ epoch 32 ‖ body ‖ 0x80 ‖ zeros up to the
  /// Padmé length
  byte[] encode() {
    byte[] names =
        new ByteWriter(NAMES_LENGTH)
            .raw(names(group, sender))
            .raw(message.bytes())
            .raw(epoch)
            .done();
    return PlainCodec.padded(names, body);
  }

  static GroupPlain decode(byte[] padded) throws BadEncodingException {
    int bodyLength = PlainCodec.end(padded, NAMES_LENGTH) - NAMES_LENGTH;
    var in = new ByteReader(padded);
    var group = ConversationId.of(in.raw(ConversationId.LENGTH));
    var account = AccountId.of(in.raw(AccountId.LENGTH));
    int device = in.u32();
    if (device < 1) {
      throw new BadEncodingException("device " + device + " (expected: 1 or more)");
    }
    return new GroupPlain(
        group,
        new DeviceAddress(account, device),
        MessageId.of(in.raw(MessageId.LENGTH)),
        in.raw(Sha256.LENGTH),
        in.raw(bodyLength));
  }

  /// Whose messages a sender key seals: group 16 ‖ sender 16 ‖ device u32.
  static byte[] names(ConversationId group, DeviceAddress sender) {
    return new ByteWriter(40)
        .raw(group.bytes())
        .raw(sender.account().bytes())
        .u32(sender.device())
        .done();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof GroupPlain that
        && group.equals(that.group)
        && sender.equals(that.sender)
        && message.equals(that.message)
        && Arrays.equals(epoch, that.epoch)
        && Arrays.equals(body, that.body);
  }

  @Override
  public int hashCode() {
    return message.hashCode();
  }

  /// Without the body.
  @Override
  public String toString() {
    return "GroupPlain[" + message + ", " + body.length + " bytes]";
  }
}
