package dev.chit.client.connection;

import dev.chit.client.ChitException;
import io.grpc.MethodDescriptor;
import java.time.Duration;

/// A connection that is up, or was a moment ago.
///
/// @param patience for each unary call
public record Live(ServerChannel channel, RawConnection stream, Duration patience)
    implements Caller {
  @Override
  public <Q, R> R call(MethodDescriptor<Q, R> method, Q request)
      throws ChitException, InterruptedException {
    return channel.call(method, request, patience);
  }
}
