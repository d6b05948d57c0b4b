package dev.chit.sessions;

import java.security.SecureRandom;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/// Randomness that is the same in every run of a test.
final class SeededRandom extends SecureRandom {
  private final transient RandomGenerator source;

  SeededRandom(long seed) {
    source = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
  }

  @Override
  public void nextBytes(byte[] bytes) {
    source.nextBytes(bytes);
  }
}
