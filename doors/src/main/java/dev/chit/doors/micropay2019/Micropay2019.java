package dev.chit.doors.micropay2019;

import dev.chit.doors.hall.Conversation;
import dev.chit.doors.hall.DoorKeys;
import dev.chit.doors.hall.Hall;
import dev.chit.doors.hall.Listening;
import dev.chit.doors.hall.Secured;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslHandler;
import java.io.IOException;
import java.net.InetSocketAddress;

/// The door `micropay-2019`. Whoever has a certificate of its authority can say any name: it cannot
/// protect one of its users from another.
public final class Micropay2019 {
  public static final String NAME = "micropay-2019";

  private Micropay2019() {}

  /// @throws IOException if its keys cannot be used or the address cannot be listened on
  public static Listening open(InetSocketAddress address, Hall hall) throws IOException {
    SslContext tls = Secured.mutual(DoorKeys.in(hall.data(), NAME));
    return Listening.on(
        address,
        hall,
        channel -> {
          SslHandler secured = Secured.handler(tls, channel);
          channel.pipeline().addLast(secured, Conversation.secured(new Session(hall, channel)));
        });
  }
}
