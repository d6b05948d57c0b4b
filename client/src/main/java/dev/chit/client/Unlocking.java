package dev.chit.client;

import java.util.Arrays;

/// A passphrase on its way to the vault, wiped afterwards.
record Unlocking(dev.chit.sessions.vault.Unlock vault) implements AutoCloseable {
  static Unlocking of(Unlock unlock) throws ProfileException {
    try {
      return new Unlocking(
          switch (unlock) {
            case Unlock.Passphrase passphrase ->
                new dev.chit.sessions.vault.Unlock.Passphrase(
                    Arrays.copyOf(passphrase.characters(), passphrase.characters().length));
            case Unlock.NoPassphrase _ -> new dev.chit.sessions.vault.Unlock.NoPassphrase();
          });
    } catch (IllegalArgumentException e) {
      throw new ProfileException("wrong-passphrase", "A passphrase has 1 to 1024 characters.", e);
    }
  }

  @Override
  public void close() {
    if (vault instanceof dev.chit.sessions.vault.Unlock.Passphrase passphrase) {
      passphrase.wipe();
    }
  }
}
