package dev.chit.client.talk;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.chit.client.state.SealedTable.Row;
import dev.chit.client.state.Tables;
import dev.chit.client.state.v1.SentRow;
import dev.chit.client.state.v1.UnsealedRow;
import dev.chit.client.talk.v1.Content;
import dev.chit.client.talk.v1.ResendRequest;
import dev.chit.core.MessageId;
import dev.chit.crypto.DeviceStatement;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/// What to do about messages that do not open: ask their sender, in a fresh session, to send them
/// again. Each envelope is asked for once, and so many wait to be asked for; fresh sessions are
/// bounded by the sessions themselves, and a message is sent again three times at most.
final class Healing {
  static final int RESENDS_MAX = 3;
  static final int IDS_IN_REQUEST_MAX = 64;

  /// Requests that wait for a session with one device.
  static final int REQUESTS_WAITING_MAX = 4;

  /// What else may wait for the same device, and is looked through.
  private static final int WAITING_LOOKED_AT = 256;

  private final Sealer sealer;
  private final SecureRandom random;
  private final InstantSource clock;

  Healing(Sealer sealer, SecureRandom random, InstantSource clock) {
    this.sealer = sealer;
    this.random = random;
    this.clock = clock;
  }

  /// Asks for the message of an envelope that did not open. Envelopes asked for while no request
  /// has left yet share one.
  ///
  /// @return false if too much waits to be asked for already
  boolean ask(Tables tables, DeviceStatement sender, ByteString envelope) throws SQLException {
    byte[] tag = Keys.device(sender.account(), sender.device());
    List<Row<UnsealedRow>> requests =
        tables.unsealed.tagged(tag, Long.MAX_VALUE, WAITING_LOOKED_AT).stream()
            .filter(row -> row.value().getAfresh())
            .toList();
    Optional<Row<UnsealedRow>> open = requests.stream().filter(Healing::hasRoom).findFirst();
    if (open.isPresent()) {
      Content more = content(open.get().value());
      ResendRequest request = more.getResend().toBuilder().addEnvelopeIds(envelope).build();
      tables.unsealed.replace(
          open.get().sequence(),
          open.get().value().toBuilder()
              .setContent(more.toBuilder().setResend(request).build().toByteString())
              .build());
      return true;
    }
    if (requests.size() >= REQUESTS_WAITING_MAX) {
      return false;
    }
    Content content =
        Content.newBuilder()
            .setSentAtMillis(clock.millis())
            .setResend(ResendRequest.newBuilder().addEnvelopeIds(envelope))
            .build();
    tables.unsealed.add(
        null,
        tag,
        UnsealedRow.newBuilder()
            .setRecipient(ByteString.copyFrom(sender.account().bytes()))
            .setDevice(sender.device())
            .setMessageId(newMessageId())
            .setContent(content.toByteString())
            .setAfresh(true)
            .build());
    return true;
  }

  private static boolean hasRoom(Row<UnsealedRow> row) {
    return content(row.value()).getResend().getEnvelopeIdsCount() < IDS_IN_REQUEST_MAX;
  }

  private static Content content(UnsealedRow row) {
    try {
      return Content.parseFrom(row.getContent());
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalStateException("a content that this program wrote", e);
    }
  }

  private ByteString newMessageId() {
    var id = new byte[MessageId.LENGTH];
    random.nextBytes(id);
    return ByteString.copyFrom(id);
  }

  /// Sends again what the device could not open, under the same message ids.
  void resend(Tables tables, DeviceStatement asking, ResendRequest request) throws SQLException {
    ByteString account = ByteString.copyFrom(asking.account().bytes());
    List<ByteString> ids = request.getEnvelopeIdsList();
    for (ByteString id : ids.subList(0, Math.min(ids.size(), IDS_IN_REQUEST_MAX))) {
      Optional<Row<SentRow>> found = tables.sent.find(id.toByteArray());
      if (found.isEmpty()) {
        continue;
      }
      SentRow sent = found.get().value();
      boolean theirs = sent.getRecipient().equals(account) && sent.getDevice() == asking.device();
      if (!theirs || sent.getResent() >= RESENDS_MAX) {
        continue;
      }
      tables.sent.remove(found.get().sequence());
      sealer.post(
          tables,
          asking,
          UnsealedRow.newBuilder()
              .setRecipient(sent.getRecipient())
              .setDevice(sent.getDevice())
              .setMessageId(sent.getMessageId())
              .setContent(sent.getContent())
              .setResent(sent.getResent() + 1)
              .build());
    }
  }
}
