package dev.chit.app.contract;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.chit.app.contract.RawPage.Reply;
import dev.chit.testkit.Eventually;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What `chit web` answers, and to whom: asked byte by byte, as no browser would.
class WebContractTest {
  private static final long PATIENCE_NANOS = 90_000_000_000L;

  @TempDir private static Path temp;

  private static Town town;
  private static Chit.Running web;
  private static URI address;
  private static RawPage raw;
  private static String token;

  @BeforeAll
  static void build() throws Exception {
    town = Town.build(temp);
    town.welcome("alice");
    town.welcome("bob");
    web = Chit.start("web", "--no-open", "--json", "--home", town.home("alice"));
    web.out().await("\n");
    JsonObject said = JsonParser.parseString(web.out().text()).getAsJsonObject();
    assertEquals("alice", said.get("name").getAsString());
    address = URI.create(said.get("address").getAsString());
    raw = new RawPage(address);
    token = enter().json().get("token").getAsString();
  }

  @AfterAll
  static void leave() {
    web.close();
    town.close();
  }

  @Test
  void anAddressWorksOnceAndEveryCallNeedsItsToken() throws Exception {
    assertEquals("", address.getPath().substring(1), "the ticket is in the fragment alone");
    enter().failed(401, "used-ticket");

    assertEquals("alice", name(call("/api/start", "{}")));
    String[] none = {};
    post("/api/start", "{}", none).failed(401, "no-token");
    post("/api/start", "{}", "Authorization: Bearer " + token + "x").failed(401, "no-token");
    post("/api/start", "{}", "Authorization: Bearer ").failed(401, "no-token");
    post("/api/news", "", none).failed(401, "no-token");
    post("/api/start", "{}", "Cookie: chit-token=" + token).failed(401, "no-token");
  }

  @Test
  void onlyThePageItselfIsAnswered() throws Exception {
    String mine = "Authorization: Bearer " + token;
    for (String host : List.of("evil.example", "localhost:" + address.getPort(), "127.0.0.1")) {
      send("GET / HTTP/1.1\r\nHost: " + host + "\r\n").failed(421, "wrong-host");
      send("POST /api/start HTTP/1.1\r\nHost: " + host + "\r\n" + mine + "\r\n")
          .failed(421, "wrong-host");
    }
    for (String origin : List.of("http://evil.example", "null", "http://127.0.0.1:1")) {
      post("/api/start", "{}", mine, "Origin: " + origin).failed(403, "foreign-origin");
    }
    post("/api/start", "{}", mine, "Sec-Fetch-Site: cross-site").failed(403, "foreign-origin");
    post("/api/start", "{}", mine, "Sec-Fetch-Site: same-site").failed(403, "foreign-origin");
    assertEquals(200, post("/api/start", "{}", mine, "Origin: " + origin()).status());
    get("/api/start").failed(405, "wrong-method");
  }

  @Test
  void everyAnswerForbidsWhatThePageDoesNotNeed() throws Exception {
    for (Reply reply :
        List.of(get("/"), get("/app.js"), get("/nothing"), call("/api/start", "{}"))) {
      String policy = reply.header("content-security-policy");
      assertTrue(policy.startsWith("default-src 'none'; script-src 'self' 'sha256-"), policy);
      assertTrue(policy.contains("require-trusted-types-for 'script'; trusted-types 'none'"));
      assertTrue(policy.contains("frame-ancestors 'none'"), policy);
      assertFalse(policy.contains("unsafe"), policy);
      assertEquals("no-store", reply.header("cache-control"));
      assertEquals("nosniff", reply.header("x-content-type-options"));
      assertEquals("no-referrer", reply.header("referrer-policy"));
      assertEquals("", reply.header("set-cookie"));
    }
    get("/../web/Assets.class").failed(404, "unknown-file");
    get("/Assets.class").failed(404, "unknown-file");
    post("/app.js", "{}").failed(405, "wrong-method");
  }

