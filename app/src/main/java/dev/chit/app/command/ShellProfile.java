package dev.chit.app.command;

import dev.chit.app.console.CommandFailure;
import dev.chit.client.ChitClient;
import dev.chit.client.Incoming;
import dev.chit.client.Subscription;
import dev.chit.core.AccountId;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The shell's profile: opened by the first command that needs it, and open until `disconnect`.
final class ShellProfile implements Profiles, AutoCloseable {
  private final ProfileOpener opener;
  private final Consumer<Incoming> arrivals;

  private @Nullable HeldProfile held;
  private @Nullable Subscription subscription;
  private boolean disconnected;

  ShellProfile(ProfileOpener opener, Consumer<Incoming> arrivals) {
    this.opener = opener;
    this.arrivals = arrivals;
  }

  @Override
  public boolean isOpen() {
    return held != null;
  }

  @Override
  public int with(ProfileOptions options, Opening opening, ClientWork work) throws Exception {
    if (held != null) {
      int exit = new OpenProfile(held.client()).with(options, opening, work);
      if (held.client().account().isClosed()) {
        disconnect();
      }
      return exit;
    }
    if (disconnected) {
      throw CommandFailure.unreachable("disconnected", "You are disconnected: type connect.");
    }
    return work.run(open(options, opening == Opening.NEW_IF_MISSING));
  }

  /// Opens the profile afresh, as the options say.
  ChitClient open(ProfileOptions options, boolean newIfMissing) throws Exception {
    close();
    var opened = HeldProfile.hold(options.home(), opener.open(options, newIfMissing));
    held = opened;
    AccountId me = opened.client().whoami().account();
    subscription =
        opened
            .client()
            .watch(
                incoming -> {
                  if (!Arrival.isOwnPresence(incoming, me)) {
                    arrivals.accept(incoming);
                  }
                });
    disconnected = false;
    return opened.client();
  }

  Optional<ChitClient> client() {
    return Optional.ofNullable(held).map(HeldProfile::client);
  }

  void mayOpenAgain() {
    disconnected = false;
  }

  void disconnect() {
    close();
    disconnected = true;
  }

  @Override
  public void close() {
    if (subscription != null) {
      subscription.close();
      subscription = null;
    }
    if (held != null) {
      held.close();
      held = null;
    }
  }
}
