package dev.chit.client.talk;

import com.google.protobuf.ByteString;
import dev.chit.client.state.Tables;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicBoolean;

/// Whether something that was said here has left yet.
public final class OnTheWay {
  private OnTheWay() {}

  /// @param message its id
  /// @return whether some device it is for has not been sent it
  public static boolean is(Tables tables, ByteString message) throws SQLException {
    var found = new AtomicBoolean();
    tables.outbox.forEach(row -> note(found, row.value().getMessageId(), message));
    tables.unsealed.forEach(row -> note(found, row.value().getMessageId(), message));
    tables.groups.outbox.forEach(row -> note(found, row.value().getMessageId(), message));
    tables.deviceJobs.forEach(row -> note(found, row.value().getMessageId(), message));
    return found.get();
  }

  private static void note(AtomicBoolean found, ByteString one, ByteString wanted) {
    if (one.equals(wanted)) {
      found.set(true);
    }
  }
}
