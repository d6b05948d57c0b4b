package dev.chit.client.connection;

import dev.chit.client.ChitException;
import dev.chit.client.UnreachableException;
import dev.chit.wire.v1.ServerFrame;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// What came on a stream and was not processed yet, up to its end. As many frames as were asked for
/// may wait here.
final class Arrivals implements RawConnection.Listener {
  private final BlockingQueue<Arrived> waiting = new LinkedBlockingQueue<>();

  private record Arrived(@Nullable ServerFrame frame, @Nullable ChitException end) {}

  @Override
  public void onFrame(RawConnection connection, ServerFrame frame) {
    waiting.add(new Arrived(frame, null));
  }

  @Override
  public void onEnd(RawConnection connection, @Nullable ChitException reason) {
    waiting.add(new Arrived(null, reason));
  }

  /// Waits for the next frame.
  ///
  /// @throws UnreachableException if none comes in time
  ServerFrame next(Duration patience) throws ChitException, InterruptedException {
    Arrived one = waiting.poll(patience.toNanos(), TimeUnit.NANOSECONDS);
    if (one == null) {
      throw new UnreachableException("The server did not answer in time.", null);
    }
    return frame(one);
  }

  /// Waits for the next frame, however long it takes, and adds to it those that wait with it.
  void next(List<ServerFrame> frames, int max) throws ChitException, InterruptedException {
    frames.add(frame(waiting.take()));
    while (frames.size() < max
        && waiting.peek() instanceof Arrived(ServerFrame frame, _)
        && frame != null) {
      waiting.remove();
      frames.add(frame);
    }
  }

  private static ServerFrame frame(Arrived one) throws ChitException {
    if (one.frame() != null) {
      return one.frame();
    }
    throw one.end() != null
        ? one.end()
        : new UnreachableException("The server ended the connection.", null);
  }
}
