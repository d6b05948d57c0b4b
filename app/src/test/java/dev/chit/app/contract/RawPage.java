package dev.chit.app.contract;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.util.Locale;

/// A page's server, asked byte by byte, as no browser would.
///
/// @param address with its ticket
record RawPage(URI address) {
  int port() {
    return address.getPort();
  }

  String origin() {
    return "http://127.0.0.1:" + port();
  }

  String host() {
    return "Host: 127.0.0.1:" + port() + "\r\n";
  }

  /// Uses the ticket.
  Reply enter() throws IOException {
    return post("/api/session", "{\"ticket\":\"" + address.getFragment().substring(2) + "\"}");
  }

  Reply get(String path) throws IOException {
    return send("GET " + path + " HTTP/1.1\r\n" + host());
  }

  Reply post(String path, String body, String... headers) throws IOException {
    var head = new StringBuilder("POST " + path + " HTTP/1.1\r\n" + host());
    for (String header : headers) {
      head.append(header).append("\r\n");
    }
    head.append("Content-Length: ").append(body.length()).append("\r\n");
    return send(head.toString(), body);
  }

  Reply send(String head) throws IOException {
    return send(head, "");
  }

  Reply send(String head, String body) throws IOException {
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), port())) {
      String request = head + "Connection: close\r\n\r\n" + body;
      socket.getOutputStream().write(request.getBytes(UTF_8));
      return new Reply(new String(socket.getInputStream().readAllBytes(), UTF_8));
    }
  }

  /// An answer as it came.
  record Reply(String text) {
    int status() {
      return Integer.parseInt(text.split(" ", 3)[1]);
    }

    String header(String name) {
      return text.lines()
          .takeWhile(line -> !line.isEmpty())
          .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(name + ":"))
          .map(line -> line.substring(name.length() + 1).strip())
          .findFirst()
          .orElse("");
    }

    JsonObject json() {
      String body = text.substring(text.indexOf("\r\n\r\n") + 4);
      return JsonParser.parseString(body).getAsJsonObject();
    }

    void failed(int status, String code) {
      assertEquals(status, status(), text);
      JsonObject error = json().getAsJsonObject("error");
      assertEquals(code, error.get("code").getAsString(), text);
      assertTrue(error.get("message").getAsString().matches("(?s).+[.?]"), text);
    }
  }
}
