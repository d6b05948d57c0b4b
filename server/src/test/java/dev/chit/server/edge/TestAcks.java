package dev.chit.server.edge;

import dev.chit.wire.v1.ServerFrame;
import java.util.ArrayList;
import java.util.List;

final class TestAcks {
  private TestAcks() {}

  /// Requests that were answered with one or the other.
  static List<Long> any(ServerFrame frame) {
    var all = new ArrayList<>(frame.getDeliveredList());
    all.addAll(frame.getStoredList());
    return all;
  }
}
