package dev.chit.client;

import dev.chit.client.connection.ServerChannel;
import dev.chit.client.state.ProfileStore;
import dev.chit.crypto.Ed25519;
import dev.chit.crypto.IdentityCertificate;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Loads ahead what opening a profile and connecting take, native code above all: half of the time
/// of a process that asks one thing.
public final class Preparation {
  private static final Logger log = LoggerFactory.getLogger(Preparation.class);
  private static final AtomicBoolean begun = new AtomicBoolean();

  private Preparation() {}

  /// Begins on a thread of its own, once in a process. Nobody has to wait for it: who comes to
  /// something first, waits for that or loads it.
  public static void begin() {
    if (!begun.getAndSet(true)) {
      Thread.ofPlatform().daemon().name("chit-prepare").start(Preparation::load);
    }
  }

  private static void load() {
    try {
      ProfileStore.prepare();
      var _ = Ed25519.verifier();
      ServerChannel.prepare();
      IdentityCertificate.prepare();
    } catch (SQLException | RuntimeException | LinkageError e) {
      // Whoever needs it meets the same, and can say what it means there.
      log.debug("something could not be loaded ahead", e);
    }
  }
}