  @Test
  void aCallThatMakesNoSenseHasNoEffect() throws Exception {
    call("/api/nothing", "{}").failed(404, "unknown-call");
    call("/api/start", "[]").failed(400, "wrong-call");
    call("/api/start", "{").failed(400, "wrong-call");
    call("/api/talk", "{}").failed(400, "wrong-call");
    call("/api/talk", "{\"with\":\"no such name!\"}").failed(400, "wrong-name");
    call("/api/talk", "{\"with\":\"bob\",\"before\":\"x\"}").failed(400, "wrong-call");
    call("/api/talk/seen", "{\"with\":\"bob\",\"ids\":[\"x\"]}").failed(400, "wrong-message");
    call("/api/talk/send", "{\"to\":\"bob\",\"text\":\"\"}").failed(400, "text-too-long");
    call("/api/talk/send", "{\"to\":\"nobody\",\"text\":\"x\"}").failed(409, "unknown-account");
    call("/api/pay/ask", "{\"to\":\"bob\",\"amount\":\"1.005\"}").failed(400, "wrong-amount");
    call("/api/pay/ask", "{\"to\":\"bob\",\"amount\":\"100.01\"}")
        .failed(409, "insufficient-funds");
    call("/api/pay/ask", "{\"to\":\"alice\",\"amount\":\"1\"}").failed(409, "self-payment");
    call("/api/pay", "{\"confirmation\":\"00\"}").failed(409, "already-answered");
    call("/api/talk/send", "{\"to\":\"bob\",\"text\":\"" + "x".repeat(256 * 1024) + "\"}")
        .failed(413, "too-large");
  }

  @Test
  void aYesPaysOnceWhatTheQuestionShowed() throws Exception {
    JsonObject question =
        call("/api/pay/ask", "{\"to\":\"bob\",\"amount\":\"2.5\",\"memo\":\"tea\"}").json();
    assertEquals("bob", question.get("name").getAsString());
    assertEquals("2.50", question.get("amount").getAsString());
    assertEquals("97.50", question.get("after").getAsString());
    String yes = "{\"confirmation\":\"" + question.get("confirmation").getAsString() + "\"}";

    JsonObject paid = call("/api/pay", yes).json();
    assertEquals("97.50", paid.get("balance").getAsString());
    call("/api/pay", yes).failed(409, "already-answered");

    assertEquals("97.50", call("/api/balance", "{}").json().get("balance").getAsString());
    String verify = "{\"chit\":\"" + paid.get("chit").getAsString() + "\"}";
    JsonObject receipt = call("/api/payments/verify", verify).json();
    assertEquals("included", receipt.get("verification").getAsString());
    assertEquals("tea", receipt.get("memo").getAsString());
  }

  @Test
  void aLinkToAFileWorksOnceAndNeverShowsIt() throws Exception {
    Path page = temp.resolve("page 1.html");
    Files.writeString(page, "<script>alert(1)</script>");
    Chit.run("send", "alice", page.toString(), "--home", town.home("bob")).ok();
    String file =
        call("/api/files", "{}")
            .json()
            .getAsJsonArray("files")
            .get(0)
            .getAsJsonObject()
            .get("file")
            .getAsString();
    String ask = "{\"file\":\"" + file + "\",\"transfer\":\"1\"}";
    call("/api/files/download", ask).failed(400, "no-file");
    assertEquals(200, call("/api/files/fetch", ask).status());
    Reply offer = call("/api/files/download", ask);
    long start = System.nanoTime();
    while (offer.status() != 200 && System.nanoTime() - start < PATIENCE_NANOS) {
      Thread.onSpinWait();
      offer = call("/api/files/download", ask);
    }
    String path = offer.json().get("path").getAsString();
    post(path, "").failed(405, "wrong-method");
    send("GET " + path + " HTTP/1.1\r\n" + host() + "Sec-Fetch-Site: cross-site\r\n")
        .failed(403, "foreign-origin");
    Reply got = get(path);
    assertEquals(200, got.status());
    assertEquals("application/octet-stream", got.header("content-type"));
    assertEquals("nosniff", got.header("x-content-type-options"));
    assertEquals("default-src 'none'; sandbox", got.header("content-security-policy"));
    assertEquals(
        "attachment; filename=\"page 1.html\"; filename*=UTF-8''page%201.html",
        got.header("content-disposition"));
    assertTrue(got.text().endsWith("\r\n\r\n<script>alert(1)</script>"), got.text());
    get(path).failed(404, "unknown-file");
    get("/download/").failed(404, "unknown-file");
  }

