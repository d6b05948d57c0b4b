package dev.chit.app.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Real browsers, driven from one thread, that note whatever a page should not do.
final class Browsers implements AutoCloseable {
  private static final Path CHROMIUM = Path.of("/usr/bin/chromium");
  private static final Path NODE = Path.of("/usr/bin/node");
  private static final int NODE_MIN = 20;
  static final double PATIENCE_MILLIS = 90_000;
  private static final String AXE = "/META-INF/resources/webjars/axe-core/4.6.3/axe.min.js";

  /// A name that leads to this machine, as an attacker's would.
  static final String REBOUND = "rebound.example";

  private final Playwright playwright;
  private final List<Browser> all = new ArrayList<>();

  /// Everything that a page asked for outside of its origin, and every error that it met.
  private final List<String> faults = new ArrayList<>();

  private Browsers(Playwright playwright) {
    this.playwright = playwright;
  }

  /// Skips the test where there is no browser; `.ci/run` installs it.
  static Browsers open() throws Exception {
    assumeTrue(Files.isExecutable(CHROMIUM), "no chromium");
    assumeTrue(nodeVersion() >= NODE_MIN, "no Node of version " + NODE_MIN + " or newer");
    PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE_MILLIS);
    return new Browsers(
        Playwright.create(
            new Playwright.CreateOptions()
                .setEnv(
                    Map.of(
                        "PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD",
                        "1",
                        "PLAYWRIGHT_NODEJS_PATH",
                        NODE.toString()))));
  }

  private static int nodeVersion() throws Exception {
    if (!Files.isExecutable(NODE)) {
      return 0;
    }
    Process node = new ProcessBuilder(NODE.toString(), "--version").start();
    String version = new String(node.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertTrue(node.waitFor(1, TimeUnit.MINUTES));
    return Integer.parseInt(version.substring(1, version.indexOf('.')));
  }

  /// A browser of somebody's own.
  Browser browser() {
    Browser browser =
        playwright
            .chromium()
            .launch(
                new BrowserType.LaunchOptions()
                    .setExecutablePath(CHROMIUM)
                    .setTimeout(PATIENCE_MILLIS)
                    .setArgs(
                        List.of(
                            "--no-sandbox",
                            "--disable-gpu",
                            "--disable-dev-shm-usage",
                            "--disable-quic",
                            "--no-first-run",
                            "--disable-background-networking",
                            "--disable-component-update",
                            "--disable-sync",
                            "--host-resolver-rules=MAP " + REBOUND + " 127.0.0.1")));
    all.add(browser);
    return browser;
  }

  /// A page at an address, of which every fault is noted.
  Page page(Browser browser, String address, int width, int height, String language) {
    return page(browser, address, width, height, language, "");
  }

  /// @param before runs in the page before its own scripts
  Page page(
      Browser browser, String address, int width, int height, String language, String before) {
    BrowserContext context =
        browser.newContext(
            new Browser.NewContextOptions()
                .setViewportSize(width, height)
                .setLocale(language)
                .setTimezoneId("Europe/Berlin"));
    context.setDefaultTimeout(PATIENCE_MILLIS);
    String origin = address.substring(0, address.indexOf('/', "http://".length()) + 1);
    context.onRequest(
        request -> {
          if (!request.url().startsWith(origin) && !request.url().startsWith("blob:")) {
            faults.add("asked for " + request.url());
          }
        });
    Page page = context.newPage();
    page.addInitScript(before);
    page.onPageError(error -> faults.add("error: " + error));
    page.onDialog(dialog -> faults.add("opened a dialog: " + dialog.message()));
    page.onConsoleMessage(
        message -> {
          if (message.text().contains("Content Security Policy")) {
            faults.add(message.text());
          }
        });
    page.navigate(address);
    return page;
  }

  void closePages() {
    all.forEach(browser -> browser.contexts().forEach(BrowserContext::close));
    faults.clear();
  }

  void assertNoFaults() {
    assertEquals(List.of(), faults);
  }

  /// What axe finds wrong on the page for people who see, hear or move otherwise.
  static void assertAccessible(Page page, String where) throws IOException {
    if (!Boolean.TRUE.equals(page.evaluate("'axe' in window"))) {
      page.evaluate(axe());
    }
    Object found =
        page.evaluate(
            "() => axe.run(document, {resultTypes: ['violations']}).then(found => JSON.stringify("
                + "found.violations.map(it => ({id: it.id, at: it.nodes.map(n => n.html)}))))");
    JsonArray violations = JsonParser.parseString(found.toString()).getAsJsonArray();
    var said = new StringBuilder();
    for (var violation : violations) {
      JsonObject one = violation.getAsJsonObject();
      said.append(one.get("id").getAsString()).append(": ").append(one.get("at")).append('\n');
    }
    assertEquals("", said.toString(), where);
  }

  private static String axe() throws IOException {
    try (@Nullable InputStream in = Browsers.class.getResourceAsStream(AXE)) {
      if (in == null) {
        throw new IOException(AXE + " is not among the libraries of the tests");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @Override
  public void close() {
    all.forEach(Browser::close);
    playwright.close();
  }
}
