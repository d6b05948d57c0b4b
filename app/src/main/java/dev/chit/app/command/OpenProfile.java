package dev.chit.app.command;

import dev.chit.app.console.CommandFailure;
import dev.chit.client.ChitClient;
import dev.chit.client.ServerAddress;
import java.util.Optional;

/// A profile that is open already and stays open.
final class OpenProfile implements Profiles {
  private final ChitClient client;

  OpenProfile(ChitClient client) {
    this.client = client;
  }

  @Override
  public boolean isOpen() {
    return true;
  }

  @Override
  public int with(ProfileOptions options, Opening opening, ClientWork work) throws Exception {
    Optional<ServerAddress> asked = options.server();
    Optional<ServerAddress> held = client.whoami().server();
    if (asked.isPresent() && held.isPresent() && !isSame(asked.get(), held.get())) {
      throw CommandFailure.unusable(
          "other-server",
          "The chit that holds this profile is connected to " + held.get() + ": leave it first.");
    }
    return work.run(client);
  }

  private static boolean isSame(ServerAddress asked, ServerAddress held) {
    return asked.host().equals(held.host())
        && asked.port() == held.port()
        && (asked.fingerprint().isEmpty() || asked.fingerprint().equals(held.fingerprint()));
  }
}
