package dev.chit.client;

import java.nio.file.Path;

/// Another process owns the profile: two would advance the same sessions. Code `profile-in-use`.
public final class ProfileInUseException extends ProfileException {
  private static final long serialVersionUID = 1;

  public ProfileInUseException(Path home) {
    super("profile-in-use", "Another program uses the profile in " + home + ".", null);
  }
}
