package dev.chit.app.loopback;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.gson.JsonObject;
import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import dev.chit.app.console.Clean;
import dev.chit.client.ChitException;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Answers one request: a file of the page, a call, or the stream of news.
final class Handler implements HttpHandler {
  private static final Logger LOG = LoggerFactory.getLogger(Handler.class);

  /// How often the stream says that it is still there, so that a page notices when it is not.
  private static final Duration HEARTBEAT = Duration.ofSeconds(10);

  private static final String NEWS = "/api/news";
  private static final String SESSION = "/api/session";

  private final Guard guard;
  private final Assets assets;
  private final Page page;
  private final Newsboard news;
  private final Map<String, String> headers;

  Handler(Guard guard, Assets assets, Page page, Newsboard news) {
    this.guard = guard;
    this.assets = assets;
    this.page = page;
    this.news = news;
    this.headers =
        Map.of(
            "Content-Security-Policy", assets.policy(),
            "X-Content-Type-Options", "nosniff",
            "X-Frame-Options", "DENY",
            "Referrer-Policy", "no-referrer",
            "Cross-Origin-Opener-Policy", "same-origin",
            "Cross-Origin-Resource-Policy", "same-origin",
            "Permissions-Policy", "camera=(), microphone=(), geolocation=()",
            "Cache-Control", "no-store");
  }

  @Override
  public void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      Headers out = exchange.getResponseHeaders();
      headers.forEach(out::set);
      try {
        answer(exchange);
      } catch (WebFailure e) {
        send(exchange, e.status(), e.json());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      } catch (RuntimeException e) {
        LOG.error("a call of the page failed", e);
        send(
            exchange,
            500,
            new WebFailure(
                    500,
                    "internal",
                    "Something in chit went wrong, which is a mistake of its makers.")
                .json());
      }
    }
  }

  private void answer(HttpExchange exchange) throws IOException, WebFailure, InterruptedException {
    Headers in = exchange.getRequestHeaders();
    guard.admit(in);
    String path = exchange.getRequestURI().getPath();
    Page.Link link = page.link(path);
    if (link != null) {
      guard.admitCall(in);
      follow(link, exchange, path);
      return;
    }
    if (!path.startsWith("/api/")) {
      file(exchange, path);
      return;
    }
    guard.admitCall(in);
    if (!exchange.getRequestMethod().equals("POST")) {
      throw new WebFailure(405, "wrong-method", "Calls are POST.");
    }
    if (path.equals(SESSION)) {
      send(exchange, 200, session(Ask.read(exchange.getRequestBody())));
      return;
    }
    guard.requireToken(in);
    if (path.equals(NEWS)) {
      stream(exchange);
      return;
    }
    Page.Upload upload = page.upload(path);
    if (upload != null) {
      send(exchange, 200, done(upload, exchange));
      return;
    }
    Page.Call call = page.call(path);
    if (call == null) {
      throw new WebFailure(404, "unknown-call", "There is no such call.");
    }
    send(exchange, 200, done(call, Ask.read(exchange.getRequestBody())));
  }

  private static JsonObject done(Page.Call call, Ask ask) throws WebFailure, InterruptedException {
    try {
      return call.answer(ask);
    } catch (ChitException e) {
      throw WebFailure.of(e);
    }
  }

  private static JsonObject done(Page.Upload upload, HttpExchange exchange)
      throws IOException, WebFailure, InterruptedException {
    try {
      return upload.answer(exchange.getRequestHeaders(), exchange.getRequestBody());
    } catch (ChitException e) {
      throw WebFailure.of(e);
    }
  }

  private static void follow(Page.Link link, HttpExchange exchange, String path)
      throws IOException, WebFailure {
    if (!exchange.getRequestMethod().equals("GET")) {
      throw new WebFailure(405, "wrong-method", "Files are there to GET.");
    }
    link.send(exchange, path);
  }

  private JsonObject session(Ask ask) throws WebFailure {
    String token =
        guard
            .passes()
            .exchange(ask.text("ticket"))
            .orElseThrow(
                () ->
                    new WebFailure(
                        401,
                        "used-ticket",
                        "This address was used already: " + guard.command() + " gives a new one."));
    var json = new JsonObject();
    json.addProperty("token", token);
    return json;
  }

  private void file(HttpExchange exchange, String path) throws IOException, WebFailure {
    if (!exchange.getRequestMethod().equals("GET")) {
      throw new WebFailure(405, "wrong-method", "The page's files are there to GET.");
    }
    Assets.Asset asset =
        assets
            .get(path)
            .orElseThrow(() -> new WebFailure(404, "unknown-file", "There is no such file."));
    send(exchange, 200, asset.type(), asset.bytes());
  }

  /// Server-sent events, until the page goes away.
  private void stream(HttpExchange exchange) throws IOException, WebFailure, InterruptedException {
    try (Newsboard.Reader reader = news.read()) {
      exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
      exchange.sendResponseHeaders(200, 0);
      try (OutputStream out = exchange.getResponseBody()) {
        out.write(event(Newsboard.of("hello")));
        out.flush();
        while (true) {
          JsonObject item = reader.next(HEARTBEAT);
          out.write(item == null ? ":\n\n".getBytes(UTF_8) : event(item));
          out.flush();
        }
      }
    }
  }

  private static byte[] event(JsonObject item) {
    return ("data: " + Clean.json(item.toString()) + "\n\n").getBytes(UTF_8);
  }

  private static void send(HttpExchange exchange, int status, JsonObject json) throws IOException {
    send(exchange, status, "application/json; charset=utf-8", json.toString().getBytes(UTF_8));
  }

  private static void send(HttpExchange exchange, int status, String type, byte[] bytes)
      throws IOException {
    exchange.getResponseHeaders().set("Content-Type", type);
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
  }
}
