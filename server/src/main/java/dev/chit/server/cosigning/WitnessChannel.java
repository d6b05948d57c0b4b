package dev.chit.server.cosigning;

import com.linecorp.armeria.client.ClientFactory;
import com.linecorp.armeria.client.Endpoint;
import com.linecorp.armeria.client.WebClient;
import com.linecorp.armeria.common.AggregatedHttpResponse;
import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.common.SessionProtocol;
import dev.chit.core.log.WitnessKey;
import dev.chit.core.log.WitnessRequest;
import dev.chit.crypto.TlsIdentity;
import dev.chit.crypto.tls.ServerTrust;
import dev.chit.crypto.tls.TlsContexts;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletionException;

/// HTTPS to one witness, both ends by certificate: the witness's by the fingerprint in its address,
/// this server's by its log key.
final class WitnessChannel implements AutoCloseable {
  private static final String ADD_CHECKPOINT = "/add-checkpoint";
  private static final Duration CONNECT = Duration.ofSeconds(5);
  private static final Duration ANSWER = Duration.ofSeconds(10);
  private static final long ANSWER_BYTES_MAX = 64 << 10;

  private final ServerTrust trust;
  private final ClientFactory factory;
  private final WebClient client;

  /// What a witness answered to a request that it understood.
  sealed interface Answer {
    /// @param lines signature lines, not judged yet
    record Signed(String lines) implements Answer {}

    /// @param size of the checkpoint that it signed last
    record Conflict(long size) implements Answer {}

    record NotConsistent() implements Answer {}
  }

  WitnessChannel(WitnessAddress address, TlsIdentity logIdentity) {
    trust = ServerTrust.pinned(address.fingerprint());
    factory =
        ClientFactory.builder()
            .tlsCustomizer(TlsContexts.clientCustomizer(logIdentity, trust))
            .workerGroup(1)
            .connectTimeout(CONNECT)
            .meterRegistry(new SimpleMeterRegistry())
            .build();
    client =
        WebClient.builder(SessionProtocol.HTTPS, Endpoint.of(address.host(), address.port()))
            .factory(factory)
            .responseTimeout(ANSWER)
            .maxResponseLength(ANSWER_BYTES_MAX)
            .build();
  }

  /// @throws IOException without an answer that means anything
  Answer send(WitnessRequest request) throws IOException {
    AggregatedHttpResponse response = response(request);
    String body = response.contentUtf8();
    return switch (response.status().code()) {
      case 200 -> new Answer.Signed(body);
      case 409 -> new Answer.Conflict(size(body));
      case 422 -> new Answer.NotConsistent();
      default -> throw new IOException("the witness answered " + response.status());
    };
  }

  private AggregatedHttpResponse response(WitnessRequest request) throws IOException {
    try {
      return client
          .execute(
              HttpRequest.of(
                  HttpMethod.POST,
                  ADD_CHECKPOINT,
                  MediaType.PLAIN_TEXT_UTF_8,
                  HttpData.ofUtf8(request.text())))
          .aggregate()
          .join();
    } catch (CompletionException e) {
      throw new IOException("the witness does not answer: " + e.getCause(), e.getCause());
    }
  }

  private static long size(String body) throws IOException {
    if (body.matches("(0|[1-9][0-9]{0,18})\n")) {
      try {
        return Long.parseLong(body.strip());
      } catch (NumberFormatException e) {
        throw new IOException("the witness answered with no size", e);
      }
    }
    throw new IOException("the witness answered with no size");
  }

  /// The key behind the fingerprint, known from the connection.
  ///
  /// @throws IOException before there was one
  WitnessKey key() throws IOException {
    return WitnessKey.of(trust.logKey().orElseThrow(() -> new IOException("not connected yet")));
  }

  /// Does not wait for its threads.
  @Override
  public void close() {
    var _ = factory.closeAsync();
  }
}
