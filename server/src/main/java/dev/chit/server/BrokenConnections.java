package dev.chit.server;

import io.grpc.StatusException;
import io.grpc.StatusRuntimeException;
import java.io.IOException;
import java.util.logging.Filter;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/// Keeps from an operator's log what the transport says when a client's connection breaks while it
/// is written to: clients come and go, and the transport takes it for a failure of the service, at
/// length. Failures of the service itself are the service's own to tell.
public final class BrokenConnections implements Filter {
  private static final String TRANSPORT = "com.linecorp.armeria.";
  private static final Logger LOG = Logger.getLogger(BrokenConnections.class.getName());

  /// Called by the JDK.
  public BrokenConnections() {}

  @Override
  public boolean isLoggable(LogRecord line) {
    String logger = line.getLoggerName();
    if (logger != null && logger.startsWith(TRANSPORT) && isBreak(line.getThrown())) {
      LOG.fine("a connection broke while it was written to");
      return false;
    }
    return true;
  }

  private static boolean isBreak(@Nullable Throwable thrown) {
    return thrown instanceof StatusRuntimeException
        || thrown instanceof StatusException
        || thrown instanceof IOException;
  }
}
