package dev.chit.client.files;

import dev.chit.client.ChitException;
import dev.chit.client.connection.Connection;
import dev.chit.client.connection.ServerChannel;
import java.time.Duration;

/// Ways by the server, once it is there.
public record RelayRoutes(Connection connection, Dial dial, Duration patience)
    implements FileDesk.Routes {

  /// Opens a connection that becomes the route's own.
  @FunctionalInterface
  public interface Dial {
    ServerChannel open() throws ChitException, InterruptedException;
  }

  @Override
  public boolean areThere() {
    return connection.live() != null;
  }

  @Override
  public PieceRoute open() throws ChitException, InterruptedException {
    var _ = connection.await();
    return new RelayRoute(dial.open(), patience);
  }
}
