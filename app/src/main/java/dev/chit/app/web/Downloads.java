package dev.chit.app.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import dev.chit.app.loopback.WebFailure;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URLEncoder;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;

/// Hands files to the browser, which follows a link to them and cannot send a token with that: the
/// link itself works once. A file is never shown in the page's origin, whatever it is.
final class Downloads {
  static final String PATH = "/download/";

  /// Links that nobody has followed yet; a further one takes the place of the oldest.
  static final int OPEN_MAX = 32;

  private static final int BYTES = 32;

  private final SecureRandom random = new SecureRandom();
  private final Map<String, Offer> open = new LinkedHashMap<>();

  private record Offer(Path file, String name) {}

  /// @return where it can be fetched, once
  synchronized String offer(Path file, String name) {
    byte[] bytes = new byte[BYTES];
    random.nextBytes(bytes);
    String ticket = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    if (open.size() == OPEN_MAX) {
      open.remove(open.keySet().iterator().next());
    }
    open.put(ticket, new Offer(file, name));
    return PATH + ticket;
  }

  private synchronized Offer taken(String path) throws WebFailure {
    Offer offer = open.remove(path.substring(PATH.length()));
    if (offer == null) {
      throw gone();
    }
    return offer;
  }

  private static WebFailure gone() {
    return new WebFailure(404, "unknown-file", "There is no such file.");
  }

  /// @throws WebFailure 404 `unknown-file`
  void send(HttpExchange exchange, String path) throws IOException, WebFailure {
    Offer offer = taken(path);
    Headers headers = exchange.getResponseHeaders();
    try (var in = Files.newInputStream(offer.file())) {
      headers.set("Content-Type", "application/octet-stream");
      headers.set("Content-Disposition", disposition(offer.name()));
      headers.set("Content-Security-Policy", "default-src 'none'; sandbox");
      long size = Files.size(offer.file());
      exchange.sendResponseHeaders(200, size == 0 ? -1 : size);
      if (size > 0) {
        try (OutputStream out = exchange.getResponseBody()) {
          in.transferTo(out);
        }
      }
    } catch (NoSuchFileException e) {
      throw gone();
    }
  }

  /// RFC 6266: the name twice, for those who read letters of all scripts and those who do not.
  static String disposition(String name) {
    String plain = name.replaceAll("[^ !#-\\[\\]-~]", "_");
    String exact = URLEncoder.encode(name, UTF_8).replace("+", "%20").replace("*", "%2A");
    return "attachment; filename=\"" + plain + "\"; filename*=UTF-8''" + exact;
  }
}
