package dev.chit.app.command;

import dev.chit.app.console.Caller;
import dev.chit.client.ChitClient;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// Opens the profile for one command, and closes it after.
final class OneShotProfiles implements Profiles {
  private static final long CLOSE_SECONDS = 3;

  private final Caller caller;

  OneShotProfiles(Caller caller) {
    this.caller = caller;
  }

  @Override
  public boolean isOpen() {
    return false;
  }

  @Override
  public int with(ProfileOptions options, Opening opening, ClientWork work) throws Exception {
    var opener = new ProfileOpener(caller);
    if (opening == Opening.AS_OWNER) {
      return asOwner(options, opener, work);
    }
    try (ChitClient client = opener.open(options, opening == Opening.NEW_IF_MISSING)) {
      return work.run(client);
    }
  }

  private static int asOwner(ProfileOptions options, ProfileOpener opener, ClientWork work)
      throws Exception {
    Optional<ChitClient> client = opener.openUnlessLocked(options, false);
    if (client.isEmpty()) {
      var locked = new LockedProfile(options, opener);
      return whileHeld(locked, () -> work.runLocked(locked));
    }
    HeldProfile held = HeldProfile.hold(options.home(), client.get());
    return whileHeld(held, () -> work.run(held.client()));
  }

  /// SIGTERM and Ctrl-C end the work by an interrupt, so that the profile is closed in order.
  private static int whileHeld(AutoCloseable profile, Callable<Integer> work) throws Exception {
    var closed = new CountDownLatch(1);
    var hook = Thread.ofPlatform().unstarted(endOf(Thread.currentThread(), closed));
    Runtime.getRuntime().addShutdownHook(hook);
    try (profile) {
      return work.call();
    } finally {
      closed.countDown();
    }
  }

  private static Runnable endOf(Thread worker, CountDownLatch closed) {
    return () -> {
      worker.interrupt();
      try {
        closed.await(CLOSE_SECONDS, TimeUnit.SECONDS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    };
  }
}
