package dev.chit.app.command;

import dev.chit.client.ChitClient;
import dev.chit.client.ChitException;
import dev.chit.client.ProfileInUseException;
import org.jspecify.annotations.Nullable;

/// A profile whose passphrase is still to be said, and from then on one that is held.
final class LockedProfile implements AutoCloseable {
  private final ProfileOptions options;
  private final ProfileOpener opener;

  private @Nullable HeldProfile held;
  private boolean closed;

  LockedProfile(ProfileOptions options, ProfileOpener opener) {
    this.options = options;
    this.opener = opener;
  }

  /// @param passphrase belongs to the caller, who wipes it
  /// @throws ChitException `wrong-passphrase`; `profile-in-use` while another process holds it
  synchronized ChitClient open(char[] passphrase) throws ChitException, InterruptedException {
    if (closed) {
      throw new InterruptedException("the profile is not to be opened any more");
    }
    if (held == null) {
      held = HeldProfile.hold(options.home(), opened(passphrase));
    }
    return held.client();
  }

  private ChitClient opened(char[] passphrase) throws ChitException, InterruptedException {
    try {
      return opener.open(options, passphrase);
    } catch (OwnerThereException e) {
      throw new ProfileInUseException(options.home());
    }
  }

  @Override
  public synchronized void close() {
    closed = true;
    if (held != null) {
      held.close();
    }
  }
}
