package dev.chit.examples.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.chit.client.ChitClient;
import dev.chit.client.ClientConfig;
import dev.chit.client.ServerAddress;
import dev.chit.core.AccountName;
import dev.chit.core.Amount;
import dev.chit.core.Unit;
import dev.chit.server.ChitServer;
import dev.chit.server.ServerConfig;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class WebhookForwarderTest {
  private static final Unit UNIT = new Unit("EUR", 2);
  private static final AccountName BOT = new AccountName("bot");

  @TempDir Path directory;

  private final BlockingQueue<JsonObject> posted = new LinkedBlockingQueue<>();
  private final BlockingQueue<String> keys = new LinkedBlockingQueue<>();
  private final AtomicInteger status = new AtomicInteger(200);

  @Test
  void whatArrivesIsPostedInOrderUntilItIsTaken() throws Exception {
    HttpServer web =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    web.createContext("/", this::answer);
    web.start();
    URI url = URI.create("http://127.0.0.1:" + web.getAddress().getPort() + "/chit");
    var config = ServerConfig.of(directory.resolve("server"), UNIT).withOpeningGrant(10_00);
    try (ChitServer server = ChitServer.start(config);
        ChitClient alice = member(server, "alice")) {
      status.set(503);
      String id;
      try (var forwarder = new WebhookForwarder(member(server, "bot"), url)) {
        forwarder.start();
        id = alice.send(BOT, "hello").id().toString();
        assertEquals("hello", next().get("text").getAsString());
        assertEquals("hello", next().get("text").getAsString(), "not taken, posted again");
      }
      status.set(200);
      posted.clear();
      keys.clear();
      alice.pay(BOT, Amount.parse("1.25", UNIT), "");

      ChitClient later = ChitClient.open(ClientConfig.of(directory.resolve("bot")));
      try (var forwarder = new WebhookForwarder(later, url)) {
        forwarder.start();
        JsonObject message = next();
        assertEquals("message", message.get("type").getAsString());
        assertEquals("alice", message.get("from").getAsString());
        assertEquals(id, keys.poll(60, TimeUnit.SECONDS));
        JsonObject payment = next();
        assertEquals("payment", payment.get("type").getAsString());
        assertEquals("1.25", payment.get("amount").getAsString());
        assertEquals(payment.get("chit").getAsString(), keys.poll(60, TimeUnit.SECONDS));
      }
    } finally {
      web.stop(0);
    }
  }

  @Test
  void nothingIsPostedInTheClearToAnotherMachine() throws Exception {
    var config = ServerConfig.of(directory.resolve("server"), UNIT);
    try (ChitServer server = ChitServer.start(config);
        ChitClient bot = member(server, "bot")) {
      for (String url : new String[] {"http://example.org/", "ftp://127.0.0.1/", "hello"}) {
        assertThrows(
            IllegalArgumentException.class, () -> new WebhookForwarder(bot, URI.create(url)));
      }
    }
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
      keys.add(exchange.getRequestHeaders().getFirst("Idempotency-Key"));
      exchange.sendResponseHeaders(status.get(), -1);
      posted.add(JsonParser.parseString(body).getAsJsonObject());
    }
  }

  private JsonObject next() throws InterruptedException {
    JsonObject event = posted.poll(60, TimeUnit.SECONDS);
    assertNotNull(event, "nothing was posted");
    return event;
  }

  private ChitClient member(ChitServer server, String name) throws Exception {
    ChitClient client =
        ChitClient.create(
            ClientConfig.of(directory.resolve(name))
                .withServer(ServerAddress.parse(server.address())));
    client.register(new AccountName(name), "");
    return client;
  }
}
