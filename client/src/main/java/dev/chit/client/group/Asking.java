package dev.chit.client.group;

import com.google.protobuf.ByteString;
import dev.chit.client.Standing;
import dev.chit.client.people.Consent;
import dev.chit.client.state.Tables;
import dev.chit.client.state.v1.GroupAskedRow;
import dev.chit.client.talk.Keys;
import dev.chit.client.talk.Poster;
import dev.chit.client.talk.v1.Content;
import dev.chit.client.talk.v1.GroupAsk;
import dev.chit.client.talk.v1.GroupContent;
import dev.chit.core.ConversationId;
import dev.chit.core.group.ChangeHash;
import dev.chit.crypto.DeviceStatement;
import java.nio.ByteBuffer;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;

/// Asks devices for what is missing, and says how often they may ask: each way at most
/// [#PER_HOUR_MAX] times an hour and device.
final class Asking {
  static final int PER_HOUR_MAX = 64;
  static final int ENDS_MAX = 16;

  private static final long HOUR_MILLIS = Duration.ofHours(1).toMillis();
  private static final byte OUT = 1;
  private static final byte IN = 2;

  private final InstantSource clock;

  Asking(InstantSource clock) {
    this.clock = clock;
  }

  /// Asks for the message of an envelope that did not open.
  ///
  /// @return false if that device was asked too often lately, or is somebody's who is blocked
  boolean forEnvelope(Tables tables, Poster poster, DeviceStatement device, ByteString envelopeId)
      throws SQLException {
    return ask(
        tables,
        poster,
        device,
        GroupContent.newBuilder().setAsk(GroupAsk.newBuilder().addEnvelopeIds(envelopeId)));
  }

  /// Asks for changes that are not known.
  ///
  /// @param ends last changes of the branches that are known
  void forChanges(
      Tables tables,
      Poster poster,
      DeviceStatement device,
      ConversationId group,
      List<ChangeHash> ends)
      throws SQLException {
    GroupAsk.Builder ask = GroupAsk.newBuilder();
    ends.stream().limit(ENDS_MAX).forEach(end -> ask.addEnds(ByteString.copyFrom(end.bytes())));
    var _ =
        ask(
            tables,
            poster,
            device,
            GroupContent.newBuilder().setGroupId(ByteString.copyFrom(group.bytes())).setAsk(ask));
  }

  private boolean ask(
      Tables tables, Poster poster, DeviceStatement device, GroupContent.Builder content)
      throws SQLException {
    if (!once(tables, OUT, device)) {
      return false;
    }
    poster.post(tables, device, Content.newBuilder().setGroup(content));
    return true;
  }

  /// Whether a device may be told something that it has not asked for: counts as asking.
  boolean mayTell(Tables tables, DeviceStatement device) throws SQLException {
    return once(tables, OUT, device);
  }

  /// Whether a device that asks is to be answered.
  boolean mayAnswer(Tables tables, DeviceStatement device) throws SQLException {
    return once(tables, IN, device);
  }

  private boolean once(Tables tables, byte direction, DeviceStatement device) throws SQLException {
    if (Consent.standing(tables, device.account()) == Standing.BLOCKED) {
      return false;
    }
    byte[] address = Keys.device(device.account(), device.device());
    byte[] id = ByteBuffer.allocate(1 + address.length).put(direction).put(address).array();
    GroupAskedRow row = tables.groups.asked.get(id).orElse(GroupAskedRow.getDefaultInstance());
    long now = clock.millis();
    if (Math.abs(now - row.getSinceMillis()) >= HOUR_MILLIS) {
      row = GroupAskedRow.newBuilder().setSinceMillis(now).build();
    }
    if (row.getCount() >= PER_HOUR_MAX) {
      return false;
    }
    tables.groups.asked.put(id, row.toBuilder().setCount(row.getCount() + 1).build());
    return true;
  }
}
