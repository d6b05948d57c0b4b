package dev.chit.bench.peer;

import dev.chit.bench.BenchException;
import dev.chit.bench.load.Load;
import dev.chit.bench.load.Meter;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslHandler;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;

/// Clients of an XMPP server over TLS: each sends to somebody who has an account and is away.
final class XmppLoad implements Load {
  private static final int PATIENCE_SECONDS = 60;

  private final EventLoops loops = new EventLoops();
  private final Meter meter = new Meter();
  private final List<XmppClient> clients = new ArrayList<>();
  private final List<Channel> channels = new ArrayList<>();

  private XmppLoad() {}

  static XmppLoad connect(
      int port, X509Certificate certificate, int clients, int window, int payloadBytes)
      throws BenchException, InterruptedException {
    XmppLoad load = new XmppLoad();
    try {
      load.connectAll(port, PeerTls.client(certificate), clients, window, payloadBytes);
      return load;
    } catch (SSLException e) {
      load.close();
      throw BenchException.failed("TLS to ejabberd could not be set up.", e);
    } catch (BenchException | InterruptedException e) {
      load.close();
      throw e;
    }
  }

  private void connectAll(int port, SslContext tls, int count, int window, int payloadBytes)
      throws BenchException, InterruptedException {
    var body = "x".repeat(payloadBytes);
    var registered = new CountDownLatch(count);
    List<Channel> away = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      away.add(open(port, tls, XmppClient.thatGoesAway("away-" + i, meter, registered)));
    }
    await(registered);
    for (Channel channel : away) {
      channel.close().sync();
    }
    var ready = new CountDownLatch(count);
    for (int i = 0; i < count; i++) {
      var client = XmppClient.thatSends("bench-" + i, "away-" + i, body, window, meter, ready);
      clients.add(client);
      channels.add(open(port, tls, client));
    }
    await(ready);
  }

  private void await(CountDownLatch all) throws BenchException, InterruptedException {
    if (!all.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
      throw BenchException.failed(all.getCount() + " clients of ejabberd could not log in.");
    }
  }

  private Channel open(int port, SslContext tls, XmppClient client)
      throws BenchException, InterruptedException {
    Bootstrap bootstrap =
        new Bootstrap()
            .group(loops.group())
            .channel(NioSocketChannel.class)
            .option(ChannelOption.TCP_NODELAY, true)
            .handler(
                new ChannelInitializer<SocketChannel>() {
                  @Override
                  protected void initChannel(SocketChannel channel) {
                    channel.pipeline().addLast(tls.newHandler(channel.alloc()), client);
                  }
                });
    try {
      Channel channel = bootstrap.connect("127.0.0.1", port).sync().channel();
      channel.pipeline().get(SslHandler.class).handshakeFuture().sync();
      client.begin(channel);
      return channel;
    } catch (InterruptedException e) {
      throw e;
    } catch (Exception e) {
      throw BenchException.failed("No connection to ejabberd: " + e.getMessage(), e);
    }
  }

  @Override
  public Meter meter() {
    return meter;
  }

  @Override
  public int clients() {
    return clients.size();
  }

  @Override
  public void run() {
    clients.forEach(XmppClient::run);
  }

  @Override
  public void pause() {
    clients.forEach(XmppClient::pause);
  }

  @Override
  public long underWay() {
    return clients.stream().mapToLong(XmppClient::underWay).sum();
  }

  @Override
  public void close() {
    clients.forEach(XmppClient::end);
    for (Channel channel : channels) {
      var _ = channel.close();
    }
    loops.close();
  }
}
