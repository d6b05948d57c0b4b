package dev.chit.audit;

import java.io.IOException;
import java.util.Optional;
import java.util.OptionalLong;

/// Where an audit reads a log from: an export, or a server's stream.
public interface EventSource extends AutoCloseable {
  /// The next event's bytes, in the order of the log; empty after the last.
  ///
  /// @throws BadExportException if what follows is damaged
  /// @throws IOException if it cannot be read
  Optional<byte[]> next() throws IOException;

  /// The signed note that covers all of the events, asked for after the last of them; empty if
  /// there is none.
  ///
  /// @throws BadExportException if it is damaged
  /// @throws IOException if it cannot be read
  Optional<String> checkpoint() throws IOException;

  /// About how many events there will be, for who watches; empty if it cannot be said. Nothing is
  /// concluded from it.
  ///
  /// @throws IOException if it cannot be read
  default OptionalLong size() throws IOException {
    return OptionalLong.empty();
  }

  @Override
  void close() throws IOException;
}
