package dev.chit.app.command;

import dev.chit.app.console.Caller;
import dev.chit.client.ChitClient;
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
    ChitClient client = opener.open(options, opening == Opening.NEW_IF_MISSING);
    if (opening == Opening.AS_OWNER) {
      return whileHeld(HeldProfile.hold(options.home(), client), work);
    }
    try (client) {
      return work.run(client);
    }
  }

  /// SIGTERM and Ctrl-C end the work by an interrupt, so that the profile is closed in order.
  private static int whileHeld(HeldProfile profile, ClientWork work) throws Exception {
    var closed = new CountDownLatch(1);
    var hook = Thread.ofPlatform().unstarted(endOf(Thread.currentThread(), closed));
    Runtime.getRuntime().addShutdownHook(hook);
    try (profile) {
      return work.run(profile.client());
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
