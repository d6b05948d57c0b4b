package dev.chit.server.edge;

import com.linecorp.armeria.server.ServiceRequestContext;
import dev.chit.core.AccountId;
import dev.chit.server.calls.Answers;
import dev.chit.server.calls.Refusals;
import dev.chit.server.mailbox.store.DeviceAddress;
import dev.chit.wire.Refusal;
import dev.chit.wire.v1.CloseAccountReply;
import dev.chit.wire.v1.CloseAccountRequest;
import io.grpc.stub.StreamObserver;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The call with which a member ends the account. It counts as a payment does, for it is logged;
/// whose account has ended may ask again, and learns what was logged.
final class ClosingCall {
  private final Rooms rooms;
  private final Registrations again;

  ClosingCall(Rooms rooms, Registrations again) {
    this.rooms = rooms;
    this.again = again;
  }

  void close(CloseAccountRequest request, StreamObserver<CloseAccountReply> to) {
    Caller caller = Caller.current();
    Refusal refusal = refusal(caller);
    if (refusal != null) {
      to.onError(refusal.toException());
      return;
    }
    Answers.answer(to, rooms.closing().close(caller.statement().identity(), request, this::clear));
  }

  private @Nullable Refusal refusal(Caller caller) {
    return switch (caller) {
      case Caller.Known(_, Member member) ->
          member.allowance().payments(1) == 0 ? Refusals.BUSY : null;
      case Caller.Stranger(_, Refusal why) ->
          why.equals(Refusals.ACCOUNT_CLOSED)
              ? again.take(
                  ServiceRequestContext.current().remoteAddress().getAddress(), System.nanoTime())
              : why;
    };
  }

  private void clear(AccountId account, List<DeviceAddress> devices) throws Exception {
    rooms.connections().close(account);
    for (DeviceAddress device : devices) {
      rooms.mailboxes().drop(device);
      rooms.prekeys().forget(device);
    }
    rooms.blobs().forget(account);
  }
}
