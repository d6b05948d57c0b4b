package dev.chit.sessions.vault;

import java.util.Arrays;

/// What opens a vault.
public sealed interface Unlock {
  /// @param characters 1 to [#LENGTH_MAX]; belongs to the caller, who wipes it
  record Passphrase(char[] characters) implements Unlock {
    public static final int LENGTH_MAX = 1024;

    public Passphrase {
      if (characters.length < 1 || characters.length > LENGTH_MAX) {
        throw new IllegalArgumentException(
            "passphrase of " + characters.length + " characters (expected: 1 to 1024)");
      }
    }

    public void wipe() {
      Arrays.fill(characters, '\0');
    }

    @Override
    public String toString() {
      return "Passphrase";
    }
  }

  /// Whoever can read the file can open the vault.
  record NoPassphrase() implements Unlock {}
}
