package dev.chit.server.edge;

import dev.chit.server.blobs.Blobs;
import dev.chit.server.blobs.Download;
import dev.chit.server.calls.Answers;
import dev.chit.server.calls.RefusedException;
import dev.chit.wire.v1.GetBlobFrame;
import dev.chit.wire.v1.GetBlobRequest;
import io.grpc.stub.ServerCallStreamObserver;
import java.io.IOException;
import java.sql.SQLException;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One download. The disk's threads read a few frames whenever the stream takes more; nothing is
/// read that the client does not take.
final class GetCall {
  private static final Logger log = LoggerFactory.getLogger(GetCall.class);

  /// 1 MiB.
  private static final int FRAMES_AT_ONCE = 4;

  private final Blobs blobs;
  private final Member member;
  private final SerialTask task;
  private final GetBlobRequest request;
  private final ServerCallStreamObserver<GetBlobFrame> to;

  // Under the lock:
  private boolean cut;

  private @Nullable Download download;

  GetCall(
      Blobs blobs,
      Member member,
      Executor disk,
      GetBlobRequest request,
      ServerCallStreamObserver<GetBlobFrame> to) {
    this.blobs = blobs;
    this.member = member;
    this.task = new SerialTask(disk, this::step, this::fail);
    this.request = request;
    this.to = to;
    to.setOnReadyHandler(task::wake);
    to.setOnCancelHandler(this::gone);
  }

  void start() {
    task.wake();
  }

  private void gone() {
    synchronized (this) {
      cut = true;
    }
    task.wake();
  }

  /// @return whether the stream takes more now; if not, it wakes the task once it does
  private boolean step() throws RefusedException, IOException, SQLException {
    if (isCut()) {
      over();
      return false;
    }
    if (!to.isReady()) {
      return false;
    }
    Download open = open();
    for (int i = 0; i < FRAMES_AT_ONCE && !open.isAtEnd(); i++) {
      to.onNext(GetBlobFrame.newBuilder().setBytes(open.next()).build());
    }
    if (open.isAtEnd()) {
      if (over()) {
        to.onCompleted();
      }
      return false;
    }
    return to.isReady();
  }

  private synchronized boolean isCut() {
    return cut;
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
      to.onError(Answers.toStatus(SerialTask.meaning(why)));
    }
  }

  /// @return whether it was not over yet
  private boolean over() {
    if (!task.end()) {
      return false;
    }
    Download open;
    synchronized (this) {
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
