package dev.chit.examples.webhook;

import com.google.gson.JsonObject;
import dev.chit.client.ChitClient;
import dev.chit.client.ClientConfig;
import dev.chit.client.Incoming;
import dev.chit.client.Memo;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CancellationException;

/// Posts each message and each payment that arrives to a web server, as JSON. What the server does
/// not answer with a status of 200 to 299 is posted again, however long it takes and whatever
/// restarts meanwhile: at least once, with the same `Idempotency-Key`.
///
/// ```
/// java … dev.chit.examples.webhook.WebhookForwarder HOME URL
/// ```
///
/// The address is `https`, or on this machine: what is posted was sealed until here.
public final class WebhookForwarder implements AutoCloseable {
  private static final Duration ANSWER = Duration.ofSeconds(10);
  private static final Duration FIRST_WAIT = Duration.ofMillis(200);
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(30);

  private final ChitClient client;
  private final URI url;
  private final HttpClient http = HttpClient.newBuilder().connectTimeout(ANSWER).build();

  /// @throws IllegalArgumentException if what is sent there could be read on its way
  WebhookForwarder(ChitClient client, URI url) {
    boolean isHere = "127.0.0.1".equals(url.getHost()) || "[::1]".equals(url.getHost());
    if (!"https".equals(url.getScheme()) && !("http".equals(url.getScheme()) && isHere)) {
      throw new IllegalArgumentException(url + " (expected: https, or http to 127.0.0.1)");
    }
    this.client = client;
    this.url = url;
  }

  /// Starts with what arrived since the last time.
  void start() {
    var _ = client.watch(incoming -> event(incoming).ifPresent(this::post));
  }

  /// @param key the same whenever the same thing is posted
  private record Event(String key, JsonObject body) {}

  private static Optional<Event> event(Incoming incoming) {
    return switch (incoming) {
      case Incoming.Message message -> {
        JsonObject body = body("message", message.from(), message.at().toString());
        body.addProperty("id", message.id().toString());
        body.addProperty("text", message.text());
        yield Optional.of(new Event(message.id().toString(), body));
      }
      case Incoming.Payment payment -> {
        JsonObject body = body("payment", payment.from(), payment.at().toString());
        body.addProperty("chit", payment.chit().toString());
        body.addProperty("index", payment.index());
        body.addProperty("amount", payment.amount().format(payment.unit()));
        body.addProperty("unit", payment.unit().code());
        if (payment.memo() instanceof Memo.Text(String memo)) {
          body.addProperty("memo", memo);
        }
        yield Optional.of(new Event(payment.chit().toString(), body));
      }
      default -> Optional.empty();
    };
  }

  private static JsonObject body(String type, String from, String at) {
    var body = new JsonObject();
    body.addProperty("type", type);
    body.addProperty("from", from);
    body.addProperty("at", at);
    return body;
  }

  /// Until it was taken. What comes after it waits in the profile.
  private void post(Event event) {
    HttpRequest request =
        HttpRequest.newBuilder(url)
            .timeout(ANSWER)
            .header("Content-Type", "application/json")
            .header("Idempotency-Key", event.key())
            .POST(BodyPublishers.ofString(event.body().toString()))
            .build();
    try {
      Duration wait = FIRST_WAIT;
      while (!isTaken(request)) {
        Thread.sleep(wait);
        wait =
            wait.multipliedBy(2).compareTo(LONGEST_WAIT) < 0 ? wait.multipliedBy(2) : LONGEST_WAIT;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CancellationException("closed before the web server had it");
    }
  }

  private boolean isTaken(HttpRequest request) throws InterruptedException {
    try {
      int status = http.send(request, BodyHandlers.discarding()).statusCode();
      return status / 100 == 2;
    } catch (IOException e) {
      return false;
    }
  }

  @Override
  public void close() {
    client.close();
    http.shutdownNow();
  }

  /// Forwards until it is told to end.
  public static void main(String[] args) throws Exception {
    if (args.length != 2) {
      System.err.println("webhook HOME URL");
      System.exit(2);
    }
    ChitClient client = ChitClient.open(ClientConfig.of(Path.of(args[0])));
    try (var forwarder = new WebhookForwarder(client, URI.create(args[1]))) {
      forwarder.start();
      Thread.currentThread().join();
    }
  }
}
