package dev.chit.sessions;

import java.security.SecureRandom;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/// Hands out the draws of a vector, in their order and length.
final class ReplayedRandom extends SecureRandom {
  private final transient Deque<byte[]> draws;

  ReplayedRandom(List<byte[]> draws) {
    this.draws = new ArrayDeque<>(draws);
  }

  @Override
  public void nextBytes(byte[] bytes) {
    byte[] draw = draws.pollFirst();
    if (draw == null || draw.length != bytes.length) {
      throw new AssertionError("a draw of " + bytes.length + " bytes that the vector has not");
    }
    System.arraycopy(draw, 0, bytes, 0, bytes.length);
  }

  boolean isUsedUp() {
    return draws.isEmpty();
  }
}
