package dev.chit.server.ledger;

import dev.chit.core.Salt;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.function.Supplier;

/// Salts from the system's randomness, fetched for many events at once. The writer's alone.
final class SaltSource implements Supplier<Salt> {
  private static final int FETCHED = 512;

  private final SecureRandom random = new SecureRandom();
  private final ByteBuffer fetched = ByteBuffer.allocate(FETCHED * Salt.LENGTH).flip();

  @Override
  public Salt get() {
    if (!fetched.hasRemaining()) {
      random.nextBytes(fetched.array());
      fetched.clear();
    }
    return new Salt(fetched.getLong(), fetched.getLong());
  }
}
