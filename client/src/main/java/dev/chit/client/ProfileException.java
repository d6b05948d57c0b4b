package dev.chit.client;

import org.jspecify.annotations.Nullable;

/// The profile directory cannot be used. Codes: `no-profile`, `profile-exists`, `profile-in-use`,
/// `wrong-passphrase`, `passphrase-needed`, `bad-profile`, `newer-profile`.
public sealed class ProfileException extends ChitException
    permits ProfileInUseException, WrongPassphraseException {
  private static final long serialVersionUID = 1;

  public ProfileException(String code, String message, @Nullable Throwable cause) {
    super(code, ExitClass.USAGE, message, cause);
  }
}
