package dev.chit.bench.peer;

import dev.chit.bench.BenchException;
import dev.chit.bench.load.Meter;
import dev.chit.bench.load.PacedLoad;
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

/// Clients of an MQTT broker over TLS, in a ring: each publishes to the next.
final class MqttLoad implements PacedLoad {
  private static final int PATIENCE_SECONDS = 30;

  private final EventLoops loops = new EventLoops();
  private final Meter meter = new Meter();
  private final List<MqttClient> clients = new ArrayList<>();
  private final List<Channel> channels = new ArrayList<>();

  private MqttLoad() {}

  static MqttLoad connect(
      int port, X509Certificate certificate, int clients, int window, int payloadBytes)
      throws BenchException, InterruptedException {
    MqttLoad load = new MqttLoad();
    try {
      load.connectAll(port, PeerTls.client(certificate), clients, window, payloadBytes);
      return load;
    } catch (SSLException e) {
      load.close();
      throw BenchException.failed("TLS to the broker could not be set up.", e);
    } catch (BenchException | InterruptedException e) {
      load.close();
      throw e;
    }
  }

  private void connectAll(int port, SslContext tls, int count, int window, int payloadBytes)
      throws BenchException, InterruptedException {
    CountDownLatch ready = new CountDownLatch(count);
    for (int i = 0; i < count; i++) {
      clients.add(new MqttClient(i, count, payloadBytes, window, meter, ready));
    }
    for (int i = 0; i < count; i++) {
      clients.get((i + 1) % count).publisher(clients.get(i));
    }
    for (MqttClient client : clients) {
      channels.add(open(port, tls, client));
    }
    if (!ready.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
      throw BenchException.failed(ready.getCount() + " clients of the broker could not subscribe.");
    }
  }

  private Channel open(int port, SslContext tls, MqttClient client)
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
      throw BenchException.failed("No connection to the broker: " + e.getMessage(), e);
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
    clients.forEach(MqttClient::run);
  }

  @Override
  public void pause() {
    clients.forEach(MqttClient::pause);
  }

  @Override
  public long underWay() {
    return clients.stream().mapToLong(MqttClient::underWay).sum();
  }

  @Override
  public void sendOne(int client, long dueNanos) {
    clients.get(client).sendOne(dueNanos);
  }

  @Override
  public void close() {
    for (Channel channel : channels) {
      var _ = channel.close();
    }
    loops.close();
  }
}
