package dev.chit.server;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.grpc.Status;
import java.io.IOException;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class BrokenConnectionsTest {
  private static final String TRANSPORT =
      "com.linecorp.armeria.server.AbstractHttpResponseSubscriber";

  @Test
  void aConnectionThatBreaksIsNoNewsAndAFailureIs() {
    assertFalse(isTold(TRANSPORT, Status.UNAVAILABLE.asRuntimeException()));
    assertFalse(isTold(TRANSPORT, new IOException("Broken pipe")));

    assertTrue(isTold(TRANSPORT, new IllegalStateException("a mistake")));
    assertTrue(isTold(TRANSPORT, null));
    assertTrue(isTold("dev.chit.server.ledger.GroupCommit", new IOException("disk full")));
    assertTrue(isTold(null, new IOException("of nobody")));
  }

  private static boolean isTold(@Nullable String logger, @Nullable Throwable thrown) {
    var line = new LogRecord(Level.WARNING, "something");
    line.setLoggerName(logger);
    line.setThrown(thrown);
    return new BrokenConnections().isLoggable(line);
  }
}
