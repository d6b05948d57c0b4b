package dev.chit.app.command;

import dev.chit.client.Acquaintance;
import dev.chit.client.ChitClient;
import dev.chit.client.Standing;
import dev.chit.core.AccountName;
import java.util.Optional;
import java.util.stream.Stream;

/// Requests to talk, by who asks.
final class TalkRequests {
  private TalkRequests() {}

  /// Who asks to talk, or was refused, under this name.
  static Optional<Acquaintance> from(ChitClient client, String meant) throws Exception {
    AccountName name;
    try {
      name = new AccountName(meant);
    } catch (IllegalArgumentException noName) {
      return Optional.empty();
    }
    return Stream.concat(
            client.contacts().all(Standing.ASKING).stream(),
            client.contacts().all(Standing.REFUSED).stream())
        .filter(it -> it.name().folded().equals(name.folded()))
        .findFirst();
  }
}
