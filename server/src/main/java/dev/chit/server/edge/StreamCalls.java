package dev.chit.server.edge;

import com.linecorp.armeria.server.ServiceRequestContext;
import dev.chit.core.ledger.Rejection;
import dev.chit.server.calls.Answers;
import dev.chit.server.calls.Refusals;
import dev.chit.server.calls.RefusedException;
import dev.chit.server.mailbox.Sender;
import dev.chit.server.presence.Terms;
import dev.chit.wire.Refusal;
import dev.chit.wire.v1.AcknowledgeReply;
import dev.chit.wire.v1.AcknowledgeRequest;
import dev.chit.wire.v1.ClientFrame;
import dev.chit.wire.v1.Hello;
import dev.chit.wire.v1.SendReply;
import dev.chit.wire.v1.SendRequest;
import dev.chit.wire.v1.ServerFrame;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;

/// The two-way stream, and the calls of programs that cannot hold one.
final class StreamCalls {
  private final Rooms rooms;
  private final AtomicLong connectionNumbers = new AtomicLong(System.nanoTime());

  StreamCalls(Rooms rooms) {
    this.rooms = rooms;
  }

  StreamObserver<ClientFrame> connect(StreamObserver<ServerFrame> to) {
    Connection connection = connection(to);
    observer(to).disableAutoRequest();
    observer(to).request(1);
    return new StreamObserver<>() {
      @Override
      public void onNext(ClientFrame frame) {
        connection.received(frame);
      }

      @Override
      public void onError(Throwable failure) {
        connection.gone();
      }

      @Override
      public void onCompleted() {
        connection.finished();
      }
    };
  }

  void subscribe(Hello hello, StreamObserver<ServerFrame> to) {
    connection(to).greet(hello, Terms.USUAL);
  }

  private Connection connection(StreamObserver<ServerFrame> to) {
    ServerCallStreamObserver<ServerFrame> out = observer(to);
    var connection =
        new Connection(
            rooms,
            Caller.member(),
            out,
            ServiceRequestContext.current(),
            connectionNumbers.incrementAndGet());
    out.setOnReadyHandler(connection::drain);
    out.setOnCancelHandler(connection::gone);
    return connection;
  }

  private static <T> ServerCallStreamObserver<T> observer(StreamObserver<T> to) {
    return (ServerCallStreamObserver<T>) to;
  }

  void send(SendRequest request, StreamObserver<SendReply> to) {
    Member member = Caller.member();
    var result = new CompletableFuture<SendReply>();
    var sender =
        new Sender() {
          @Override
          public void delivered(long number) {
            result.complete(SendReply.newBuilder().setDelivered(true).build());
          }

          @Override
          public void stored(long number) {
            result.complete(SendReply.getDefaultInstance());
          }

          @Override
          public void refused(long number, Refusal refusal) {
            result.completeExceptionally(new RefusedException(refusal));
          }
        };
    if (member.allowance().envelopes(1) == 1) {
      rooms
          .post()
          .send(member, request.getSend(), sender, System.currentTimeMillis(), System.nanoTime());
    } else {
      sender.refused(0, Refusals.BUSY);
    }
    Answers.answer(to, result);
  }

  void acknowledge(AcknowledgeRequest request, StreamObserver<AcknowledgeReply> to) {
    Member member = Caller.member();
    boolean done =
        rooms.connections().of(member.account()).stream()
            .filter(connection -> connection.member().address().equals(member.address()))
            .filter(connection -> connection.number() == request.getConnection())
            .anyMatch(connection -> connection.acknowledge(request.getDeliveredThrough()));
    if (done) {
      to.onNext(AcknowledgeReply.getDefaultInstance());
      to.onCompleted();
    } else {
      to.onError(Refusals.of(Rejection.STALE).toException());
    }
  }
}
