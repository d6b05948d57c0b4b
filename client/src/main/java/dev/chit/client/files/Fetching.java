package dev.chit.client.files;

import dev.chit.client.ChitException;
import dev.chit.client.ChitRefusedException;
import dev.chit.client.FileProgress;
import dev.chit.client.SharedFile;
import dev.chit.client.UnreachableException;
import dev.chit.client.state.v1.FileRow;
import dev.chit.core.AccountId;
import dev.chit.sessions.file.PieceLayout;
import java.util.concurrent.TimeUnit;

/// Fetches the pieces of a file: from its sender's client while that is linked, and from the server
/// otherwise. It changes from one to the other in the middle of a file, with whole pieces.
final class Fetching {
  private static final String UNKNOWN = "unknown-blob";
  private static final long LOOK_MILLIS = 100;

  /// For a sender to come who holds the file ready.
  private static final long COMING_SECONDS = 60;

  /// For a sender who was there to leave the file with the server: a second more for each of so
  /// many bytes.
  private static final long LEAVING_BYTES_A_SECOND = 1 << 20;

  private final FileBook book;
  private final FileDesk.Routes routes;
  private final Lenders lenders;

  Fetching(FileBook book, FileDesk.Routes routes, Lenders lenders) {
    this.book = book;
    this.routes = routes;
    this.lenders = lenders;
  }

  void run(SharedFile file, PartFile part, PieceLayout layout, FileProgress progress)
      throws ChitException, InterruptedException {
    byte[] key = FileRows.key(file.other(), false, file.id());
    var ways = new Ways(key, file);
    try {
      var _ =
          new Attempts<>(ways::open)
              .<Boolean>run(heard -> way -> fetch(way, part, layout, heard), progress);
    } catch (ChitRefusedException e) {
      throw e.code().equals(UNKNOWN)
          ? new ChitRefusedException(
              e.code(),
              "The server no longer has this file: ask " + file.otherName() + " to send it again.")
          : e;
    }
  }

  /// The sender need not keep it ready any longer.
  void done(FileRow row) {
    lenders
        .of(AccountId.of(row.getAccount().toByteArray()), Stretches.digest(row.getStretchesList()))
        .ifPresent(it -> it.taken(row.getBlobId()));
  }

  private static boolean fetch(Way way, PartFile part, PieceLayout layout, FileProgress progress)
      throws ChitException, InterruptedException {
    long offset = PieceLayout.sealedOffset(part.good());
    try (PieceSupply.Source source = way.fetch(way.row().getBlobId(), offset)) {
      var keys = new Stretches.Walk(way.row().getStretchesList(), layout);
      Pieces.receive(source, layout, keys, part, progress);
      return true;
    } catch (ChitRefusedException e) {
      throw way.meaning(e);
    }
  }

  /// Where to try next.
  private final class Ways {
    private final byte[] key;
    private final SharedFile file;
    private final long sinceNanos = System.nanoTime();
    private long patienceSeconds = COMING_SECONDS;
    private boolean isNotLent;

    Ways(byte[] key, SharedFile file) {
      this.key = key;
      this.file = file;
    }

    /// Waits for a link or the server while the sender's client may hold the file ready.
    Way open() throws ChitException, InterruptedException {
      while (true) {
        FileRow row = book.row(key);
        if (!isNotLent) {
          byte[] keys = Stretches.digest(row.getStretchesList());
          var link = lenders.of(file.other(), keys);
          if (link.isPresent()) {
            patienceSeconds = COMING_SECONDS + file.size() / LEAVING_BYTES_A_SECOND;
            return new Way(row, link.get(), this, true);
          }
        }
        if (!row.getHeld()) {
          return new Way(row, routes.open(), this, false);
        }
        if (System.nanoTime() - sinceNanos > TimeUnit.SECONDS.toNanos(patienceSeconds)) {
          throw new ChitRefusedException(
              "sender-away",
              file.otherName()
                  + "'s client has this file and cannot be reached: try again once it is there.");
        }
        TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
      }
    }
  }

  /// One of both.
  private record Way(FileRow row, PieceSupply supply, Ways ways, boolean isLink)
      implements PieceSupply {
    @Override
    public Source fetch(com.google.protobuf.ByteString blob, long offset)
        throws ChitException, InterruptedException {
      return supply.fetch(blob, offset);
    }

    /// That a client does not lend a file says nothing of the server, unless nobody else has it.
    ChitException meaning(ChitRefusedException refusal) {
      if (!isLink || !refusal.code().equals(UNKNOWN)) {
        return refusal;
      }
      if (row.getHeld()) {
        return new ChitRefusedException(
            "not-lent",
            ways.file.otherName()
                + "'s client no longer has this file as it was: ask them to send it again.");
      }
      ways.isNotLent = true;
      return new UnreachableException("The sender's client does not lend this file.", refusal);
    }

    @Override
    public void close() {
      supply.close();
    }
  }
}
