package dev.chit.doors.micropay2018;

import dev.chit.doors.hall.Conversation;
import dev.chit.doors.hall.DoorKeys;
import dev.chit.doors.hall.Hall;
import dev.chit.doors.hall.Listening;
import dev.chit.doors.hall.Secured;
import io.netty.channel.socket.SocketChannel;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslHandler;
import java.io.IOException;
import java.net.InetSocketAddress;

/// The door `micropay-2018`. Whoever has a certificate of its authority can say any name: it cannot
/// protect one of its users from another.
public final class Micropay2018 {
  public static final String NAME = "micropay-2018";

  private Micropay2018() {}

  /// @throws IOException if its keys cannot be used or the address cannot be listened on
  public static Listening open(InetSocketAddress address, Hall hall) throws IOException {
    SslContext tls = Secured.mutual(DoorKeys.in(hall.data(), NAME));
    var departed = new Departed(System::nanoTime);
    return Listening.on(address, hall, channel -> prepare(channel, hall, tls, departed));
  }

  private static void prepare(SocketChannel channel, Hall hall, SslContext tls, Departed departed) {
    SslHandler secured = Secured.handler(tls, channel);
    var session = new Session(hall, departed, channel, secured.engine());
    channel.pipeline().addLast(secured, Conversation.secured(session));
  }
}
