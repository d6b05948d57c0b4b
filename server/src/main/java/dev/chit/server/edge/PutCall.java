package dev.chit.server.edge;

import com.google.protobuf.ByteString;
import dev.chit.server.blobs.Blobs;
import dev.chit.server.blobs.Upload;
import dev.chit.server.calls.Answers;
import dev.chit.server.calls.Refusals;
import dev.chit.server.calls.RefusedException;
import dev.chit.wire.Limits;
import dev.chit.wire.Refusal;
import dev.chit.wire.v1.BlobHead;
import dev.chit.wire.v1.BlobState;
import dev.chit.wire.v1.PutBlobFrame;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/// One upload. Frames arrive on the event loop, which hands them to the disk's threads; the client
/// may be so many frames ahead of the disk, and no more.
final class PutCall implements StreamObserver<PutBlobFrame> {
  /// 2 MiB.
  private static final int FRAMES_AHEAD = 8;

  private final Blobs blobs;
  private final Member member;
  private final SerialTask task;
  private final ServerCallStreamObserver<BlobState> to;

  // Under the lock:
  private final List<ByteString> waiting = new ArrayList<>();
  private boolean completed;
  private boolean cut;
  private @Nullable Refusal wrong;
  private @Nullable BlobHead head;
  private @Nullable Upload upload;

  PutCall(Blobs blobs, Member member, Executor disk, ServerCallStreamObserver<BlobState> to) {
    this.blobs = blobs;
    this.member = member;
    this.task = new SerialTask(disk, this::step, this::fail);
    this.to = to;
    to.disableAutoRequest();
    to.setOnCancelHandler(this::gone);
    to.request(FRAMES_AHEAD);
  }

  @Override
  public void onNext(PutBlobFrame frame) {
    synchronized (this) {
      if (frame.hasHead() == (head != null)) {
        wrong = Refusals.badRequest("An upload has one head, in its first frame.");
      } else if (frame.getBytes().size() > Limits.BLOB_FRAME_BYTES_MAX) {
        wrong = Refusals.tooLarge("A frame has at most 256 KiB and 16 bytes of a blob.");
      } else {
        head = frame.hasHead() ? frame.getHead() : head;
        waiting.add(frame.getBytes());
      }
    }
    task.wake();
  }

  @Override
  public void onCompleted() {
    synchronized (this) {
      completed = true;
    }
    task.wake();
  }

  @Override
  public void onError(Throwable failure) {
    gone();
  }

  /// What came before is kept, so that a later upload goes on from there.
  private void gone() {
    synchronized (this) {
      cut = true;
    }
    task.wake();
  }

  /// @return false when there is nothing to do now
  private boolean step() throws RefusedException, IOException, SQLException {
    List<ByteString> frames;
    boolean isLast;
    synchronized (this) {
      frames = List.copyOf(waiting);
      waiting.clear();
      isLast = completed || cut;
      if (wrong != null) {
        throw new RefusedException(wrong);
      }
      if (frames.isEmpty() && !isLast) {
        return false;
      }
    }
    if (!frames.isEmpty()) {
      open().append(frames);
      to.request(frames.size());
      return true;
    }
    end();
    return false;
  }

  private Upload open() throws RefusedException, IOException, SQLException {
    Upload open;
    BlobHead known;
    synchronized (this) {
      open = upload;
      known = head;
    }
    if (open == null) {
      if (known == null) {
        throw new RefusedException(Refusals.badRequest("An upload begins with its head."));
      }
      open = blobs.begin(member.account(), known);
      synchronized (this) {
        upload = open;
      }
    }
    return open;
  }

  private void end() throws RefusedException, IOException, SQLException {
    boolean isCut;
    synchronized (this) {
      isCut = cut;
    }
    if (isCut) {
      over();
      return;
    }
    BlobState state = open().finish();
    over();
    to.onNext(state);
    to.onCompleted();
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
    Upload open;
    synchronized (this) {
      open = upload;
      waiting.clear();
    }
    if (open != null) {
      open.close();
    }
    return true;
  }
}
