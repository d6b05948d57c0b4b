package dev.chit.app.contract;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static dev.chit.app.contract.WebRig.button;
import static dev.chit.app.contract.WebRig.exactly;
import static dev.chit.app.contract.WebRig.log;
import static dev.chit.app.contract.WebRig.person;
import static dev.chit.app.contract.WebRig.wallet;
import static dev.chit.app.contract.WebRig.width;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.PlaywrightException;
import com.microsoft.playwright.Response;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// The page in real browsers, against real clients and a real server.
class WebPageTest {
  private static final String MARKUP = "<img src=x onerror=alert(1)><script>alert(2)</script> & so";

  private static final int FIRST_LOAD_BYTES_MAX = 300_000;

  /// Bytes of all that came so far, heads included; the stream of news never ends and counts none.
  private static final String LOADED =
      """
      () => [...performance.getEntriesByType('navigation'), ...performance.getEntriesByType('resource')]
        .reduce((sum, it) => sum + it.transferSize, 0)
      """;

  /// Checks the payment that is shown, unless the client has done that by itself meanwhile.
  private static final String CHECK_NOW =
      """
      () => [...document.querySelectorAll('dialog button')]
        .find((it) => it.textContent.includes('Check now'))?.click()
      """;

  @RegisterExtension static final WebRig rig = new WebRig();

