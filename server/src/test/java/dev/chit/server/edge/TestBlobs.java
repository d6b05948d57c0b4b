package dev.chit.server.edge;

import com.google.protobuf.ByteString;
import dev.chit.wire.Limits;
import dev.chit.wire.v1.BlobHead;
import dev.chit.wire.v1.BlobState;
import dev.chit.wire.v1.ChitGrpc;
import dev.chit.wire.v1.GetBlobFrame;
import dev.chit.wire.v1.GetBlobRequest;
import dev.chit.wire.v1.PutBlobFrame;
import dev.chit.wire.v1.StatBlobRequest;
import io.grpc.CallOptions;
import io.grpc.StatusException;
import io.grpc.stub.BlockingClientCall;
import io.grpc.stub.ClientCalls;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Iterator;
import java.util.Random;

/// Blobs as a client that knows the protocol puts and gets them.
final class TestBlobs {
  private TestBlobs() {}

  static ByteString id(int seed) {
    var id = new byte[Limits.BLOB_ID_BYTES];
    id[0] = (byte) seed;
    return ByteString.copyFrom(id);
  }

  static byte[] bytes(int length) {
    var bytes = new byte[length];
    new Random(length).nextBytes(bytes);
    return bytes;
  }

  static BlobHead head(ByteString id, long size, long offset) {
    return BlobHead.newBuilder().setId(id).setSize(size).setOffset(offset).build();
  }

  static BlobState put(TestClient by, ByteString id, byte[] all, int from) throws Exception {
    var call = begin(by, head(id, all.length, from));
    write(call, all, from, all.length);
    return end(call);
  }

  static BlockingClientCall<PutBlobFrame, BlobState> begin(TestClient by, BlobHead head)
      throws Exception {
    var call =
        ClientCalls.blockingClientStreamingCall(
            by.channel(), ChitGrpc.getPutBlobMethod(), CallOptions.DEFAULT);
    write(call, PutBlobFrame.newBuilder().setHead(head));
    return call;
  }

  static void write(
      BlockingClientCall<PutBlobFrame, BlobState> call, byte[] all, int from, int through)
      throws Exception {
    for (int at = from; at < through; at += Limits.BLOB_FRAME_BYTES_MAX) {
      int length = Math.min(Limits.BLOB_FRAME_BYTES_MAX, through - at);
      var frame = PutBlobFrame.newBuilder().setBytes(ByteString.copyFrom(all, at, length));
      write(call, frame);
    }
  }

  static void write(BlockingClientCall<PutBlobFrame, BlobState> call, PutBlobFrame.Builder frame)
      throws Exception {
    try {
      call.write(frame.build());
    } catch (StatusException e) {
      throw new io.grpc.StatusRuntimeException(e.getStatus(), e.getTrailers());
    }
  }

  /// @throws io.grpc.StatusRuntimeException if it was refused
  static BlobState end(BlockingClientCall<PutBlobFrame, BlobState> call) throws Exception {
    call.halfClose();
    try {
      return call.read();
    } catch (StatusException e) {
      throw new io.grpc.StatusRuntimeException(e.getStatus(), e.getTrailers());
    }
  }

  static byte[] get(TestClient by, ByteString id, long from) throws IOException {
    Iterator<GetBlobFrame> frames =
        by.calls().getBlob(GetBlobRequest.newBuilder().setId(id).setOffset(from).build());
    var all = new ByteArrayOutputStream();
    while (frames.hasNext()) {
      frames.next().getBytes().writeTo(all);
    }
    return all.toByteArray();
  }

  static BlobState stat(TestClient by, ByteString id) {
    return by.calls().statBlob(StatBlobRequest.newBuilder().setId(id).build());
  }
}
