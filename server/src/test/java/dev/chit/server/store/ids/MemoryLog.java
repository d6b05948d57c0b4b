package dev.chit.server.store.ids;

import dev.chit.core.ChitId;
import dev.chit.core.Sha256;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.ObjLongConsumer;

/// A log of events of which some use up an id.
final class MemoryLog implements IdLog {
  private final List<Optional<ChitId>> events = new ArrayList<>();

  synchronized long add(Optional<ChitId> id) {
    events.add(id);
    return events.size() - 1L;
  }

  synchronized Optional<ChitId> get(long index) {
    return events.get((int) index);
  }

  @Override
  public synchronized long size() {
    return events.size();
  }

  @Override
  public synchronized void forEachId(long from, long to, ObjLongConsumer<ChitId> consumer) {
    for (long index = from; index < to; index++) {
      long at = index;
      events.get((int) index).ifPresent(id -> consumer.accept(id, at));
    }
  }

  @Override
  public synchronized byte[] stamp(long index) {
    ChitId id = events.get((int) index).orElse(new ChitId(0, 0));
    return Sha256.of(
        ByteBuffer.allocate(24).putLong(index).putLong(id.high()).putLong(id.low()).array());
  }
}