  @Test
  void twoPeopleTalkAndPayAndSeeItAtOnce() throws Exception {
    Page alice = rig.page(rig.left(), "alice");
    Page bob = rig.page(rig.right(), "bob");
    alice.keyboard().press("Control+k");
    alice.getByLabel("Their name on this server").fill("BOB");
    alice.keyboard().press("Enter");
    button(alice, "Write to bob").click();
    Locator box = alice.getByLabel("Message bob");
    assertThat(box).isFocused();
    box.fill(MARKUP);
    alice.keyboard().press("Enter");

    person(bob, "alice").click();
    assertThat(log(bob)).containsText(MARKUP);
    Browsers.assertAccessible(bob, "a request to talk");
    button(bob, "Accept").click();
    assertThat(log(alice).getByText("read", exactly())).hasCount(1);
    act(bob, "Reply");
    bob.getByLabel("Message alice").fill("Lunch?\nAt one");
    bob.keyboard().press("Enter");
    Locator answer = log(alice).locator("article").last();
    assertThat(answer).containsText("Lunch?");
    assertThat(answer.locator("blockquote")).containsText(MARKUP);

    button(alice, "Pay").click();
    alice.getByLabel("Amount in EUR").fill("1000");
    alice.keyboard().press("Enter");
    assertThat(alice.getByRole(AriaRole.ALERT)).containsText("Not enough");
    alice.getByLabel("Amount in EUR").fill("12.5");
    alice.getByLabel("What it is for").fill("cinema <b>ticket</b>");
    button(alice, "Continue").click();
    Locator asked = alice.getByRole(AriaRole.DIALOG);
    assertThat(asked).containsText("€12.50");
    assertThat(asked).containsText("bob");
    assertThat(asked.locator(".fingerprint")).hasText(rig.fingerprint("bob"));
    Browsers.assertAccessible(alice, "the question before paying");
    button(alice, "Pay €12.50").dblclick();
    assertThat(asked).containsText("You now have €87.50.");
    button(alice, "Done").click();
    assertThat(wallet(bob)).containsText("€112.50");
    assertThat(log(bob)).containsText("cinema <b>ticket</b>");
    assertThat(wallet(alice).locator(".balance")).hasText("€87.50");

    wallet(bob).getByText("from alice").click();
    button(bob, "Check now").or(bob.getByText("included in the log")).first().waitFor();
    bob.evaluate(CHECK_NOW);
    assertThat(bob.getByRole(AriaRole.DIALOG)).containsText("included in the log");
    bob.keyboard().press("Escape");
    assertThat(bob.getByRole(AriaRole.DIALOG)).hasCount(0);

    act(alice, "Edit");
    assertThat(alice.getByLabel("Message bob")).hasValue(MARKUP);
    alice.getByLabel("Message bob").fill("changed");
    alice.keyboard().press("Enter");
    assertThat(log(bob)).containsText("edited");
    assertThat(log(alice).locator("article").first()).containsText("changed");
    act(alice, "Take back");
    alice.getByRole(AriaRole.DIALOG).getByText("Take back", exactly()).click();
    assertThat(log(bob)).containsText("This message was taken back.");

    assertThat(wallet(alice).locator("svg.chart")).isVisible();
    Browsers.assertAccessible(alice, "a conversation");
    bob.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.DARK));
    Browsers.assertAccessible(bob, "a conversation in the dark");
    rig.browsers().assertNoFaults();
  }

  @Test
  void moneyIsAskedForAndPaidOnce() throws Exception {
    rig.welcome("gina", "hugo");
    Chit.run("msg", "gina", "hello", "--home", rig.town().home("hugo")).ok();
    Page gina = rig.page(rig.left(), "gina");
    Page hugo = rig.page(rig.right(), "hugo");
    person(gina, "hugo").click();
    button(gina, "Accept").click();
    button(gina, "Pay").click();
    gina.getByLabel("Amount in EUR").fill("7");
    gina.getByLabel("What it is for").fill("the cake");
    button(gina, "Ask for it instead").click();
    assertThat(gina.getByRole(AriaRole.DIALOG)).hasCount(0);
    assertThat(log(gina)).containsText("not paid yet");

    person(hugo, "gina").click();
    Locator asked = log(hugo).locator("article.ask");
    assertThat(asked).containsText("the cake");
    Browsers.assertAccessible(hugo, "a request for money");
    asked.getByText("Pay", exactly()).click();
    Locator dialog = hugo.getByRole(AriaRole.DIALOG);
    assertThat(dialog.locator(".fingerprint")).hasText(rig.fingerprint("gina"));
    button(hugo, "Pay €7.00").dblclick();
    assertThat(dialog).containsText("You now have €93.00.");
    button(hugo, "Done").click();
    assertThat(asked).containsText("paid");
    assertThat(asked.getByText("Refuse", exactly())).hasCount(0);
    assertThat(wallet(gina).locator(".balance")).hasText("€107.00");
    assertThat(log(gina).locator("article.ask")).not().containsText("not paid yet");
    rig.browsers().assertNoFaults();
  }

  @Test
  void twoPeopleCompareTheirSafetyNumber() throws Exception {
    rig.welcome("gina", "hugo");
    Chit.run("msg", "gina", "hello", "--home", rig.town().home("hugo")).ok();
    Page gina = rig.page(rig.left(), "gina");
    Page hugo = rig.page(rig.right(), "hugo");
    person(gina, "hugo").click();
    person(hugo, "gina").click();
    button(gina, "About hugo").click();
    button(hugo, "About gina").click();
    Locator number = gina.locator("dialog .found .fingerprint");
    assertThat(hugo.locator("dialog .found .fingerprint")).hasText(number.textContent());

    button(gina, "We compared: it is the same").click();
    assertThat(gina.getByRole(AriaRole.DIALOG)).containsText("You have compared it.");
    Browsers.assertAccessible(gina, "a safety number");
    gina.keyboard().press("Escape");
    assertThat(gina.locator(".talk header .verified")).isVisible();
    assertThat(hugo.getByRole(AriaRole.DIALOG)).not().containsText("You have compared it.");
    rig.browsers().assertNoFaults();
  }

  @Test
  void aPhoneHasEverythingInItsLanguage() throws Exception {
    rig.welcome("fred");
    Page erin = rig.page(rig.left(), "erin", 360, 720, "zh-TW");
    assertEquals("zh-Hant", erin.locator("html").getAttribute("lang"));
    Chit.run("msg", "erin", "你好", "--home", rig.town().home("fred")).ok();
    person(erin, "fred").click();
    assertThat(log(erin)).containsText("你好");
    button(erin, "接受").click();
    erin.getByLabel("傳訊息給 fred").fill("一個很長".repeat(60));
    erin.keyboard().press("Enter");
    assertThat(log(erin).locator("article")).hasCount(2);
    assertEquals(360, width(erin));
    Browsers.assertAccessible(erin, "a conversation on a phone");
    erin.goBack();
    assertThat(person(erin, "fred")).isVisible();
    button(erin, "錢包").click();
    assertThat(wallet(erin).locator(".balance")).hasText("€100.00");
    assertEquals(360, width(erin));
    Browsers.assertAccessible(erin, "the wallet on a phone");
    rig.browsers().assertNoFaults();
  }

  @Test
  void nobodyElseGetsIn() throws Exception {
    String address = rig.address("alice");
    String origin = address.substring(0, address.indexOf("/#"));
    Page dora = rig.browsers().page(rig.left(), address, 1280, 800, "en-GB");
    dora.getByText("Choose a conversation").waitFor();
    Number loaded = (Number) dora.evaluate(LOADED);
    assertTrue(loaded.longValue() < FIRST_LOAD_BYTES_MAX, loaded + " bytes at the first load");
    assertTrue(loaded.longValue() > FIRST_LOAD_BYTES_MAX / 10, "it counts what it should");
    Page second = rig.browsers().page(rig.right(), address, 1280, 800, "en-GB");
    assertThat(second.getByRole(AriaRole.HEADING)).containsText("This page needs a new address");
    Browsers.assertAccessible(second, "the page without a ticket");
    rig.browsers().assertNoFaults();

    String port = origin.substring(origin.lastIndexOf(':'));
    for (String name : List.of(Browsers.REBOUND, "localhost")) {
      try (Page rebound = rig.right().newPage()) {
        rebound.setDefaultTimeout(Browsers.PATIENCE_MILLIS);
        Response response = rebound.navigate("http://" + name + port + "/");
        assertEquals(421, Objects.requireNonNull(response).status());
      }
    }
    aPageOfAnotherPortReadsNothing(origin);
    String markup = "document.body.innerHTML = '<img src=x onerror=alert(3)>'";
    var refused = assertThrows(PlaywrightException.class, () -> dora.evaluate(markup));
    assertTrue(String.valueOf(refused.getMessage()).contains("TrustedHTML"), refused.getMessage());
  }

  /// The neighbour on this very machine: the same site to a browser, another origin.
  private static void aPageOfAnotherPortReadsNothing(String origin) throws Exception {
    HttpServer neighbour =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 8);
    neighbour.createContext(
        "/",
        exchange -> {
          try (exchange) {
            byte[] page = "<!doctype html><title>neighbour</title>".getBytes(UTF_8);
            exchange.sendResponseHeaders(200, page.length);
            exchange.getResponseBody().write(page);
          }
        });
    neighbour.start();
    try (Page evil = rig.right().newPage()) {
      evil.setDefaultTimeout(Browsers.PATIENCE_MILLIS);
      evil.navigate("http://127.0.0.1:" + neighbour.getAddress().getPort() + "/");
      assertEquals(
          "refused refused refused",
          evil.evaluate(
              """
              async (origin) => {
                const fetched = await fetch(origin + '/api/start', { method: 'POST', body: '{}' })
                  .then(() => 'answered', () => 'refused');
                const script = await new Promise((done) => {
                  const it = document.createElement('script');
                  it.onload = () => done('ran');
                  it.onerror = () => done('refused');
                  it.src = origin + '/state.js';
                  document.head.append(it);
                });
                const blind = await fetch(origin + '/', { mode: 'no-cors' })
                  .then(() => 'answered', () => 'refused');
                const frame = document.createElement('iframe');
                const loaded = new Promise((done) => { frame.onload = done; });
                frame.src = origin + '/';
                document.documentElement.append(frame);
                await loaded;
                return [fetched, script, blind].join(' ');
              }
              """,
              origin));
      assertEquals(2, evil.frames().size());
      assertEquals(0, evil.frames().getLast().locator("#app").count());
    } finally {
      neighbour.stop(0);
    }
  }

  /// What is offered at the first message.
  private static void act(Page page, String name) {
    Locator first = log(page).locator("article").first();
    first
        .getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName(name).setExact(true))
        .click();
  }
}
