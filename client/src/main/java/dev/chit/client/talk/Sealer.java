package dev.chit.client.talk;

import com.google.protobuf.ByteString;
import com.google.protobuf.BytesValue;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.chit.client.MessageState;
import dev.chit.client.people.Person;
import dev.chit.client.state.Tables;
import dev.chit.client.state.v1.MessageRow;
import dev.chit.client.state.v1.OutboxRow;
import dev.chit.client.state.v1.SentRow;
import dev.chit.client.state.v1.UnsealedRow;
import dev.chit.client.talk.v1.Content;
import dev.chit.core.AccountId;
import dev.chit.core.ClearText;
import dev.chit.core.MessageId;
import dev.chit.crypto.DeviceStatement;
import dev.chit.sessions.LocalDevice;
import dev.chit.sessions.PeerState;
import dev.chit.sessions.Plain;
import dev.chit.sessions.PrekeyBundle;
import dev.chit.sessions.SealFailure;
import dev.chit.sessions.SealResult;
import dev.chit.sessions.Sessions;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Seals messages as part of a job: the session's next state and the envelope to send are saved
/// together, or neither.
final class Sealer {
  /// Contents kept for recipients who cannot open them and ask again.
  static final int SENT_KEPT = 2_000;

  private static final int ENVELOPE_ID_LENGTH = 16;

  private final Sessions sessions;
  private final SecureRandom random;

  Sealer(Sessions sessions, SecureRandom random) {
    this.sessions = sessions;
    this.random = random;
  }

  /// What became of a message that waited.
  enum Sealed {
    DONE,
    /// There is no session yet: take prekeys and try again.
    NEEDS_BUNDLE,
    /// Not now, but later.
    POSTPONED,
    /// Never.
    REFUSED
  }

  /// Seals a content for all devices of a person, or has it wait for a session. To somebody whose
  /// key the server keeps a text goes as it is, and nothing else goes.
  void post(Tables tables, Person to, MessageId id, Content content) throws SQLException {
    for (DeviceStatement device : to.devices()) {
      UnsealedRow row =
          UnsealedRow.newBuilder()
              .setRecipient(ByteString.copyFrom(to.account().bytes()))
              .setDevice(device.device())
              .setMessageId(ByteString.copyFrom(id.bytes()))
              .setContent(content.toByteString())
              .build();
      if (!to.custodial()) {
        post(tables, device, row);
      } else if (content.hasText()) {
        addToOutbox(tables, row, new ClearText(id, content.getText().getText()).encode());
      }
    }
  }

  /// In the order of the posts: behind those that wait for the same device.
  void post(Tables tables, DeviceStatement device, UnsealedRow row) throws SQLException {
    byte[] key = Keys.device(device.account(), device.device());
    boolean behind = !tables.unsealed.tagged(key, Long.MAX_VALUE, 1).isEmpty();
    if (behind || row.getAfresh() || seal(tables, device, row, null) != Sealed.DONE) {
      tables.unsealed.add(null, key, row);
    }
  }

  /// Seals what waits and puts it into the outbox.
  ///
  /// @param bundle the device's prekeys, if they were taken
  Sealed seal(Tables tables, DeviceStatement device, UnsealedRow row, @Nullable PrekeyBundle bundle)
      throws SQLException {
    if (row.getAfresh() && bundle == null) {
      return Sealed.NEEDS_BUNDLE;
    }
    LocalDevice me = LocalDevice.decode(tables.device());
    byte[] key = Keys.device(device.account(), device.device());
    PeerState peer = peer(tables, key).orElseGet(() -> PeerState.of(device));
    Plain plain = plain(me, device, row);
    SealResult result =
        row.getAfresh() && bundle != null
            ? sessions.startAfresh(me, peer, bundle, plain)
            : sessions.seal(me, peer, bundle, plain);
    return switch (result) {
      case SealResult.Sealed sealed -> {
        tables.peers.put(key, BytesValue.of(ByteString.copyFrom(sealed.peer().encode())));
        addToOutbox(tables, row, sealed.envelope());
        yield Sealed.DONE;
      }
      case SealResult.NeedsBundle _ -> Sealed.NEEDS_BUNDLE;
      case SealResult.SealRefused refused -> outcome(refused.failure());
    };
  }

  private static Sealed outcome(SealFailure failure) {
    return switch (failure) {
      case TOO_MANY_STARTS -> Sealed.POSTPONED;
      case CHAIN_EXHAUSTED, BAD_PEER_KEY -> Sealed.NEEDS_BUNDLE;
      case WRONG_NAMES, WRONG_DEVICE, BAD_PREKEY -> Sealed.REFUSED;
    };
  }

  static Optional<PeerState> peer(Tables tables, byte[] key) throws SQLException {
    return tables.peers.get(key).map(row -> PeerState.decode(row.getValue().toByteArray()));
  }

  private static Plain plain(LocalDevice me, DeviceStatement device, UnsealedRow row) {
    AccountId sender = me.address().account();
    return new Plain(
        sender,
        device.account(),
        Keys.conversation(sender, device.account()),
        MessageId.of(row.getMessageId().toByteArray()),
        row.getContent().toByteArray());
  }

  private void addToOutbox(Tables tables, UnsealedRow row, byte[] envelope) throws SQLException {
    var id = new byte[ENVELOPE_ID_LENGTH];
    random.nextBytes(id);
    tables.outbox.add(
        id,
        null,
        OutboxRow.newBuilder()
            .setRecipient(row.getRecipient())
            .setDevice(row.getDevice())
            .setEnvelopeId(ByteString.copyFrom(id))
            .setEnvelope(ByteString.copyFrom(envelope))
            .setMessageId(row.getMessageId())
            .build());
    tables.sent.add(
        id,
        Keys.about(row.getRecipient(), about(row.getMessageId(), row.getContent())),
        SentRow.newBuilder()
            .setRecipient(row.getRecipient())
            .setDevice(row.getDevice())
            .setMessageId(row.getMessageId())
            .setContent(row.getContent())
            .setResent(row.getResent())
            .build());
    tables.sent.keepNewest(SENT_KEPT);
  }

  /// The message that it is, or that it changes.
  static ByteString about(ByteString message, ByteString bytes) {
    try {
      Content content = Content.parseFrom(bytes);
      return content.hasEdit() ? content.getEdit().getMessageId() : message;
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalStateException("a content that this program wrote", e);
    }
  }

  /// Sets how far a message of the history has come, unless it has come further.
  ///
  /// @return whether it moved
  static boolean move(Tables tables, AccountId sender, MessageId id, MessageState to)
      throws SQLException {
    var row = tables.messages.find(Keys.message(sender, id));
    if (row.isEmpty()) {
      return false;
    }
    MessageRow message = row.get().value();
    if (MessageState.valueOf(message.getState()).compareTo(to) >= 0) {
      return false;
    }
    tables.messages.replace(row.get().sequence(), message.toBuilder().setState(to.name()).build());
    return true;
  }
}
