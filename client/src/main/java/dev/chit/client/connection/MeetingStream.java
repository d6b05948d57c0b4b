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
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/// One end of a meeting of two devices at the server, which passes bytes on and understands nothing
/// of them. For one thread.
public final class MeetingStream implements AutoCloseable {
  private final ClientCall<MeetFrame, MeetFrame> call;
  private final Told told = new Told();

  // What the listener told:
  private final Queue<ByteString> arrived = new ConcurrentLinkedQueue<>();
  private volatile @Nullable ChitException end;

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
    boolean inTime = told.await(() -> end != null || call.isReady(), patience);
    throwEnd();
    if (!inTime) {
      throw late();
    }
    call.sendMessage(
        MeetFrame.newBuilder().setBytes(UnsafeByteOperations.unsafeWrap(bytes)).build());
  }

  /// What the other end said next; of one that waits the first is empty, once the server has it.
  ///
  /// @throws ChitRefusedException `device-gone` if the other end has gone
  public byte[] receive(Duration patience) throws ChitException, InterruptedException {
    try {
      var _ = told.await(() -> !arrived.isEmpty() || end != null, patience);
      ByteString next = arrived.poll();
      if (next == null) {
        throwEnd();
        throw late();
      }
      return next.toByteArray();
    } finally {
      call.request(1);
    }
  }

  private void throwEnd() throws ChitException {
    ChitException why = end;
    if (why != null) {
      throw why;
    }
  }

  private static UnreachableException late() {
    return new UnreachableException("The other device did not answer in time.", null);
  }

  /// Says that this was all, and waits until the server has passed it on.
  public void finish(Duration patience) throws InterruptedException {
    call.halfClose();
    var _ = told.await(() -> end != null, patience);
  }

  @Override
  public void close() {
    call.cancel("done", null);
  }

  private final class Listener extends ClientCall.Listener<MeetFrame> {
    @Override
    public void onReady() {
      told.tell(() -> {});
    }

    @Override
    public void onMessage(MeetFrame frame) {
      told.tell(() -> arrived.add(frame.getBytes()));
    }

    @Override
    public void onClose(Status status, Metadata trailers) {
      ChitException why =
          status.isOk()
              ? new ChitRefusedException("device-gone", "The other device has gone.")
              : Failures.of(status, trailers);
      told.tell(() -> end = why);
    }
  }
}
