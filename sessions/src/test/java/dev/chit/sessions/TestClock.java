package dev.chit.sessions;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/// A clock that goes only when told.
final class TestClock implements InstantSource {
  private Instant now = Instant.parse("2026-03-01T12:00:00Z");

  @Override
  public Instant instant() {
    return now;
  }

  void advance(Duration by) {
    now = now.plus(by);
  }
}
