package dev.chit.app.crash;

import dev.chit.audit.EventSource;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/// A log as the server exported it.
record ExportedLog(List<byte[]> events, String note) {
  /// For an audit.
  EventSource source() {
    Iterator<byte[]> rest = events.iterator();
    return new EventSource() {
      @Override
      public Optional<byte[]> next() {
        return rest.hasNext() ? Optional.of(rest.next()) : Optional.empty();
      }

      @Override
      public Optional<String> checkpoint() {
        return Optional.of(note);
      }

      @Override
      public void close() {}
    };
  }
}
