package dev.chit.server.edge;

import dev.chit.server.presence.Presence.Change;
import dev.chit.wire.Ids;
import dev.chit.wire.v1.Presence;
import java.util.List;

final class PresenceMessages {
  private PresenceMessages() {}

  static List<Presence> of(List<Change> changes) {
    return changes.stream().map(PresenceMessages::of).toList();
  }

  private static Presence of(Change change) {
    return Presence.newBuilder()
        .setAccount(Ids.bytes(change.account()))
        .setName(change.name())
        .setOnline(change.online())
        .build();
  }
}
