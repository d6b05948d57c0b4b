package dev.chit.client.talk;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/// A clock that stands still until it is moved.
final class TestClock implements InstantSource {
  private Instant now = Instant.ofEpochSecond(1_800_000_000);

  void advance(Duration by) {
    now = now.plus(by);
  }

  @Override
  public Instant instant() {
    return now;
  }
}
