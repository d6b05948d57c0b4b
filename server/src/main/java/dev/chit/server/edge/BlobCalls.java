package dev.chit.server.edge;

import dev.chit.server.blobs.Blobs;
import dev.chit.server.calls.Answers;
import dev.chit.server.calls.Refusals;
import dev.chit.wire.v1.BlobState;
import dev.chit.wire.v1.DeleteBlobReply;
import dev.chit.wire.v1.DeleteBlobRequest;
import dev.chit.wire.v1.GetBlobFrame;
import dev.chit.wire.v1.GetBlobRequest;
import dev.chit.wire.v1.PutBlobFrame;
import dev.chit.wire.v1.StatBlobRequest;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;

/// The calls about blobs. What touches the disk runs on threads of its own, so that no upload
/// delays a balance.
final class BlobCalls {
  private final Blobs blobs;
  private final Executor disk;
  private final Answers answers;

  BlobCalls(Rooms rooms) {
    this.blobs = rooms.blobs();
    this.disk = rooms.disk();
    this.answers = new Answers(disk);
  }

  StreamObserver<PutBlobFrame> put(StreamObserver<BlobState> to) {
    Member member = Caller.member();
    if (!member.allowance().query()) {
      to.onError(Refusals.BUSY.toException());
      return new Unheard();
    }
    return new PutCall(blobs, member, disk, (ServerCallStreamObserver<BlobState>) to);
  }

  void get(GetBlobRequest request, StreamObserver<GetBlobFrame> to) {
    Member member = Caller.member();
    if (!member.allowance().query()) {
      to.onError(Refusals.BUSY.toException());
      return;
    }
    new GetCall(blobs, member, disk, request, (ServerCallStreamObserver<GetBlobFrame>) to).start();
  }

  CompletionStage<BlobState> stat(Member member, StatBlobRequest request) {
    return answers.read(() -> blobs.stat(member.account(), request));
  }

  CompletionStage<DeleteBlobReply> delete(Member member, DeleteBlobRequest request) {
    return answers.read(
        () -> {
          blobs.delete(member.account(), request.getId());
          return DeleteBlobReply.getDefaultInstance();
        });
  }

  /// The frames of an upload that was refused before its first.
  private static final class Unheard implements StreamObserver<PutBlobFrame> {
    @Override
    public void onNext(PutBlobFrame frame) {}

    @Override
    public void onError(Throwable failure) {}

    @Override
    public void onCompleted() {}
  }
}
