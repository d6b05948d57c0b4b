package dev.chit.server.edge;

import com.linecorp.armeria.server.ServiceRequestContext;
import dev.chit.server.calls.Answers;
import dev.chit.server.calls.Refusals;
import dev.chit.server.mailbox.store.DeviceAddress;
import dev.chit.wire.Refusal;
import dev.chit.wire.v1.AddDeviceRequest;
import dev.chit.wire.v1.DeviceReply;
import dev.chit.wire.v1.MeetFrame;
import dev.chit.wire.v1.RevokeDeviceRequest;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import org.jspecify.annotations.Nullable;

/// The calls about an account's devices. What changes them counts as payments do, for it is logged.
final class DeviceCalls {
  private final Rooms rooms;
  private final Meetings meetings = new Meetings();
  private final Registrations strangers;

  DeviceCalls(Rooms rooms) {
    this.rooms = rooms;
    this.strangers = new Registrations(rooms.limits().registrations(), System.nanoTime());
  }

  void add(AddDeviceRequest request, StreamObserver<DeviceReply> to) {
    Caller caller = Caller.current();
    if (Caller.member().allowance().payments(1) == 0) {
      to.onError(Refusals.BUSY.toException());
      return;
    }
    Answers.answer(to, rooms.devices().add(caller.statement().identity(), request.getStatement()));
  }

  void revoke(RevokeDeviceRequest request, StreamObserver<DeviceReply> to) {
    Caller caller = Caller.current();
    Member member = Caller.member();
    if (member.allowance().payments(1) == 0) {
      to.onError(Refusals.BUSY.toException());
      return;
    }
    Answers.answer(
        to,
        rooms
            .devices()
            .revoke(
                caller.statement().identity(),
                request.getDevice(),
                request.getSignature(),
                device -> revoked(new DeviceAddress(member.account(), device))));
  }

  private void revoked(DeviceAddress device) {
    rooms.connections().revoke(device);
    rooms.mailboxes().drop(device);
    rooms.prekeys().forget(device);
  }

  StreamObserver<MeetFrame> meet(StreamObserver<MeetFrame> to) {
    Caller caller = Caller.current();
    var out = (ServerCallStreamObserver<MeetFrame>) to;
    var call =
        new MeetCall(
            meetings,
            caller,
            out,
            ServiceRequestContext.current(),
            rooms.limits().silence().firstMillis());
    Refusal refusal = tooOften(caller);
    if (refusal != null) {
      call.refuse(refusal);
    }
    return call;
  }

  private @Nullable Refusal tooOften(Caller caller) {
    return switch (caller) {
      case Caller.Known(_, Member member) -> member.allowance().query() ? null : Refusals.BUSY;
      case Caller.Stranger _ ->
          strangers.take(
                      ServiceRequestContext.current().remoteAddress().getAddress(),
                      System.nanoTime())
                  == null
              ? null
              : Refusals.QUOTA;
    };
  }
}
