package dev.chit.app.contract;

import com.google.gson.JsonParser;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.WaitForSelectorState;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Takes the pictures of the page for the documentation. Not among the tests: `.ci/screenshots`
/// runs it, and somebody looks at what it made.
class WebScreenshots {
  private static final int WIDE = 1280;
  private static final int HIGH = 800;
  private static final int PHONE_WIDE = 390;
  private static final int PHONE_HIGH = 844;

  @TempDir private static Path temp;

  private final Path folder = Path.of(System.getProperty("chit.root"), "docs", "screenshots");

  @Test
  void take() throws Exception {
    Files.createDirectories(folder);
    var running = new ArrayList<Chit.Running>();
    try (Browsers browsers = Browsers.open();
        Town town = Town.build(temp)) {
      List.of("alice", "bob", "carol", "dave", "mallory").forEach(town::welcome);
      tell(town);
      Browser browser = browsers.browser();
      try {
        String address = address(town, running);
        Page wide = browsers.page(browser, address, WIDE, HIGH, "en-GB");
        desktop(wide);
        Page used = browsers.page(browser, address, WIDE, HIGH, "en-GB");
        used.getByRole(AriaRole.HEADING).waitFor();
        take(used, "web-new-address");
        phone(browsers.page(browser, address(town, running), PHONE_WIDE, PHONE_HIGH, "en-GB"), "");
        phone(
            browsers.page(browser, address(town, running), PHONE_WIDE, PHONE_HIGH, "zh-TW"),
            "-zh-hant");
        browsers.closePages();
      } finally {
        running.reversed().forEach(Chit.Running::close);
      }
    }
  }

  private static void tell(Town town) {
    as(town, "alice", "msg", "carol", "The photos from Saturday are wonderful");
    as(town, "carol", "msg", "alice", "I have more, you get them tonight");
    as(town, "alice", "msg", "bob", "Cinema tonight? The late one starts at nine.");
    as(town, "bob", "msg", "alice", "Yes! I can get the tickets on my way.");
    as(town, "alice", "msg", "bob", "Perfect. How much do I owe you?");
    as(town, "bob", "msg", "alice", "12.50. And you forgot your half of lunch :)");
    as(town, "bob", "pay", "alice", "3.20", "bus ticket");
    as(town, "alice", "pay", "bob", "12.50", "cinema ticket");
    as(town, "alice", "pay", "bob", "8.00", "half of lunch");
    as(town, "bob", "msg", "alice", "Got it, thank you! See you at nine.");
    as(town, "alice", "pay", "carol", "24.00", "prints");
    as(town, "dave", "pay", "alice", "40.00", "guitar strings, and the concert");
    as(town, "mallory", "msg", "alice", "Hello, we met at the market on Sunday.");
  }

  private void desktop(Page page) {
    person(page, "bob").click();
    page.getByLabel("Message bob").waitFor();
    page.locator("svg.chart").waitFor();
    said(page, "See you at nine.");
    both(page, "web-talk");
    button(page, "About bob").click();
    page.locator("dialog svg.code").waitFor();
    take(page, "web-safety-number");
    page.keyboard().press("Escape");
    button(page, "Pay").click();
    page.getByLabel("Amount in EUR").fill("15");
    page.getByLabel("What it is for").fill("popcorn");
    button(page, "Continue").click();
    page.locator("dialog .fingerprint").waitFor();
    both(page, "web-pay");
    page.keyboard().press("Escape");
    page.locator(".payment").first().click();
    page.locator("dialog .proof").waitFor();
    take(page, "web-payment");
    page.keyboard().press("Escape");
    person(page, "mallory").click();
    button(page, "Accept").waitFor();
    said(page, "at the market");
    take(page, "web-request-to-talk");
  }

  private void phone(Page page, String suffix) {
    person(page, "bob").waitFor();
    page.locator("svg.chart")
        .waitFor(new Locator.WaitForOptions().setState(WaitForSelectorState.ATTACHED));
    both(page, "web-phone-people" + suffix);
    person(page, "bob").click();
    page.locator(".composer").waitFor();
    said(page, "See you at nine.");
    both(page, "web-phone-talk" + suffix);
    page.goBack();
    page.locator(".bar button").last().click();
    page.locator(".balance").waitFor();
    both(page, "web-phone-wallet" + suffix);
  }

  private static void said(Page page, String text) {
    page.getByRole(AriaRole.LOG).getByText(text).waitFor();
  }

  private void both(Page page, String name) {
    take(page, name);
    page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.DARK));
    take(page, name + "-dark");
    page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.LIGHT));
  }

  private void take(Page page, String name) {
    page.screenshot(new Page.ScreenshotOptions().setPath(folder.resolve(name + ".png")));
  }

  private static String address(Town town, List<Chit.Running> running) throws InterruptedException {
    Chit.Running web = Chit.start("web", "--no-open", "--json", "--home", town.home("alice"));
    running.add(web);
    web.out().await("\n");
    return JsonParser.parseString(web.out().text()).getAsJsonObject().get("address").getAsString();
  }

  private static void as(Town town, String name, String... words) {
    var all = new ArrayList<>(List.of(words));
    all.addAll(List.of("--home", town.home(name), "--json"));
    Chit.run(Map.of(), "", all.toArray(String[]::new)).ok();
  }

  private static Locator button(Page page, String name) {
    return page.getByRole(
        AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
  }

  private static Locator person(Page page, String name) {
    return page.locator(".person")
        .filter(
            new Locator.FilterOptions()
                .setHas(
                    page.locator(
                        "strong",
                        new Page.LocatorOptions().setHasText(Pattern.compile("^" + name + "$")))));
  }
}
