package dev.chit.app.contract;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.WaitForSelectorState;
import java.io.IOException;
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

  @TempDir(factory = PictureFolder.class)
  private static Path temp;

  private final Path folder = Path.of(System.getProperty("chit.root"), "docs", "screenshots");

  @Test
  void take() throws Exception {
    Files.createDirectories(folder);
    var running = new ArrayList<Chit.Running>();
    try (Browsers browsers = Browsers.open();
        Town town = Town.build(temp)) {
      tell(town);
      Browser browser = browsers.browser();
      try {
        String address = address(town, running);
        Page wide = browsers.page(browser, address, WIDE, HIGH, "en-GB");
        desktop(wide);
        things(wide);
        Page used = browsers.page(browser, address, WIDE, HIGH, "en-GB");
        used.getByRole(AriaRole.HEADING).waitFor();
        take(used, "web-new-address");
        phone(browsers.page(browser, address(town, running), PHONE_WIDE, PHONE_HIGH, "en-GB"), "");
        phone(
            browsers.page(browser, address(town, running), PHONE_WIDE, PHONE_HIGH, "zh-TW"),
            "-zh-hant");
        phoneThings(
            browsers.page(browser, address(town, running), PHONE_WIDE, PHONE_HIGH, "en-GB"));
        passphrase(town, browsers, browser, running);
        browsers.closePages();
      } finally {
        running.reversed().forEach(Chit.Running::close);
      }
    }
  }

  /// What a page shows of a profile that is locked.
  private void passphrase(Town town, Browsers browsers, Browser browser, List<Chit.Running> running)
      throws Exception {
    String home = town.home("olga");
    Chit.run(
            Map.of("CHIT_PASSPHRASE", "correct horse"),
            "",
            "register",
            "olga",
            "--home",
            home,
            "--server",
            town.address())
        .ok();
    WebRig.Served wide = WebRig.serve(town, "olga");
    running.add(wide.web());
    Page page = browsers.page(browser, wide.address(), WIDE, HIGH, "en-GB");
    page.locator("main code:not(:empty)").waitFor();
    page.getByLabel("Passphrase").fill("wrong horse");
    page.keyboard().press("Enter");
    page.locator(".problem").waitFor();
    both(page, "web-passphrase");
    WebRig.Served narrow = WebRig.serve(town, "olga");
    running.add(narrow.web());
    Page phone = browsers.page(browser, narrow.address(), PHONE_WIDE, PHONE_HIGH, "en-GB");
    phone.locator("main code:not(:empty)").waitFor();
    both(phone, "web-phone-passphrase");
  }

  private static void tell(Town town) throws Exception {
    try (PictureStory story = PictureStory.begin(town)) {
      story.toAlice("dave", "Rehearsal is at seven");
      story.alice("accept", "dave");
      story.alice("group", "new", "summer_trip", "bob", "carol", "dave");
      story.toGroup("bob", "#summer_trip", "I found a cabin by the lake, 90.00 for the weekend");
      story.toGroup("carol", "#summer_trip", "Lovely! Is there room for the dog?");
      story.alice("msg", "#summer_trip", "There is. I drive, who brings the tent?");
      story.toGroup("dave", "#summer_trip", "Me. And the guitar.");
      story.alice("split", "90.00", "#summer_trip", "--include-me", "for", "the", "cabin");
      send(story, "lake.png", Pictures.lake());
      send(story, "packing list.txt", "tent, guitar, lamp".getBytes(UTF_8));
    }
  }

  private static void send(PictureStory story, String name, byte[] bytes) throws IOException {
    Path file = temp.resolve(name);
    Files.write(file, bytes);
    story.as("carol", "send", "alice", file.toString());
  }

  /// Groups, files, chits, proofs, search.
  private void things(Page page) {
    person(page, "summer_trip").click();
    said(page, "And the guitar.");
    both(page, "web-group");
    button(page, "About summer_trip").click();
    page.locator("dialog .members").waitFor();
    both(page, "web-group-members");
    page.keyboard().press("Escape");
    button(page, "Split").first().click();
    page.getByLabel("Amount in EUR").fill("44");
    page.getByLabel("What it is for").fill("petrol");
    take(page, "web-split");
    page.keyboard().press("Escape");
    button(page, "New group").click();
    page.getByLabel("Name of the group").fill("band");
    take(page, "web-new-group");
    page.keyboard().press("Escape");
    person(page, "carol").click();
    page.locator("img.thumbnail").waitFor();
    both(page, "web-files");
    proofs(page);
    chits(page);
    page.getByLabel("Search everything").fill("cinema");
    page.locator(".found-one").first().waitFor();
    both(page, "web-search");
    page.getByLabel("Search everything").fill("");
  }

  private void proofs(Page page) {
    page.locator(".payment .out").first().click();
    page.locator("dialog .main").click();
    page.locator("dialog .way").waitFor();
    both(page, "web-proof");
    page.keyboard().press("Escape");
    button(page, "Statement").click();
    page.locator("dialog table").waitFor();
    both(page, "web-statement");
    page.keyboard().press("Escape");
  }

  private void chits(Page page) {
    button(page, "Draw a chit").click();
    page.getByLabel("To", new Page.GetByLabelOptions().setExact(true)).fill("bob");
    page.getByLabel("Amount in EUR").fill("5");
    page.getByLabel("What it is for").fill("cake");
    take(page, "web-draw");
    button(page, "Continue").click();
    page.locator("dialog .fingerprint").waitFor();
    take(page, "web-draw-question");
    button(page, "Sign €5.00").click();
    page.locator("dialog svg.code").waitFor();
    both(page, "web-chit");
    page.keyboard().press("Escape");
    button(page, "Redeem a chit").click();
    page.locator("dialog .drop").waitFor();
    both(page, "web-redeem");
    page.keyboard().press("Escape");
  }

  private void phoneThings(Page page) {
    person(page, "summer_trip").click();
    said(page, "And the guitar.");
    both(page, "web-phone-group");
    button(page, "About summer_trip").click();
    page.locator("dialog .members").waitFor();
    both(page, "web-phone-group-members");
    page.keyboard().press("Escape");
    page.goBack();
    person(page, "carol").click();
    page.locator("img.thumbnail").waitFor();
    both(page, "web-phone-files");
    page.goBack();
    page.locator(".bar button").last().click();
    page.locator(".balance").waitFor();
    page.locator(".payment .out").first().click();
    page.locator("dialog .main").click();
    page.locator("dialog .way").waitFor();
    both(page, "web-phone-proof");
    page.keyboard().press("Escape");
    button(page, "Statement").click();
    page.locator("dialog table").waitFor();
    both(page, "web-phone-statement");
    page.keyboard().press("Escape");
    page.locator(".payment[data-open]").first().click();
    page.locator("dialog svg.code").waitFor();
    both(page, "web-phone-chit");
    page.keyboard().press("Escape");
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
    WebRig.Served web = WebRig.serve(town, "alice");
    running.add(web.web());
    return web.address();
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
