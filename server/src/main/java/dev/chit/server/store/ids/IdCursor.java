package dev.chit.server.store.ids;

/// Walks through ids in ascending order, each with the index of the event that used it. Before the
/// first [#next] there is nothing to read.
interface IdCursor {
  /// How many there are in all.
  long count();

  boolean next();

  long high();

  long low();

  long index();
}
