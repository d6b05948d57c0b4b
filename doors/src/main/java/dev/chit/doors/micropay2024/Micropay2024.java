package dev.chit.doors.micropay2024;

import dev.chit.doors.hall.Conversation;
import dev.chit.doors.hall.DoorKeys;
import dev.chit.doors.hall.Hall;
import dev.chit.doors.hall.Listening;
import dev.chit.doors.hall.Secured;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslHandler;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Base64;

/// The door `micropay-2024`. Anybody who reaches it can say any name: it cannot protect its users
/// from each other, nor from strangers.
public final class Micropay2024 {
  public static final String NAME = "micropay-2024";

  private Micropay2024() {}

  /// @throws IOException if its keys cannot be used or the address cannot be listened on
  public static Listening open(InetSocketAddress address, Hall hall) throws IOException {
    DoorKeys keys = DoorKeys.in(hall.data(), NAME);
    SslContext tls = Secured.byServer(keys);
    byte[] publicKey = keys.server().certificate().getPublicKey().getEncoded();
    String key = Base64.getEncoder().encodeToString(publicKey);
    return Listening.on(
        address,
        hall,
        channel -> {
          SslHandler secured = Secured.handler(tls, channel);
          channel
              .pipeline()
              .addLast(secured, Conversation.secured(new Session(hall, channel, key)));
        });
  }
}
