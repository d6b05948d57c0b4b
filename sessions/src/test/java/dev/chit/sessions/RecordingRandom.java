package dev.chit.sessions;

import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;

/// Passes randomness through and remembers each draw.
final class RecordingRandom extends SecureRandom {
  private final transient SecureRandom source;
  private final transient List<byte[]> draws = new ArrayList<>();

  RecordingRandom(SecureRandom source) {
    this.source = source;
  }

  @Override
  public void nextBytes(byte[] bytes) {
    source.nextBytes(bytes);
    draws.add(bytes.clone());
  }

  /// Those since it was last asked.
  List<byte[]> taken() {
    List<byte[]> taken = List.copyOf(draws);
    draws.clear();
    return taken;
  }
}
