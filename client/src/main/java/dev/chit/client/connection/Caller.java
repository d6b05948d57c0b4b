package dev.chit.client.connection;

import dev.chit.client.ChitException;
import io.grpc.MethodDescriptor;

/// Calls unary methods of one server.
@FunctionalInterface
public interface Caller {
  /// Waits for the answer, interruptibly.
  <Q, R> R call(MethodDescriptor<Q, R> method, Q request)
      throws ChitException, InterruptedException;
}
