package dev.chit.server.edge;

import dev.chit.server.blobs.Blobs;
import dev.chit.server.blobs.Download;
import dev.chit.server.calls.Answers;
import dev.chit.server.calls.Refusals;
import dev.chit.server.calls.RefusedException;
import dev.chit.wire.v1.GetBlobFrame;
import dev.chit.wire.v1.GetBlobRequest;
import io.grpc.stub.ServerCallStreamObserver;
import java.io.IOException;
import java.sql.SQLException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One download. The disk's threads read a few frames whenever the stream takes more; nothing is
/// read that the client does not take.
final class GetCall {
  private static final Logger log = LoggerFactory.getLogger(GetCall.class);

  /// 512 KiB.
  private static final int FRAMES_AT_ONCE = 8;

  private final Blobs blobs;
  private final Member member;
  private final Executor disk;
  private final GetBlobRequest request;
  private final ServerCallStreamObserver<GetBlobFrame> to;

  // Under the lock:
  private boolean running;
  private boolean cut;
  private boolean over;

  private @Nullable Download download;

  GetCall(
      Blobs blobs,
      Member member,
      Executor disk,
      GetBlobRequest request,
      ServerCallStreamObserver<GetBlobFrame> to) {
    this.blobs = blobs;
    this.member = member;
    this.disk = disk;
    this.request = request;
    this.to = to;
    to.setOnReadyHandler(this::wake);
    to.setOnCancelHandler(this::gone);
  }

  void start() {
    wake();
  }

  private void gone() {
    synchronized (this) {
      cut = true;
    }
    wake();
  }

  private void wake() {
    synchronized (this) {
      if (running || over) {
        return;
      }
      running = true;
    }
    try {
      disk.execute(this::work);
    } catch (RejectedExecutionException e) {
      fail(new RefusedException(Refusals.BUSY));
    }
  }

  private void work() {
    try {
      while (isWoken()) {
        Download open = open();
        for (int i = 0; i < FRAMES_AT_ONCE && !open.isAtEnd(); i++) {
          to.onNext(GetBlobFrame.newBuilder().setBytes(open.next()).build());
        }
        if (open.isAtEnd() && over()) {
          to.onCompleted();
        }
      }
    } catch (RefusedException | IOException | SQLException | RuntimeException e) {
      fail(e);
    }
  }

  /// Whether there is something to do; if not, the task ends, and the next waking begins another.
  private boolean isWoken() {
    boolean isCut;
    synchronized (this) {
      isCut = cut;
      // Looked at under the lock, so that a stream that gets ready or is cut meanwhile wakes a new
      // task.
      running = !over && !isCut && to.isReady();
      if (!isCut) {
        return running;
      }
    }
    over();
    return false;
  }

  private Download open() throws RefusedException, IOException, SQLException {
    Download open;
    synchronized (this) {
      open = download;
    }
    if (open == null) {
      open = blobs.read(member.account(), request);
      synchronized (this) {
        download = open;
      }
    }
    return open;
  }

  private void fail(Exception why) {
    if (over()) {
      to.onError(Answers.toStatus(why));
    }
  }

  /// @return whether it was not over yet
  private boolean over() {
    Download open;
    synchronized (this) {
      if (over) {
        return false;
      }
      over = true;
      open = download;
    }
    if (open != null) {
      try {
        open.close();
      } catch (IOException e) {
        log.debug("a blob was not closed well", e);
      }
    }
    return true;
  }
}
