package dev.chit.bench.peer;

import dev.chit.bench.BenchException;
import io.netty.channel.Channel;
import io.netty.handler.ssl.SslContext;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/// Clients of an XMPP server over TLS: each sends to somebody who has an account and is away.
final class XmppLoad extends PeerLoad<XmppClient> {
  private static final String PEER = "ejabberd";
  private static final String LOG_IN = "log in";

  private final int count;
  private final int window;
  private final int payloadBytes;

  private XmppLoad(int port, SslContext tls, int count, int window, int payloadBytes) {
    super(PEER, port, tls);
    this.count = count;
    this.window = window;
    this.payloadBytes = payloadBytes;
  }

  static XmppLoad connect(
      int port, X509Certificate certificate, int clients, int window, int payloadBytes)
      throws BenchException, InterruptedException {
    SslContext tls = PeerTls.client(PEER, certificate);
    XmppLoad load = new XmppLoad(port, tls, clients, window, payloadBytes);
    load.open();
    return load;
  }

  @Override
  void connectAll() throws BenchException, InterruptedException {
    var registered = new CountDownLatch(count);
    List<Channel> away = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      away.add(connect(XmppClient.thatGoesAway("away-" + i, meter(), registered)));
    }
    await(registered, LOG_IN);
    for (Channel channel : away) {
      channel.close().sync();
    }
    var body = "x".repeat(payloadBytes);
    var ready = new CountDownLatch(count);
    for (int i = 0; i < count; i++) {
      add(XmppClient.thatSends("bench-" + i, "away-" + i, body, window, meter(), ready));
    }
    await(ready, LOG_IN);
  }

  @Override
  public void close() {
    each().forEach(XmppClient::end);
    super.close();
  }
}
