package dev.chit.client;

/// Ends when closed: the listener is not called again, except for a call that is under way.
public interface Subscription extends AutoCloseable {
  @Override
  void close();
}
