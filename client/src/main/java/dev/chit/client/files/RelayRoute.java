package dev.chit.client.files;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import dev.chit.client.ChitException;
import dev.chit.client.ChitRefusedException;
import dev.chit.client.UnreachableException;
import dev.chit.client.connection.MessageSink;
import dev.chit.client.connection.MessageStream;
import dev.chit.client.connection.ServerChannel;
import dev.chit.wire.Limits;
import dev.chit.wire.v1.BlobHead;
import dev.chit.wire.v1.BlobState;
import dev.chit.wire.v1.ChitGrpc;
import dev.chit.wire.v1.DeleteBlobRequest;
import dev.chit.wire.v1.GetBlobFrame;
import dev.chit.wire.v1.GetBlobRequest;
import dev.chit.wire.v1.PutBlobFrame;
import dev.chit.wire.v1.StatBlobRequest;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;

/// By way of the server, over a connection of its own, so that messages need not queue behind
/// files.
public final class RelayRoute implements PieceRoute {
  private static final String UNKNOWN = "unknown-blob";

  private final ServerChannel channel;
  private final Duration patience;

  /// @param channel becomes the route's own
  public RelayRoute(ServerChannel channel, Duration patience) {
    this.channel = channel;
    this.patience = patience;
  }

  @Override
  public Stored stored(ByteString blob) throws ChitException, InterruptedException {
    try {
      var request = StatBlobRequest.newBuilder().setId(blob).build();
      BlobState state = channel.call(ChitGrpc.getStatBlobMethod(), request, patience);
      return new Stored(state.getStored(), state.getExpiresAtMillis());
    } catch (ChitRefusedException e) {
      if (e.code().equals(UNKNOWN)) {
        return new Stored(0, 0);
      }
      throw e;
    }
  }

  @Override
  public Sink send(ByteString blob, long size, long offset)
      throws ChitException, InterruptedException {
    MessageSink<PutBlobFrame, BlobState> call =
        channel.upload(ChitGrpc.getPutBlobMethod(), patience);
    BlobHead.Builder head = BlobHead.newBuilder().setId(blob).setSize(size).setOffset(offset);
    call.put(PutBlobFrame.newBuilder().setHead(head).build());
    return new RelaySink(call);
  }

  @Override
  public Source fetch(ByteString blob, long offset) {
    var request = GetBlobRequest.newBuilder().setId(blob).setOffset(offset).build();
    return new RelaySource(channel.stream(ChitGrpc.getGetBlobMethod(), request, patience));
  }

  @Override
  public void delete(ByteString blob) throws ChitException, InterruptedException {
    try {
      var request = DeleteBlobRequest.newBuilder().setId(blob).build();
      var _ = channel.call(ChitGrpc.getDeleteBlobMethod(), request, patience);
    } catch (ChitRefusedException e) {
      if (!e.code().equals(UNKNOWN)) {
        throw e;
      }
    }
  }

  @Override
  public void close() {
    channel.close();
  }

  private record RelaySink(MessageSink<PutBlobFrame, BlobState> call) implements Sink {
    @Override
    public void put(byte[] sealed, int length) throws ChitException, InterruptedException {
      // Equal frames, rather than full ones and a tiny rest.
      int frames = Math.ceilDiv(length, Limits.BLOB_FRAME_BYTES_MAX);
      int step = Math.ceilDiv(length, frames);
      for (int at = 0; at < length; at += step) {
        ByteString bytes = UnsafeByteOperations.unsafeWrap(sealed, at, Math.min(step, length - at));
        call.put(PutBlobFrame.newBuilder().setBytes(bytes).build());
      }
    }

    @Override
    public long finish() throws ChitException, InterruptedException {
      return call.finish().getExpiresAtMillis();
    }

    @Override
    public void close() {
      call.close();
    }
  }

  private static final class RelaySource implements Source {
    private final MessageStream<GetBlobFrame> call;
    private ByteBuffer rest = ByteBuffer.allocate(0);

    RelaySource(MessageStream<GetBlobFrame> call) {
      this.call = call;
    }

    @Override
    public int next(byte[] into, int length) throws ChitException, InterruptedException {
      int filled = 0;
      while (filled < length) {
        if (!rest.hasRemaining()) {
          Optional<GetBlobFrame> frame = call.next();
          if (frame.isEmpty()) {
            break;
          }
          rest = frame.get().getBytes().asReadOnlyByteBuffer();
          if (!rest.hasRemaining()) {
            throw new UnreachableException("The server sent a frame with nothing in it.", null);
          }
        }
        int part = Math.min(rest.remaining(), length - filled);
        rest.get(into, filled, part);
        filled += part;
      }
      return filled;
    }

    @Override
    public void close() {
      call.close();
    }
  }
}
