package dev.chit.app.operator;

import dev.chit.client.ChitException;
import dev.chit.client.ExitClass;
import dev.chit.client.OperatorClient;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// The operator's connection to the server of a data directory: made when it is needed, and anew
/// when it broke, with the address that the server has by then.
final class ServerLink implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final Path data;
  private @Nullable Shared now;

  ServerLink(Path data) {
    this.data = data;
  }

  /// What is done with it.
  @FunctionalInterface
  interface Work<T> {
    T run(OperatorClient operator) throws ChitException, InterruptedException;
  }

  /// One connection and who uses it: who finds it broken must not end it under the others.
  private static final class Shared {
    private final OperatorClient client;
    private int users;
    private boolean isBroken;

    Shared(OperatorClient client) {
      this.client = client;
    }
  }

  <T> T with(Work<T> work) throws ChitException, InterruptedException {
    Shared shared = taken();
    boolean broken = false;
    try {
      return work.run(shared.client);
    } catch (ChitException e) {
      broken = e.exitClass() == ExitClass.UNREACHABLE;
      throw e;
    } finally {
      left(shared, broken);
    }
  }

  private synchronized Shared taken() throws ChitException, InterruptedException {
    Shared shared = now;
    if (shared == null) {
      shared = new Shared(OperatorClient.open(data, PATIENCE));
      now = shared;
    }
    shared.users++;
    return shared;
  }

  private synchronized void left(Shared shared, boolean broken) {
    shared.users--;
    shared.isBroken |= broken;
    if (shared.isBroken && shared.equals(now)) {
      now = null;
    }
    if (shared.isBroken && shared.users == 0) {
      shared.client.close();
    }
  }

  @Override
  public synchronized void close() {
    Shared shared = now;
    if (shared != null) {
      now = null;
      shared.client.close();
    }
  }
}
