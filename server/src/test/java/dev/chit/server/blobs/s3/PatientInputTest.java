package dev.chit.server.blobs.s3;

import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

final class PatientInputTest {
  @Test
  void aStoreThatStallsIsGivenUp() throws Exception {
    try (var input = new PatientInput(new Stalled(), Duration.ofMillis(10))) {
      assertThrows(IOException.class, input::read);
    }
  }

  /// Says nothing until it is closed.
  private static final class Stalled extends InputStream {
    private final CountDownLatch closed = new CountDownLatch(1);

    @Override
    public int read() throws IOException {
      return read(new byte[1], 0, 1);
    }

    @Override
    public int read(byte[] into, int at, int length) throws IOException {
      try {
        closed.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      throw new IOException("closed");
    }

    @Override
    public void close() {
      closed.countDown();
    }
  }
}
