package dev.chit.server.edge;

import com.google.protobuf.ByteString;
import dev.chit.core.AccountId;
import dev.chit.server.calls.Refusals;
import dev.chit.wire.Refusal;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Where devices wait for others that are to be linked. Each place is for two, once: nobody can
/// come to it again, whatever became of it.
final class Meetings {
  static final int PLACES_MAX = 256;
  static final int PLACES_OF_ACCOUNT_MAX = 2;

  private final Map<ByteString, Meeting> places = new HashMap<>();

  /// Two ends of one meeting.
  static final class Meeting {
    final ByteString place;
    final AccountId host;
    private final MeetCall waiting;
    private @Nullable MeetCall guest;

    private Meeting(ByteString place, AccountId host, MeetCall waiting) {
      this.place = place;
      this.host = host;
      this.waiting = waiting;
    }

    /// The other end, if it has come.
    synchronized @Nullable MeetCall other(MeetCall one) {
      return one.equals(waiting) ? guest : waiting;
    }

    private synchronized boolean come(MeetCall call) {
      if (guest != null) {
        return false;
      }
      guest = call;
      return true;
    }
  }

  /// One end's way in: a meeting, or why there is none.
  record Entered(@Nullable Meeting meeting, @Nullable Refusal refusal) {
    static Entered refused(Refusal why) {
      return new Entered(null, why);
    }
  }

  synchronized Entered await(ByteString place, AccountId host, MeetCall call) {
    if (places.size() >= PLACES_MAX) {
      return Entered.refused(Refusals.SERVER_FULL);
    }
    if (places.values().stream().filter(one -> one.host.equals(host)).count()
        >= PLACES_OF_ACCOUNT_MAX) {
      return Entered.refused(Refusals.QUOTA);
    }
    var meeting = new Meeting(place, host, call);
    return places.putIfAbsent(place, meeting) == null
        ? new Entered(meeting, null)
        : Entered.refused(Refusals.UNKNOWN_CODE);
  }

  synchronized Entered come(ByteString place, MeetCall call) {
    Meeting meeting = places.get(place);
    return meeting != null && meeting.come(call)
        ? new Entered(meeting, null)
        : Entered.refused(Refusals.UNKNOWN_CODE);
  }

  synchronized void over(Meeting meeting) {
    places.remove(meeting.place, meeting);
  }
}
