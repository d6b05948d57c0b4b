package dev.chit.server.mailbox.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.CompletableFuture;

/// One thing asked of the store.
sealed interface Work {
  /// @param place where in the file, [Places#of]
  record Put(long place, Envelope envelope, MailStore.Receipt receipt) implements Work {}

  record DeleteThrough(long mailbox, long sequence) implements Work {}

  /// Something rarer, inside the batch's transaction.
  record Change<T>(Statements<T> statements, CompletableFuture<T> result) implements Work {}

  /// Looks, at the state that the batch leaves.
  record Look<T>(Statements<T> statements, CompletableFuture<T> result) implements Work {}

  /// Statements on a connection.
  @FunctionalInterface
  interface Statements<T> {
    T run(Connection connection) throws SQLException;
  }
}
