package dev.chit.app.contract;

import com.google.gson.JsonParser;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Takes the pictures of the operator's page for the documentation. Not among the tests:
/// `.ci/screenshots` runs it, and somebody looks at what it made.
class OperatorScreenshots {
  private static final double DRAWN_MILLIS = 30_000;

  @TempDir(factory = PictureFolder.class)
  private static Path temp;

  private final Path folder = Path.of(System.getProperty("chit.root"), "docs", "screenshots");

  @Test
  void take() throws Exception {
    try (Browsers browsers = Browsers.open();
        Town town = Town.build(temp)) {
      List.of("alice", "bob", "carol", "dave", "mallory").forEach(town::welcome);
      admin(town, "issue", "alice", "250", "--reason", "cash paid in");
      admin(town, "freeze", "mallory", "--reason", "laptop stolen");
      admin(town, "auditor", "carol");
      String backups = temp.resolve("backups").toString();
      try (Chit.Running web =
          Chit.start(
              "admin",
              "web",
              "--no-browser",
              "--json",
              "--data",
              town.data(),
              "--backups",
              backups)) {
        web.out().await("\n");
        String address =
            JsonParser.parseString(web.out().text()).getAsJsonObject().get("address").getAsString();
        Page wide = browsers.page(browsers.browser(), address, 1280, 800, "en-GB");
        lively(town, wide);
        wide.getByText("Back up now").click();
        wide.locator(".kept li").waitFor();
        full(wide, "operator");
        wide.getByLabel("Freeze bob").click();
        wide.locator("dialog .fingerprint").waitFor();
        both(wide, "operator-freeze", false);
        wide.keyboard().press("Escape");
        wide.getByText("Issue …").click();
        wide.getByLabel("To", new Page.GetByLabelOptions().setExact(true)).fill("bob");
        wide.getByLabel("Amount in EUR").fill("40");
        wide.getByLabel("Reason").fill("cash paid in, slip 17");
        wide.getByText("Continue").click();
        wide.locator("dialog .fingerprint").waitFor();
        both(wide, "operator-issue", false);
        wide.keyboard().press("Escape");
        wide.getByText("Invite somebody").click();
        wide.getByText("Make an invitation").click();
        wide.locator("dialog svg.code").waitFor();
        both(wide, "operator-invitation", false);
        wide.keyboard().press("Escape");
        wide.setViewportSize(390, 844);
        full(wide, "operator-phone");
        wide.setViewportSize(1280, 800);
        town.stop();
        wide.getByText("The server cannot be reached").waitFor();
        wide.evaluate("scrollTo(0, 0)");
        take(wide, "operator-away", false);
        town.startAgain();
        browsers.closePages();
      }
    }
  }

  /// Payments and messages for half a minute, so that there is something to draw.
  private static void lively(Town town, Page page) {
    var over = new AtomicBoolean();
    Thread people =
        Thread.ofVirtual()
            .start(
                () -> {
                  for (int i = 0; !over.get(); i++) {
                    String to = i % 3 == 0 ? "carol" : "bob";
                    as(town, "alice", "pay", to, "0.50");
                    as(town, "bob", "msg", "alice", "thanks");
                    if (i % 4 == 0) {
                      as(town, "dave", "msg", "bob", "hello");
                    }
                  }
                });
    page.waitForTimeout(DRAWN_MILLIS);
    over.set(true);
    try {
      people.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void full(Page page, String name) {
    both(page, name, true);
  }

  private void both(Page page, String name, boolean full) {
    take(page, name, full);
    page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.DARK));
    take(page, name + "-dark", full);
    page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.LIGHT));
  }

  private void take(Page page, String name, boolean full) {
    page.screenshot(
        new Page.ScreenshotOptions().setPath(folder.resolve(name + ".png")).setFullPage(full));
  }

  private static void as(Town town, String name, String... words) {
    Chit.run(with(words, "--home", town.home(name), "--json"));
  }

  private static void admin(Town town, String... words) {
    Chit.run(with(with(new String[] {"admin"}, words), "--data", town.data())).ok();
  }

  private static String[] with(String[] words, String... more) {
    return Stream.concat(Arrays.stream(words), Arrays.stream(more)).toArray(String[]::new);
  }
}
