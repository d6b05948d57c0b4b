package dev.chit.server.store.ids;

import dev.chit.core.ChitId;
import java.io.IOException;
import java.util.function.ObjLongConsumer;

/// The log, as far as ids go: what runs are made from and checked against.
public interface IdLog {
  /// How many events there are.
  long size() throws IOException;

  /// Tells, in order, the ids that the events from `from` (inclusive) to `to` (exclusive) used up.
  void forEachId(long from, long to, ObjLongConsumer<ChitId> consumer) throws IOException;

  /// SHA-256 of an event's bytes.
  byte[] stamp(long index) throws IOException;
}
