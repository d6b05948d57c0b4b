package dev.chit.sessions;

/// The other end of a meeting is not the device that has the code, or something is between.
public final class LinkingFailedException extends Exception {
  LinkingFailedException(String message) {
    super(message);
  }
}
