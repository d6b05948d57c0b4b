package dev.chit.bench.load;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;

/// A file that nothing on its way can make smaller.
public final class RandomFile {
  private static final int STEP = 1 << 20;

  private RandomFile() {}

  public static void write(Path file, long bytes) throws IOException {
    var random = new SplittableRandom(bytes);
    var some = new byte[STEP];
    try (OutputStream out = Files.newOutputStream(file)) {
      for (long left = bytes; left > 0; left -= STEP) {
        random.nextBytes(some);
        out.write(some, 0, (int) Math.min(left, STEP));
      }
    }
  }
}
