package dev.chit.server.store.sqlite;

import dev.chit.core.ChitId;
import dev.chit.core.Sha256;
import dev.chit.core.event.BadEventException;
import dev.chit.core.event.Event;
import dev.chit.core.event.EventCodec;
import dev.chit.core.ledger.Entry;
import dev.chit.server.store.StoreException;
import dev.chit.server.store.ids.IdLog;
import java.io.IOException;
import java.util.List;
import java.util.function.ObjLongConsumer;

/// The ids in the events of the database.
final class SqliteIdLog implements IdLog {
  private static final int PAGE = 1024;

  private final ReaderPool readers;

  /// An event as it was encoded.
  ///
  /// @param closes whether it ended a hold, and so used up no id
  @SuppressWarnings("ArrayRecordComponent") // read once, never compared
  record LoggedBytes(byte[] body, boolean closes) {}

  SqliteIdLog(ReaderPool readers) {
    this.readers = readers;
  }

  @Override
  public long size() throws IOException {
    return readers.read(Reader::size);
  }

  @Override
  public void forEachId(long from, long to, ObjLongConsumer<ChitId> consumer) throws IOException {
    long index = from;
    while (index < to) {
      long pageStart = index;
      int max = (int) Math.min(PAGE, to - index);
      List<LoggedBytes> events = readers.read(reader -> reader.logged(pageStart, max));
      if (events.isEmpty()) {
        throw new StoreException("The ledger's database lacks event " + index + ".");
      }
      for (LoggedBytes event : events) {
        long at = index++;
        if (!event.closes()) {
          Entry.usedId(decode(event.body(), at)).ifPresent(id -> consumer.accept(id, at));
        }
      }
    }
  }

  private static Event decode(byte[] event, long index) throws StoreException {
    try {
      return EventCodec.decode(event);
    } catch (BadEventException e) {
      throw new StoreException("Event " + index + " of the ledger's database is damaged.", e);
    }
  }

  @Override
  public byte[] stamp(long index) throws IOException {
    List<byte[]> event = readers.read(reader -> reader.events(index, 1));
    if (event.isEmpty()) {
      throw new StoreException("The ledger's database lacks event " + index + ".");
    }
    return Sha256.of(event.getFirst());
  }
}
