package dev.chit.server.edge;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.chit.crypto.SigningKey;
import dev.chit.wire.Refusal;
import dev.chit.wire.v1.AdminGrpc;
import dev.chit.wire.v1.ChitGrpc;
import dev.chit.wire.v1.HealthRequest;
import io.grpc.CallOptions;
import io.grpc.ClientCall;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.Marshaller;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.NettyChannelBuilder;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.util.InsecureTrustManagerFactory;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GateTest {
  private static final Set<String> FOR_EVERYBODY =
      Set.of("chit.v1.Chit/Health", "chit.v1.Chit/Register", "chit.v1.Chit/MeetDevice");

  @TempDir static Path data;
  private static TestServer server;

  @BeforeAll
  static void start() throws Exception {
    server = TestServer.start(data);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void aStrangerMayCallNothingButHealthRegisterAndMeetADevice() throws Exception {
    TestClient stranger = server.stranger();
    var open = new ArrayList<String>();
    for (MethodDescriptor<?, ?> method : methods()) {
      Refusal refusal = call(stranger, method);
      if (refusal.code().equals("not-registered")) {
        assertEquals(Status.Code.UNAUTHENTICATED, refusal.status().getCode());
      } else {
        open.add(method.getFullMethodName());
      }
    }
    assertEquals(FOR_EVERYBODY, Set.copyOf(open));
  }

  @Test
  void anotherDeviceOfAMembersIdentityMayCallNothingMore() throws Exception {
    SigningKey identity = SigningKey.generate();
    TestClient known = server.client(TestIdentity.withDevice(identity, 1));
    known.register("two-devices");
    TestClient unknown = server.client(TestIdentity.withDevice(identity, 2));
    for (MethodDescriptor<?, ?> method : methods()) {
      if (!FOR_EVERYBODY.contains(method.getFullMethodName())) {
        assertEquals("unknown-device", call(unknown, method).code(), method.getFullMethodName());
      }
    }
  }

  @Test
  void aMemberMayCallNothingOfTheOperators() throws Exception {
    TestClient member = server.member("curious");
    for (MethodDescriptor<?, ?> method : AdminGrpc.getServiceDescriptor().getMethods()) {
      boolean isForAuditors = method.equals(AdminGrpc.getExportMethod());
      assertEquals(
          isForAuditors ? "not-auditor" : "not-operator",
          call(member, method).code(),
          method.getFullMethodName());
    }
  }

  @Test
  void withoutACertificateThereIsNoConnection() throws Exception {
    var tls =
        SslContextBuilder.forClient()
            .trustManager(InsecureTrustManagerFactory.INSTANCE)
            .applicationProtocolConfig(
                new io.netty.handler.ssl.ApplicationProtocolConfig(
                    io.netty.handler.ssl.ApplicationProtocolConfig.Protocol.ALPN,
                    io.netty.handler.ssl.ApplicationProtocolConfig.SelectorFailureBehavior
                        .NO_ADVERTISE,
                    io.netty.handler.ssl.ApplicationProtocolConfig.SelectedListenerFailureBehavior
                        .ACCEPT,
                    "h2"))
            .endpointIdentificationAlgorithm(null)
            .build();
    var channel =
        NettyChannelBuilder.forAddress("127.0.0.1", server.port()).sslContext(tls).build();
    try {
      var failure =
          assertThrows(
              StatusRuntimeException.class,
              () ->
                  ChitGrpc.newBlockingStub(channel)
                      .withDeadlineAfter(60, TimeUnit.SECONDS)
                      .health(HealthRequest.getDefaultInstance()));
      assertEquals(Status.Code.UNAVAILABLE, failure.getStatus().getCode());
    } finally {
      channel.shutdownNow();
    }
  }

  @Test
  void everyCertificateMaySeeTheHealthAndOnlyTheOperatorsTheMetrics() throws Exception {
    assertEquals(
        "200 {\"state\":\"serving\",\"witnesses\":\"none\"}", get(server.stranger(), "/health"));
    assertEquals("403", get(server.stranger(), "/metrics").substring(0, 3));
    assertEquals("403", get(server.member("nosy"), "/metrics").substring(0, 3));
    String page = get(server.operator(), "/metrics");
    assertTrue(page.startsWith("200 # TYPE chit_"), page);
    assertTrue(page.endsWith("# EOF"), page);
  }

  private static List<MethodDescriptor<?, ?>> methods() {
    return Stream.of(ChitGrpc.getServiceDescriptor(), AdminGrpc.getServiceDescriptor())
        .map(io.grpc.ServiceDescriptor::getMethods)
        .<MethodDescriptor<?, ?>>flatMap(Collection::stream)
        .toList();
  }

  /// Calls with an empty message, and says what it was refused with; empty code if it was not.
  private static Refusal call(TestClient client, MethodDescriptor<?, ?> method) throws Exception {
    MethodDescriptor<byte[], byte[]> raw =
        MethodDescriptor.newBuilder(BYTES, BYTES)
            .setFullMethodName(method.getFullMethodName())
            .setType(method.getType())
            .build();
    var ended = new CompletableFuture<Refusal>();
    ClientCall<byte[], byte[]> call =
        client.channel().newCall(raw, CallOptions.DEFAULT.withDeadlineAfter(60, TimeUnit.SECONDS));
    call.start(
        new ClientCall.Listener<>() {
          @Override
          public void onClose(Status status, Metadata trailers) {
            ended.complete(Refusal.of(status, trailers).orElse(new Refusal("", status.toString())));
          }
        },
        new Metadata());
    call.request(1);
    call.sendMessage(new byte[0]);
    call.halfClose();
    return ended.get(30, TimeUnit.SECONDS);
  }

  private static final Marshaller<byte[]> BYTES =
      new Marshaller<>() {
        @Override
        public InputStream stream(byte[] value) {
          return new ByteArrayInputStream(value);
        }

        @Override
        public byte[] parse(InputStream stream) {
          try {
            return stream.readAllBytes();
          } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
          }
        }
      };

  /// What a page says, fetched with the client's certificate.
  private static String get(TestClient client, String path) throws Exception {
    try (var pages = new TestPages(server, client)) {
      HttpResponse<byte[]> response = pages.get(path);
      return response.statusCode() + " " + new String(response.body(), UTF_8).strip();
    }
  }
}
