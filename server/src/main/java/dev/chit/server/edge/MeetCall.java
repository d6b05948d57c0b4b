package dev.chit.server.edge;

import com.google.protobuf.ByteString;
import com.linecorp.armeria.server.ServiceRequestContext;
import dev.chit.server.calls.Refusals;
import dev.chit.server.edge.Meetings.Meeting;
import dev.chit.wire.Limits;
import dev.chit.wire.Refusal;
import dev.chit.wire.v1.MeetFrame;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// One end of a meeting of two devices: what comes goes to the other end, no faster than that takes
/// it. When one end goes, the other's stream ends too. Everything in here runs on the stream's
/// event loop, unless it says otherwise.
final class MeetCall implements StreamObserver<MeetFrame> {
  private static final long LIFE_MILLIS = TimeUnit.MINUTES.toMillis(10);
  private static final Refusal TOO_LATE =
      Refusals.badRequest("The first frame, which names a place, did not come in time.");

  private final Meetings meetings;
  private final Caller caller;
  private final ServerCallStreamObserver<MeetFrame> out;
  private final OwnLoop loop;
  private @Nullable Meeting meeting;

  /// Waits until this end takes more.
  private @Nullable MeetCall held;

  /// Calls off what ends this end when its time is over.
  private Runnable deadline;

  private long bytes;
  private boolean over;

  /// @param firstMillis for the first frame to come
  MeetCall(
      Meetings meetings,
      Caller caller,
      ServerCallStreamObserver<MeetFrame> out,
      ServiceRequestContext call,
      long firstMillis) {
    this.meetings = meetings;
    this.caller = caller;
    this.out = out;
    this.loop = new OwnLoop(call.eventLoop().withoutContext());
    out.disableAutoRequest();
    out.setOnReadyHandler(this::ready);
    out.setOnCancelHandler(this::gone);
    this.deadline = loop.deadline(() -> end(TOO_LATE), firstMillis);
    out.request(1);
  }

  void refuse(Refusal why) {
    loop.execute(() -> end(why));
  }

  @Override
  public void onNext(MeetFrame frame) {
    if (!over) {
      Refusal refusal = meeting == null ? enter(frame) : pass(meeting, frame);
      if (refusal != null) {
        end(refusal);
      }
    }
  }

  private @Nullable Refusal enter(MeetFrame frame) {
    ByteString place = frame.getPlace();
    if (place.size() != Limits.MEET_PLACE_BYTES) {
      return Refusals.badRequest("The first frame names a place of 16 bytes.");
    }
    Meetings.Entered entered;
    if (!frame.getWaits()) {
      entered = meetings.come(place, this);
    } else if (caller instanceof Caller.Known known) {
      entered = meetings.await(place, known.member().account(), this);
    } else {
      return Refusals.NOT_REGISTERED;
    }
    Meeting found = entered.meeting();
    if (found == null) {
      return entered.refusal();
    }
    meeting = found;
    deadline.run();
    deadline = loop.deadline(() -> end(Refusals.UNKNOWN_CODE), LIFE_MILLIS);
    if (frame.getWaits()) {
      out.onNext(MeetFrame.getDefaultInstance());
    }
    out.request(1);
    return null;
  }

  private @Nullable Refusal pass(Meeting in, MeetFrame frame) {
    bytes += frame.getBytes().size();
    if (frame.getBytes().size() > Limits.MEET_FRAME_BYTES_MAX) {
      return Refusals.tooLarge("A frame has at most 64 KiB for the other end.");
    }
    if (bytes > Limits.MEET_BYTES_MAX / 2) {
      return Refusals.QUOTA;
    }
    MeetCall other = in.other(this);
    if (other == null) {
      return Refusals.badRequest("Nobody has come yet.");
    }
    other.take(frame.getBytes(), this);
    return null;
  }

  /// From the other end. Any thread.
  private void take(ByteString from, MeetCall sender) {
    loop.execute(
        () -> {
          if (over) {
            return;
          }
          out.onNext(MeetFrame.newBuilder().setBytes(from).build());
          if (out.isReady()) {
            sender.more();
          } else {
            held = sender;
          }
        });
  }

  private void ready() {
    MeetCall waiting = held;
    held = null;
    if (waiting != null) {
      waiting.more();
    }
  }

  /// The other end takes more. Any thread.
  private void more() {
    loop.execute(
        () -> {
          if (!over) {
            out.request(1);
          }
        });
  }

  @Override
  public void onCompleted() {
    finish();
  }

  @Override
  public void onError(Throwable failure) {
    gone();
  }

  /// The other end has gone.
  private void finish() {
    if (!over) {
      leave();
      out.onCompleted();
    }
  }

  private void end(Refusal why) {
    if (!over) {
      leave();
      out.onError(why.toException());
    }
  }

  private void gone() {
    if (!over) {
      leave();
    }
  }

  private void leave() {
    over = true;
    deadline.run();
    Meeting left = meeting;
    if (left == null) {
      return;
    }
    meetings.over(left);
    MeetCall other = left.other(this);
    if (other != null) {
      other.loop.execute(other::finish);
    }
  }
}
