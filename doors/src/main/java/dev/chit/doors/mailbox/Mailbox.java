package dev.chit.doors.mailbox;

import dev.chit.doors.hall.Hall;
import dev.chit.doors.hall.Listening;
import io.netty.handler.timeout.ReadTimeoutHandler;
import io.netty.handler.timeout.WriteTimeoutHandler;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.sql.SQLException;

/// The door `mailbox`. An id is all that a request shows, and everybody is told all ids: it cannot
/// keep anybody from fetching another's messages.
public final class Mailbox {
  public static final String NAME = "mailbox";

  /// How long a client may keep the server waiting for bytes, or for room for them.
  private static final int SILENCE_SECONDS = 60;

  private Mailbox() {}

  /// @throws IOException if its database cannot be used or the address cannot be listened on
  public static Listening open(InetSocketAddress address, Hall hall) throws IOException {
    Post post;
    try {
      post = new Post(hall, Store.open(hall.data().resolve(NAME)));
    } catch (SQLException e) {
      throw new IOException("the mailbox's database cannot be opened", e);
    }
    try {
      return Listening.on(
              address,
              hall,
              channel ->
                  channel
                      .pipeline()
                      .addLast(
                          new ReadTimeoutHandler(SILENCE_SECONDS),
                          new WriteTimeoutHandler(SILENCE_SECONDS),
                          new Session(post, channel)))
          .andThen(post::close);
    } catch (IOException e) {
      post.close();
      throw e;
    }
  }
}
