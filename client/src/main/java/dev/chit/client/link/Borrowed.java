package dev.chit.client.link;

import dev.chit.client.ChitException;
import dev.chit.client.ChitRefusedException;
import dev.chit.client.UnreachableException;
import dev.chit.client.files.PieceSupply;
import dev.chit.client.link.v1.PieceFrame;
import java.nio.ByteBuffer;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Pieces that come over a link, no faster than they are taken.
final class Borrowed implements PieceSupply.Source, Pipe.Ear<PieceFrame> {
  /// Frames that may come before the first of them is taken.
  private static final int AHEAD = 8;

  private static final PieceFrame END = PieceFrame.getDefaultInstance();

  private final BlockingQueue<PieceFrame> heard = new LinkedBlockingQueue<>();
  private final Runnable over;
  private ByteBuffer rest = ByteBuffer.allocate(0);

  // Under this object's lock:
  private @Nullable Pipe<PieceFrame> pipe;
  private boolean closed;

  /// @param over called once it is closed
  Borrowed(Runnable over) {
    this.over = over;
  }

  /// They come by this stream.
  synchronized void begin(Pipe<PieceFrame> stream) {
    if (closed) {
      stream.end();
      return;
    }
    pipe = stream;
    stream.request(AHEAD);
  }

  @Override
  public void heard(PieceFrame frame) {
    heard.add(frame);
  }

  @Override
  public void ready() {}

  @Override
  public void ended() {
    heard.add(END);
  }

  @Override
  public int next(byte[] into, int length) throws ChitException, InterruptedException {
    int filled = 0;
    while (filled < length && (rest.hasRemaining() || more())) {
      int part = Math.min(rest.remaining(), length - filled);
      rest.get(into, filled, part);
      filled += part;
    }
    return filled;
  }

  /// False at the end.
  private boolean more() throws ChitException, InterruptedException {
    PieceFrame frame = heard.poll(LinkLimits.PIECE.toMillis(), TimeUnit.MILLISECONDS);
    if (frame == null) {
      throw new UnreachableException("The other end of the link sent nothing in time.", null);
    }
    if (!frame.getRefused().isEmpty()) {
      throw new ChitRefusedException(code(frame), "The sender's client does not lend this file.");
    }
    if (frame.getPiece().isEmpty()) {
      heard.add(END);
      return false;
    }
    rest = frame.getPiece().asReadOnlyByteBuffer();
    request();
    return true;
  }

  /// One of those that there are, whatever it says.
  private static String code(PieceFrame frame) {
    return switch (frame.getRefused()) {
      case "busy" -> "busy";
      case "stale" -> "stale";
      case String _ -> "unknown-blob";
    };
  }

  private synchronized void request() {
    if (pipe != null && !closed) {
      pipe.request(1);
    }
  }

  @Override
  public void close() {
    synchronized (this) {
      if (closed) {
        return;
      }
      closed = true;
      if (pipe != null) {
        pipe.end();
      }
    }
    over.run();
  }
}
