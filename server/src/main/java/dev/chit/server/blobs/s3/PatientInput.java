package dev.chit.server.blobs.s3;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/// What an object store sends, waited for no longer than so at a time: a store that stalls holds
/// nobody's thread. The client's own limit ends with the answer's first line.
final class PatientInput extends FilterInputStream {
  private static final ScheduledExecutorService WATCH =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("s3-watch").factory());

  private final Duration patience;

  PatientInput(InputStream from, Duration patience) {
    super(from);
    this.patience = patience;
  }

  @Override
  public int read() throws IOException {
    var one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : Byte.toUnsignedInt(one[0]);
  }

  @Override
  public int read(byte[] into, int at, int length) throws IOException {
    if (in.available() > 0) {
      return in.read(into, at, length);
    }
    Future<?> end = WATCH.schedule(this::abandon, patience.toMillis(), TimeUnit.MILLISECONDS);
    try {
      return in.read(into, at, length);
    } finally {
      end.cancel(false);
    }
  }

  /// Whoever reads at this moment gets an exception.
  private boolean abandon() throws IOException {
    in.close();
    return true;
  }
}
