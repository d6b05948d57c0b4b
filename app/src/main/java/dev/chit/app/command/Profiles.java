package dev.chit.app.command;

import dev.chit.client.ChitClient;

/// Gives commands an open profile. Whether it is opened for this one command, or was open before
/// and stays so, is not a command's concern.
interface Profiles {
  /// @throws Exception what the work throws
  int with(ProfileOptions options, Opening opening, ClientWork work) throws Exception;

  /// Whether there is one open already, whatever the options say.
  boolean isOpen();

  /// What may be done to have an open profile.
  enum Opening {
    /// Open the one that is there.
    EXISTING,
    /// Make one if there is none.
    NEW_IF_MISSING,
    /// Open the one that is there, and serve other commands while it is.
    AS_OWNER
  }

  /// @see ProfileCommand
  @FunctionalInterface
  interface ClientWork {
    /// @return the exit code
    int run(ChitClient client) throws Exception;

    /// What there is to do with a profile that has a passphrase, where nobody can be asked for it.
    ///
    /// @return the exit code
    default int runLocked(LockedProfile profile) throws Exception {
      throw ProfileOpener.passphraseNeeded();
    }
  }
}
