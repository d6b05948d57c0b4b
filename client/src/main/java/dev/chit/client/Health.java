package dev.chit.client;

import dev.chit.client.state.ProfileStore;
import dev.chit.wire.v1.Welcome;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Whether what a client stands on is sound.
///
/// Part of [ChitClient#health].
public final class Health {
  private final ProfileStore store;
  private final InstantSource clock;

  /// Null until a server has said what time it is.
  private volatile @Nullable Duration serverAhead;

  Health(ProfileStore store, InstantSource clock) {
    this.store = store;
    this.clock = clock;
  }

  void welcomed(Welcome welcome) {
    serverAhead = Duration.ofMillis(welcome.getServerTimeMillis() - clock.millis());
  }

  /// How far the server's clock was ahead of this machine's at the last connection, negative if it
  /// was behind. Empty before the first one.
  public Optional<Duration> serverAhead() {
    return Optional.ofNullable(serverAhead);
  }

  /// What is wrong with the profile's database, as it says itself when it reads all of it; empty if
  /// nothing is.
  public Optional<String> store() throws ChitException, InterruptedException {
    return store.check();
  }
}
