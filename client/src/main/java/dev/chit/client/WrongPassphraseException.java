package dev.chit.client;

/// The passphrase does not open the profile. Code `wrong-passphrase`.
public final class WrongPassphraseException extends ProfileException {
  private static final long serialVersionUID = 1;

  public WrongPassphraseException() {
    super("wrong-passphrase", "That passphrase does not open this profile.", null);
  }
}
