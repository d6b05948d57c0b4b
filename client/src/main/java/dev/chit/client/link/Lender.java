package dev.chit.client.link;

import com.google.protobuf.UnsafeByteOperations;
import dev.chit.client.ChitException;
import dev.chit.client.files.Shelf;
import dev.chit.client.link.v1.PieceFrame;
import dev.chit.client.link.v1.PiecesWanted;
import dev.chit.client.work.Signal;
import dev.chit.core.AccountId;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Sends the pieces of one file to a contact's device, sealed as they go and no faster than they
/// are taken. One virtual thread.
final class Lender implements Pipe.Ear<PieceFrame> {
  private static final Logger LOG = LoggerFactory.getLogger(Lender.class);

  private final Shelf shelf;
  private final AccountId to;
  private final Runnable over;
  private final Signal moved = new Signal();
  private volatile boolean ended;

  /// @param over called at the end
  Lender(Shelf shelf, AccountId to, Runnable over) {
    this.shelf = shelf;
    this.to = to;
    this.over = over;
  }

  void begin(Pipe<PieceFrame> pipe, PiecesWanted wanted) {
    var _ = Thread.ofVirtual().name("chit-lend").start(() -> run(pipe, wanted));
  }

  private void run(Pipe<PieceFrame> pipe, PiecesWanted wanted) {
    try {
      lend(pipe, wanted);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      LOG.debug("a file is lent no further: {}", e.getMessage());
      pipe.end();
    } finally {
      over.run();
    }
  }

  private void lend(Pipe<PieceFrame> pipe, PiecesWanted wanted) throws InterruptedException {
    byte[] keys = wanted.getKeys().toByteArray();
    try (Shelf.Loan loan = shelf.lend(to, wanted.getBlobId(), keys, wanted.getFirstPiece())) {
      // The next is sealed while the one before leaves.
      Optional<byte[]> piece = loan.next();
      while (piece.isPresent()) {
        if (!awaitReady(pipe)) {
          pipe.end();
          return;
        }
        var bytes = UnsafeByteOperations.unsafeWrap(piece.get());
        pipe.send(PieceFrame.newBuilder().setPiece(bytes).build());
        piece = loan.next();
      }
      pipe.finish();
    } catch (Shelf.NotLentException e) {
      refuse(pipe, e.code());
    } catch (ChitException e) {
      refuse(pipe, "unknown-blob");
    }
  }

  static void refuse(Pipe<PieceFrame> pipe, String code) {
    pipe.send(PieceFrame.newBuilder().setRefused(code).build());
    pipe.finish();
  }

  /// False if the other end is gone, or takes nothing.
  private boolean awaitReady(Pipe<PieceFrame> pipe) throws InterruptedException {
    long until = System.nanoTime() + LinkLimits.PIECE.toNanos();
    while (!ended && !pipe.isReady()) {
      if (System.nanoTime() > until) {
        return false;
      }
      moved.await(LinkLimits.PIECE.toMillis());
    }
    return !ended;
  }

  @Override
  public void heard(PieceFrame frame) {}

  @Override
  public void ready() {
    moved.raise();
  }

  @Override
  public void ended() {
    ended = true;
    moved.raise();
  }
}
