package dev.chit.bench.peer;

import dev.chit.bench.BenchException;
import dev.chit.bench.load.PacedLoad;
import io.netty.handler.ssl.SslContext;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/// Clients of an MQTT broker over TLS, in a ring: each publishes to the next.
final class MqttLoad extends PeerLoad<MqttClient> implements PacedLoad {
  private static final String PEER = "the broker";

  private final int count;
  private final int window;
  private final int payloadBytes;

  private MqttLoad(int port, SslContext tls, int count, int window, int payloadBytes) {
    super(PEER, port, tls);
    this.count = count;
    this.window = window;
    this.payloadBytes = payloadBytes;
  }

  static MqttLoad connect(
      int port, X509Certificate certificate, int clients, int window, int payloadBytes)
      throws BenchException, InterruptedException {
    SslContext tls = PeerTls.client(PEER, certificate);
    MqttLoad load = new MqttLoad(port, tls, clients, window, payloadBytes);
    load.open();
    return load;
  }

  @Override
  void connectAll() throws BenchException, InterruptedException {
    CountDownLatch ready = new CountDownLatch(count);
    List<MqttClient> ring = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      ring.add(new MqttClient(i, count, payloadBytes, window, meter(), ready));
    }
    for (int i = 0; i < count; i++) {
      ring.get((i + 1) % count).publisher(ring.get(i));
    }
    for (MqttClient client : ring) {
      add(client);
    }
    await(ready, "subscribe");
  }

  @Override
  public void sendOne(int client, long dueNanos) {
    each().get(client).sendOne(dueNanos);
  }
}
