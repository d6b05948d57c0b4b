package dev.chit.app.contract;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// A profile that is locked by a passphrase, and nobody in a terminal who could be asked for it.
class WebPassphraseTest {
  private static final String PASSPHRASE = "grüße, 台北 & <b>bold</b>";

  @RegisterExtension static final WebRig rig = new WebRig();

  @BeforeAll
  static void lock() {
    Chit.run(
            Map.of("CHIT_PASSPHRASE", PASSPHRASE),
            "",
            "register",
            "otis",
            "--home",
            rig.town().home("otis"),
            "--server",
            rig.town().address())
        .ok();
  }

  @Test
  void thePageAsksForItAndFindsItsWayBackAfterARestartOfTheProgram() throws Exception {
    WebRig.Served first = rig.serve("otis");
    Page otis = rig.browsers().page(rig.left(), first.address(), 1280, 800, "en-GB");
    assertThat(otis.getByLabel("Passphrase")).isFocused();
    assertThat(otis.locator("main")).containsText(rig.town().home("otis"));
    Browsers.assertAccessible(otis, "a locked profile");
    unlock(otis, "wrong");
    assertThat(otis.getByRole(AriaRole.ALERT)).containsText("does not open this profile");
    assertThat(otis.getByLabel("Passphrase")).isEmpty();
    unlock(otis, PASSPHRASE);
    assertThat(otis.locator(".people .me")).containsText("otis");
    assertFalse(otis.url().contains("#"), otis.url());
    String kept =
        otis.evaluate("JSON.stringify([{...sessionStorage}, {...localStorage}, document.cookie])")
            .toString();
    assertTrue(kept.contains("chit-token") && !kept.contains("台北"), kept);

    first.close();
    assertThat(otis.getByText("chit does not answer")).isVisible();
    WebRig.Served second = rig.serve("otis", "--port", first.port());
    assertThat(otis.getByText("This page needs a new address")).isVisible();
    assertThat(otis.locator("main")).containsText("chit was started again");
    otis.navigate(second.address());
    unlock(otis, PASSPHRASE);
    assertThat(otis.locator(".people .me")).containsText("otis");
    rig.browsers().assertNoFaults();
  }

  private static void unlock(Page page, String passphrase) {
    Locator field = page.getByLabel("Passphrase");
    field.fill(passphrase);
    field.press("Enter");
  }

  @Test
  void untilThenNothingElseIsAnswered() throws Exception {
    WebRig.Served web = rig.serve("otis");
    var address = URI.create(web.address());
    try (var http = HttpClient.newHttpClient()) {
      var page = new Asking(http, address, "");
      String ticket = address.getFragment().substring(2);
      String token = page.ask("session", "{\"ticket\":\"" + ticket + "\"}").field("token");
      var in = new Asking(http, address, token);

      in.ask("start", "{}").failed(423, "passphrase-needed");
      in.ask("pay", "{\"confirmation\":\"00\"}").failed(423, "passphrase-needed");
      in.ask("files/send", "{}").failed(423, "passphrase-needed");
      assertEquals(rig.town().home("otis"), in.ask("lock", "{}").field("profile"));
      page.ask("unlock", PASSPHRASE).failed(401, "no-token");
      in.ask("unlock", "").failed(400, "wrong-passphrase");
      in.ask("unlock", "x".repeat(5_000)).failed(413, "too-large");
      in.ask("unlock", "Grüße").failed(400, "wrong-passphrase");
      in.ask("start", "{}").failed(423, "passphrase-needed");

      assertEquals(200, in.ask("unlock", PASSPHRASE).status());
      assertEquals(200, in.ask("start", "{}").status());
      in.ask("lock", "{}").failed(404, "unknown-call");
      assertFalse(web.web().out().text().contains("Grüße"));
    }
    // The page's process is the profile's owner now: other commands go through it.
    Chit.run("balance", "--home", rig.town().home("otis")).ok();
  }

  /// Calls as the page makes them.
  private record Asking(HttpClient http, URI address, String token) {
    Reply ask(String call, String body) throws Exception {
      HttpRequest request =
          HttpRequest.newBuilder(address.resolve("/api/" + call))
              .header("Authorization", "Bearer " + token)
              .POST(HttpRequest.BodyPublishers.ofString(body, UTF_8))
              .build();
      HttpResponse<String> reply = http.send(request, HttpResponse.BodyHandlers.ofString(UTF_8));
      return new Reply(reply.statusCode(), JsonParser.parseString(reply.body()).getAsJsonObject());
    }
  }

  private record Reply(int status, JsonObject json) {
    String field(String name) {
      return json.get(name).getAsString();
    }

    void failed(int expected, String code) {
      assertEquals(expected, status, json.toString());
      assertEquals(code, json.getAsJsonObject("error").get("code").getAsString());
    }
  }
}
