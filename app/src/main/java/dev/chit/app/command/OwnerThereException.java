package dev.chit.app.command;

/// Another process owns the profile and listens: the command is for it to do.
final class OwnerThereException extends RuntimeException {
  private static final long serialVersionUID = 1;

  OwnerThereException() {
    super("Another chit holds this profile.", null, false, false);
  }
}
