package dev.chit.client.state;

import dev.chit.client.ChitException;
import java.sql.SQLException;

/// A piece of work on the state thread: all of it is saved, or nothing. Must not block.
@FunctionalInterface
public interface Job<T> {
  T run(Tables tables) throws ChitException, SQLException;
}
