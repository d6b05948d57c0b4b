package dev.chit.client.connection;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import dev.chit.client.ChitException;
import dev.chit.client.ServerAddress;
import dev.chit.core.Unit;
import dev.chit.crypto.DeviceStatement;
import dev.chit.crypto.IdentityCertificate;
import dev.chit.crypto.SigningKey;
import dev.chit.crypto.tls.ServerTrust;
import dev.chit.server.ChitServer;
import dev.chit.server.ServerConfig;
import dev.chit.sessions.LocalDevice;
import dev.chit.wire.Limits;
import dev.chit.wire.v1.ChitGrpc;
import dev.chit.wire.v1.Delivery;
import dev.chit.wire.v1.Hello;
import dev.chit.wire.v1.RegisterRequest;
import dev.chit.wire.v1.Send;
import dev.chit.wire.v1.ServerFrame;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RawConnectionTest {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  @TempDir Path directory;

  /// An account with its stream, and what came by it.
  private static final class Raw implements RawConnection.Listener, AutoCloseable {
    final ByteString account;
    final BlockingQueue<Delivery> deliveries = new LinkedBlockingQueue<>();
    final BlockingQueue<Long> acknowledged = new LinkedBlockingQueue<>();
    private final ServerChannel channel;
    final RawConnection stream;

    Raw(Transport transport, ServerAddress address, String name) throws Exception {
      SigningKey identity = SigningKey.generate();
      LocalDevice device = LocalDevice.create(identity, 1, new SecureRandom(), Instant.now());
      DeviceStatement statement = device.statement();
      account = ByteString.copyFrom(statement.account().bytes());
      channel =
          ServerChannel.open(
              transport,
              address,
              IdentityCertificate.create(statement, device.deviceKey()),
              ServerTrust.first());
      if (!name.isEmpty()) {
        var _ =
            channel.call(
                ChitGrpc.getRegisterMethod(),
                RegisterRequest.newBuilder().setName(name).build(),
                PATIENCE);
      }
      stream = channel.connect(Hello.getDefaultInstance(), this);
      stream.request(1);
    }

    @Override
    public void onFrame(RawConnection connection, ServerFrame frame) {
      int items = frame.getDeliveriesCount() + frame.getDeliveredCount() + frame.getStoredCount();
      assertTrue(items <= Limits.FRAME_ITEMS_MAX);
      deliveries.addAll(frame.getDeliveriesList());
      acknowledged.addAll(frame.getDeliveredList());
      acknowledged.addAll(frame.getStoredList());
      if (frame.getDeliveriesCount() > 0) {
        connection.acknowledge(frame.getDeliveries(frame.getDeliveriesCount() - 1).getNumber());
      }
      connection.request(1);
    }

    @Override
    public void onEnd(RawConnection connection, @Nullable ChitException reason) {}

    @Override
    public void close() {
      channel.close();
    }
  }

  private static Send envelope(long number, ByteString to, int bytes) {
    return Send.newBuilder()
        .setRequest(number)
        .setRecipient(to)
        .setDevice(1)
        .setId(ByteString.copyFrom(ByteBuffer.allocate(16).putLong(8, number).array()))
        .setEnvelope(ByteString.copyFrom(new byte[bytes]))
        .build();
  }

  @Test
  void aBurstLeavesInFullFramesAndArrivesInOrder() throws Exception {
    int count = 3_000;
    try (ChitServer server =
            ChitServer.start(ServerConfig.of(directory.resolve("s"), new Unit("EUR", 2)));
        var transport = new Transport(1)) {
      ServerAddress address = ServerAddress.parse(server.address());
      try (var alice = new Raw(transport, address, "alice");
          var bob = new Raw(transport, address, "bob")) {
        for (int i = 1; i <= count; i++) {
          assertTrue(alice.stream.send(envelope(i, bob.account, i % 100 == 0 ? 60_000 : 300)));
        }
        for (int i = 1; i <= count; i++) {
          Delivery delivery = bob.deliveries.poll(30, TimeUnit.SECONDS);
          assertEquals(i, delivery == null ? -1 : delivery.getNumber());
        }
        for (int i = 0; i < count; i++) {
          assertTrue(alice.acknowledged.poll(30, TimeUnit.SECONDS) != null);
        }
      }
    }
  }

  @Test
  void theQueueTakesSoManyAndNotOneMore() throws Exception {
    try (var silent = new ServerSocket(0, 8, InetAddress.getLoopbackAddress());
        var transport = new Transport(1)) {
      var address = new ServerAddress("127.0.0.1", silent.getLocalPort(), Optional.empty());
      try (var lonely = new Raw(transport, address, "")) {
        for (int i = 0; i < RawConnection.QUEUED_MAX; i++) {
          assertTrue(lonely.stream.send(envelope(i, lonely.account, 10)));
        }
        assertFalse(lonely.stream.send(envelope(0, lonely.account, 10)));
      }
      try (var lonely = new Raw(transport, address, "")) {
        int taken = 0;
        while (lonely.stream.send(envelope(taken, lonely.account, 60_000))) {
          taken++;
        }
        assertTrue((long) taken * 60_100 >= RawConnection.QUEUED_BYTES_MAX);
        assertTrue((long) (taken - 1) * 60_000 < RawConnection.QUEUED_BYTES_MAX);
      }
    }
  }
}
