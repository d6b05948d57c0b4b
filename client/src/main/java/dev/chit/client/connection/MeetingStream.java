package dev.chit.client.connection;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import dev.chit.client.ChitException;
import dev.chit.client.ChitRefusedException;
import dev.chit.client.UnreachableException;
import dev.chit.wire.Limits;
import dev.chit.wire.v1.MeetFrame;
import io.grpc.ClientCall;
import io.grpc.Metadata;
import io.grpc.Status;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// One end of a meeting of two devices at the server, which passes bytes on and understands nothing
/// of them. For one thread.
public final class MeetingStream implements AutoCloseable {
  private final ClientCall<MeetFrame, MeetFrame> call;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();

  // Under the lock:
  private final ArrayDeque<ByteString> arrived = new ArrayDeque<>();
  private @Nullable ChitException end;

  private MeetingStream(ClientCall<MeetFrame, MeetFrame> call) {
    this.call = call;
  }

  /// @param place where they meet, 16 bytes
  /// @param waits whether this end waits for the other; else that one has to wait already
  static MeetingStream start(ClientCall<MeetFrame, MeetFrame> call, byte[] place, boolean waits) {
    var meeting = new MeetingStream(call);
    call.start(meeting.new Listener(), new Metadata());
    call.request(1);
    call.sendMessage(
        MeetFrame.newBuilder().setPlace(ByteString.copyFrom(place)).setWaits(waits).build());
    return meeting;
  }

  /// Says something to the other end; waits while the server takes nothing.
  ///
  /// @param bytes at most 64 KiB
  public void send(byte[] bytes, Duration patience) throws ChitException, InterruptedException {
    if (bytes.length > Limits.MEET_FRAME_BYTES_MAX) {
      throw new IllegalArgumentException(bytes.length + " bytes (expected: at most 64 KiB)");
    }
    long leftNanos = patience.toNanos();
    lock.lockInterruptibly();
    try {
      while (end == null && !call.isReady()) {
        requireTime(leftNanos);
        leftNanos = changed.awaitNanos(leftNanos);
      }
      if (end != null) {
        throw end;
      }
    } finally {
      lock.unlock();
    }
    call.sendMessage(
        MeetFrame.newBuilder().setBytes(UnsafeByteOperations.unsafeWrap(bytes)).build());
  }

  /// What the other end said next; of one that waits the first is empty, once the server has it.
  ///
  /// @throws ChitRefusedException `device-gone` if the other end has gone
  public byte[] receive(Duration patience) throws ChitException, InterruptedException {
    long leftNanos = patience.toNanos();
    lock.lockInterruptibly();
    try {
      while (arrived.isEmpty()) {
        if (end != null) {
          throw end;
        }
        requireTime(leftNanos);
        leftNanos = changed.awaitNanos(leftNanos);
      }
      return arrived.removeFirst().toByteArray();
    } finally {
      lock.unlock();
      call.request(1);
    }
  }

  private static void requireTime(long leftNanos) throws UnreachableException {
    if (leftNanos <= 0) {
      throw new UnreachableException("The other device did not answer in time.", null);
    }
  }

  /// Says that this was all, and waits until the server has passed it on.
  public void finish(Duration patience) throws InterruptedException {
    call.halfClose();
    long leftNanos = patience.toNanos();
    lock.lockInterruptibly();
    try {
      while (end == null && leftNanos > 0) {
        leftNanos = changed.awaitNanos(leftNanos);
      }
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void close() {
    call.cancel("done", null);
  }

  private final class Listener extends ClientCall.Listener<MeetFrame> {
    @Override
    public void onReady() {
      tell(() -> {});
    }

    @Override
    public void onMessage(MeetFrame frame) {
      tell(() -> arrived.add(frame.getBytes()));
    }

    @Override
    public void onClose(Status status, Metadata trailers) {
      ChitException why =
          status.isOk()
              ? new ChitRefusedException("device-gone", "The other device has gone.")
              : Failures.of(status, trailers);
      tell(() -> end = why);
    }

    private void tell(Runnable what) {
      lock.lock();
      try {
        what.run();
        changed.signalAll();
      } finally {
        lock.unlock();
      }
    }
  }
}
