package dev.chit.app.command;

import dev.chit.app.owner.OwnerServer;
import dev.chit.client.ChitClient;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/// A profile that stays open, and does what other processes of the same user ask of it.
final class HeldProfile implements AutoCloseable {
  private final ChitClient client;
  private final Optional<OwnerServer> owner;

  private HeldProfile(ChitClient client, Optional<OwnerServer> owner) {
    this.client = client;
    this.owner = owner;
  }

  /// Takes the client over. Where there can be no socket, the profile is not shared.
  static HeldProfile hold(Path home, ChitClient client) {
    client.links().open();
    return new HeldProfile(client, listen(home, client));
  }

  ChitClient client() {
    return client;
  }

  @Override
  public void close() {
    owner.ifPresent(OwnerServer::close);
    client.close();
  }

  private static Optional<OwnerServer> listen(Path home, ChitClient client) {
    var profiles = new OpenProfile(client);
    try {
      return Optional.of(
          OwnerServer.open(home, (words, caller) -> Commands.runAsOwner(words, caller, profiles)));
    } catch (IOException noSocket) {
      return Optional.empty();
    }
  }
}
