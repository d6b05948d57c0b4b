package dev.chit.client;

/// How a profile's keys are kept.
public sealed interface Unlock {

  /// Under a passphrase.
  static Unlock passphrase(char[] characters) {
    return new Passphrase(characters);
  }

  static Unlock none() {
    return new NoPassphrase();
  }

  /// Under a passphrase, which is copied; the copy is wiped when the client has opened.
  final class Passphrase implements Unlock {
    private final char[] characters;

    private Passphrase(char[] characters) {
      this.characters = characters.clone();
    }

    char[] characters() {
      return characters;
    }

    /// Without the characters.
    @Override
    public String toString() {
      return "Passphrase[]";
    }
  }

  /// In a file that only its owner can read (mode 0600): whoever has the file has the account.
  record NoPassphrase() implements Unlock {}
}
