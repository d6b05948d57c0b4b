package dev.chit.app.contract;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static dev.chit.app.contract.WebRig.button;
import static dev.chit.app.contract.WebRig.dialog;
import static dev.chit.app.contract.WebRig.width;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import dev.chit.core.LedgerId;
import dev.chit.core.log.Checkpoint;
import dev.chit.core.log.MerkleTree;
import dev.chit.core.log.SignedCheckpoint;
import dev.chit.crypto.SigningKey;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/// The operator's page in a real browser, against a real server.
class OperatorPageTest {
  @RegisterExtension static final WebRig rig = new WebRig();

  @TempDir private Path temp;

  private final List<Chit.Running> running = new ArrayList<>();

  @AfterEach
  void leave() {
    running.forEach(Chit.Running::close);
  }

  @Test
  void theOperatorSeesWhatTheCommandsShow() throws Exception {
    rig.welcome("olga");
    Page page = open(1280, 800, "en-GB");
    Locator supply = page.locator(".supply");
    JsonObject stats = admin("stats").json();
    assertThat(supply.locator(".big")).hasText(euros(stats.get("circulation").getAsString()));
    assertThat(supply.locator("dd").last()).hasText(stats.get("accounts").getAsString());
    assertThat(page.locator(".log .big"))
        .hasText("%,d events".formatted(stats.get("logSize").getAsLong()));
    assertThat(page.locator(".log")).containsText("Signature and history checked");
    assertThat(supply.locator("dd").first()).not().hasText("…");
    assertEquals(
        number(supply.locator(".big")),
        number(supply.locator("dd").first()).subtract(number(supply.locator("dd").nth(1))));
    assertThat(page.locator(".health")).containsText("Members online");
    assertThat(page.locator(".rates svg")).isVisible();

    page.getByLabel("Find by the beginning of a name").fill("OLG");
    assertThat(page.locator(".account")).hasCount(1);
    assertThat(page.locator(".account .sum")).hasText("€100.00");
    Browsers.assertAccessible(page, "the operator's page");
    page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.DARK));
    Browsers.assertAccessible(page, "the operator's page in the dark");

    Page phone = open(360, 720, "zh-TW");
    assertThat(phone.locator(".supply .big"))
        .hasText(euros(stats.get("circulation").getAsString()));
    assertEquals("zh-Hant", phone.locator("html").getAttribute("lang"));
    assertThat(phone.locator(".account").first()).isVisible();
    assertEquals(360, width(phone));
    Browsers.assertAccessible(phone, "the operator's page on a phone");
    rig.browsers().assertNoFaults();
  }

  @Test
  void theOperatorFreezesInvitesAndBacksUp() throws Exception {
    rig.welcome("paula", "pavel");
    Page page = open(1280, 800, "en-GB");
    page.getByLabel("Find by the beginning of a name").fill("paula");
    button(page, "Freeze paula").click();
    assertThat(dialog(page).locator(".fingerprint")).hasText(rig.fingerprint("paula"));
    page.getByLabel("Reason").fill("laptop stolen");
    Browsers.assertAccessible(page, "the question before freezing");
    button(dialog(page), "Freeze paula").click();
    assertThat(page.locator(".account")).containsText("frozen");
    assertTrue(account("paula").get("frozen").getAsBoolean());
    Chit.run("pay", "pavel", "1", "--home", rig.town().home("paula")).failed(1, "frozen");
    button(page, "Thaw paula").click();
    button(dialog(page), "Thaw paula").click();
    assertThat(page.locator(".account .who small")).not().containsText("frozen");
    assertTrue(!account("paula").get("frozen").getAsBoolean());

    button(page, "Invite somebody").click();
    button(page, "Make an invitation").click();
    assertThat(dialog(page).locator("svg.code")).isVisible();
    String code = dialog(page).locator(".invitation").textContent();
    Browsers.assertAccessible(page, "an invitation");
    register("quinn", code).ok();
    register("rosa", code).failed(1, "bad-invite");
    page.keyboard().press("Escape");

    assertThat(page.locator(".backups .big")).hasText("none yet");
    button(page, "Back up now").click();
    assertThat(page.locator(".backups .kept li")).hasCount(1);
    assertThat(button(page, "Back up now")).isEnabled();
    Path made = temp.resolve("backups").resolve(page.locator(".kept span").textContent());
    Path look = temp.resolve("look");
    Chit.run("admin", "restore", made.toString(), "--data", look.toString()).ok();
    rig.browsers().assertNoFaults();
  }

  @Test
  void unitsMoveOnceAndAsTheQuestionShowed() throws Exception {
    rig.welcome("sven");
    Page page = open(1280, 800, "en-GB");
    Locator total = page.locator(".supply .big");
    assertThat(page.locator(".supply dd").nth(1)).not().hasText("…");
    BigDecimal before = number(total);
    BigDecimal retired = number(page.locator(".supply dd").nth(1));
    button(page, "Issue …").click();
    page.getByLabel("To", new Page.GetByLabelOptions().setExact(true)).fill("SVEN");
    page.getByLabel("Amount in EUR").fill("20.5");
    page.getByLabel("Reason").fill("<b>cash</b>");
    button(page, "Continue").click();
    assertThat(dialog(page).locator(".fingerprint")).hasText(rig.fingerprint("sven"));
    assertThat(dialog(page)).containsText("<b>cash</b>");
    Browsers.assertAccessible(page, "the question before issuing");
    button(page, "Issue €20.50").dblclick();
    assertThat(dialog(page)).containsText("sven now has €120.50.");
    button(page, "Done").click();
    assertThat(total).hasText(euros(before.add(new BigDecimal("20.50")).toString()));

    String sven = rig.town().home("sven");
    String chit = Chit.run("draw", "operator", "5", "--home", sven, "--quiet").ok().out().strip();
    button(page, "Retire …").click();
    page.getByLabel("The chit that it prints").fill("chit:1:nonsense");
    button(page, "Continue").click();
    assertThat(dialog(page).getByRole(AriaRole.ALERT)).isVisible();
    page.getByLabel("The chit that it prints").fill(chit);
    button(page, "Continue").click();
    assertThat(dialog(page).locator(".fingerprint")).hasText(rig.fingerprint("sven"));
    button(page, "Retire €5.00").dblclick();
    assertThat(dialog(page)).containsText("sven now has €115.50.");
    button(page, "Done").click();
    assertThat(page.locator(".supply dd").nth(1))
        .hasText(euros(retired.add(new BigDecimal("5.00")).toString()));
    assertEquals("115.50", account("sven").get("balance").getAsString());
    rig.browsers().assertNoFaults();
  }

  @Test
  void aYesIssuesOnceWhatTheQuestionShowed() throws Exception {
    rig.welcome("tina");
    var raw = new RawPage(URI.create(address()));
    String mine = "Authorization: Bearer " + raw.enter().json().get("token").getAsString();
    String ask = "{\"to\":\"tina\",\"amount\":\"%s\"}";
    raw.post("/api/issue/ask", ask.formatted("1.005"), mine).failed(400, "wrong-amount");
    JsonObject question = raw.post("/api/issue/ask", ask.formatted("2.5"), mine).json();
    assertEquals("2.50", question.get("amount").getAsString());
    assertEquals("100.00", account("tina").get("balance").getAsString());

    String yes = "{\"confirmation\":\"" + question.get("confirmation").getAsString() + "\"}";
    JsonObject issued = raw.post("/api/move", yes, mine).json();
    assertEquals("102.50", issued.get("balance").getAsString());
    raw.post("/api/move", yes, mine).failed(409, "already-answered");
    assertEquals("102.50", account("tina").get("balance").getAsString());
  }

  @Test
  void aRestartOfTheServerIsShownAndSurvived() throws Exception {
    Page page = open(1280, 800, "en-GB");
    assertThat(page.getByText("Serving since")).isVisible();
    rig.town().stop();
    assertThat(page.getByText("The server cannot be reached")).isVisible();
    assertThat(button(page, "Issue …")).isDisabled();
    rig.town().startAgain();
    assertThat(page.getByText("The server cannot be reached")).hasCount(0);
    assertThat(button(page, "Issue …")).isEnabled();

    String events = page.locator(".log .big").textContent();
    admin("invite");
    assertThat(page.locator(".log .big")).not().hasText(events);
    assertThat(page.locator(".log")).containsText("Signature and history checked");
    rig.browsers().assertNoFaults();
  }

  @Test
  void anOldTabGoesOnWithTheAddressOfANewPage() throws Exception {
    String first = address();
    Page page = rig.browsers().page(rig.left(), first, 1280, 800, "en-GB");
    page.locator(".supply").waitFor();
    running.removeLast().close();
    assertThat(page.getByText("“chit admin web” does not answer")).isVisible();

    String again = address("--port", Integer.toString(URI.create(first).getPort()));
    assertThat(page.locator("main")).containsText("The page was started again");
    page.navigate(again);
    assertThat(page.getByText("Serving since")).isVisible();
    rig.browsers().assertNoFaults();
  }

  @Test
  void aLogThatIsNoContinuationOfWhatWasSeenIsCalledWrong() throws Exception {
    Path data = Path.of(rig.town().data());
    Path seen = data.resolve("operator-seen");
    SigningKey key = SigningKey.load(data.resolve("log.key"));
    var other =
        new Checkpoint(
            Checkpoint.originOf(LedgerId.ofKey(key.verifyKey())),
            2,
            MerkleTree.leafHash(new byte[] {1}));
    String note = SignedCheckpoint.sign(other, key.verifyKey(), key::sign).note();
    Files.writeString(seen, Instant.EPOCH + "\n" + note);
    try {
      Page page = open(1280, 800, "en-GB");
      assertThat(page.locator(".alarm")).containsText("no continuation of the one of 2");
      assertThat(page.locator(".log")).not().containsText("checked");
      Browsers.assertAccessible(page, "an alarm");
    } finally {
      Files.delete(seen);
    }
  }

  @Test
  void onlyThePageItselfIsAnswered() throws Exception {
    var raw = new RawPage(URI.create(address()));
    String token = raw.enter().json().get("token").getAsString();
    String mine = "Authorization: Bearer " + token;
    assertEquals(200, raw.post("/api/overview", "{}", mine).status());
    raw.enter().failed(401, "used-ticket");
    for (String call : List.of("/api/overview", "/api/move", "/api/invite", "/api/backups/make")) {
      raw.post(call, "{}").failed(401, "no-token");
      raw.post(call, "{}", mine, "Origin: http://evil.example").failed(403, "foreign-origin");
      raw.post(call, "{}", mine, "Sec-Fetch-Site: same-site").failed(403, "foreign-origin");
      raw.send("POST " + call + " HTTP/1.1\r\nHost: evil.example\r\n" + mine + "\r\n")
          .failed(421, "wrong-host");
    }
    assertTrue(raw.get("/").header("content-security-policy").contains("trusted-types 'none'"));
    raw.get("/talk.js").failed(404, "unknown-file");
    raw.post("/api/talk", "{}", mine).failed(404, "unknown-call");
    raw.post("/api/move", "{\"confirmation\":\"00\"}", mine).failed(409, "already-answered");
    raw.post("/api/accounts/freeze", "{\"name\":\"nobody\"}", mine).failed(409, "unknown-account");

    Chit.run("admin", "web", "--port", "70000", "--data", rig.town().data()).failed(2, "usage");
    Chit.run("admin", "web", "--data", temp.toString()).failed(2, "no-server-data");
    String taken = Integer.toString(raw.port());
    Chit.run("admin", "web", "--port", taken, "--data", rig.town().data()).failed(2, "port-in-use");
  }

  private Page open(int width, int height, String language) throws Exception {
    Page page = rig.browsers().page(rig.left(), address(), width, height, language);
    page.locator(".supply").waitFor();
    return page;
  }

  private String address(String... more) throws InterruptedException {
    String backups = temp.resolve("backups").toString();
    List<String> words =
        List.of("admin", "web", "--no-browser", "--json", "--data", rig.town().data());
    Chit.Running web =
        Chit.start(
            Stream.of(words, List.of("--backups", backups), List.of(more))
                .flatMap(List::stream)
                .toArray(String[]::new));
    running.add(web);
    web.out().await("\n");
    return JsonParser.parseString(web.out().text()).getAsJsonObject().get("address").getAsString();
  }

  private static Result admin(String word) {
    return Chit.run("admin", word, "--json", "--data", rig.town().data()).ok();
  }

  private static JsonObject account(String name) {
    for (JsonElement one : admin("accounts").json().getAsJsonArray("accounts")) {
      if (one.getAsJsonObject().get("name").getAsString().equals(name)) {
        return one.getAsJsonObject();
      }
    }
    throw new AssertionError("no account " + name);
  }

  private static Result register(String name, String code) {
    return Chit.run(
        "register",
        name,
        "--invite",
        code,
        "--no-passphrase",
        "--home",
        rig.town().home(name),
        "--server",
        rig.town().address());
  }

  /// As the page writes it in English.
  private static String euros(String decimal) {
    return "€" + String.format(Locale.ROOT, "%,.2f", new BigDecimal(decimal));
  }

  private static BigDecimal number(Locator shown) {
    return new BigDecimal(shown.textContent().replaceAll("[^0-9.-]", ""));
  }
}