  @Test
  void whatWasFetchedGoesWithItsOfferAlsoIfNoPageLooks() throws Exception {
    Path secret = Files.writeString(temp.resolve("secret.txt"), "burn this");
    Chit.run("disappear", "alice", "5s", "--home", town.home("bob")).ok();
    Chit.run("send", "alice", secret.toString(), "--home", town.home("bob")).ok();
    Chit.run("disappear", "alice", "off", "--home", town.home("bob")).ok();
    String file = "";
    for (JsonElement each : call("/api/files", "{}").json().getAsJsonArray("files")) {
      JsonObject one = each.getAsJsonObject();
      file =
          one.get("name").getAsString().equals("secret.txt") ? one.get("file").getAsString() : file;
    }
    String ask = "{\"file\":\"" + file + "\",\"transfer\":\"3\"}";
    assertEquals(200, call("/api/files/fetch", ask).status());
    Eventually.is("it was fetched", () -> fetched("secret.txt"));

    assertEquals(200, call("/api/files/seen", "{\"files\":[\"" + file + "\"]}").status());
    Eventually.is("it went with its offer", () -> !fetched("secret.txt"));
  }

  private static boolean fetched(String name) throws IOException {
    try (var kept = Files.walk(Path.of(town.home("alice"), "web-files"))) {
      return kept.anyMatch(it -> it.endsWith(name));
    } catch (UncheckedIOException e) {
      // Somebody else tidies up.
      return fetched(name);
    }
  }

  @Test
  void aFileThatDoesNotComeWholeIsNotKept() throws Exception {
    String upload =
        "POST /api/files/send HTTP/1.1\r\n"
            + host()
            + "Authorization: Bearer "
            + token
            + "\r\nX-Chit-To: bob\r\nX-Chit-Name: a%2F..%2Fb.txt\r\nX-Chit-Transfer: 2\r\n";
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), address.getPort())) {
      socket.getOutputStream().write((upload + "Content-Length: 9\r\n\r\nhalf").getBytes(UTF_8));
    }
    assertEquals(200, call("/api/files/cancel", "{\"transfer\":\"2\"}").status());
    send(upload + "Content-Length: 4\r\n", "full").failed(409, "cancelled");
    try (var kept = Files.walk(Path.of(town.home("alice"), "web-files"))) {
      assertEquals(List.of(), kept.filter(it -> it.endsWith("b.txt")).toList());
    }
    send(upload.replace("bob", "%23" + "0".repeat(32)) + "Content-Length: 0\r\n")
        .failed(409, "unknown-group");
    post("/api/files/send", "x", "X-Chit-To: bob").failed(401, "no-token");
  }

  @Test
  void wordsAreChecked() {
    Chit.run("web", "--port", "70000", "--home", town.home("alice")).failed(2, "usage");
    Chit.run("web", "--open", "--no-open", "--home", town.home("alice")).failed(2, "usage");
    Chit.run("web", "--home", temp.resolve("nowhere").toString()).failed(2, "no-profile");
    String taken = Integer.toString(address.getPort());
    Chit.run("web", "--port", taken, "--no-open", "--home", town.home("bob"))
        .failed(2, "port-in-use");
  }

  private static String name(Reply reply) {
    return reply.json().getAsJsonObject("me").get("name").getAsString();
  }

  private static String origin() {
    return raw.origin();
  }

  private static Reply enter() throws IOException {
    return raw.enter();
  }

  private static Reply call(String path, String body) throws IOException {
    return post(path, body, "Authorization: Bearer " + token);
  }

  private static Reply get(String path) throws IOException {
    return raw.get(path);
  }

  private static Reply post(String path, String body, String... headers) throws IOException {
    return raw.post(path, body, headers);
  }

  private static String host() {
    return raw.host();
  }

  private static Reply send(String head) throws IOException {
    return raw.send(head);
  }

  private static Reply send(String head, String body) throws IOException {
    return raw.send(head, body);
  }
}
