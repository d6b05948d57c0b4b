package dev.chit.app.contract;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Measures how long the page takes from an address that was opened to people on the screen, in a
/// browser that has just started and knows nothing of it. Prints it, and asserts nothing: a machine
/// that does something else as well tells nothing. Not among the tests: `mvn test -Dquick
/// -Dtest=WebFirstLoad -Dsurefire.failIfNoSpecifiedTests=false`.
class WebFirstLoad {
  private static final int TIMES = 7;

  /// When the first person was drawn, since the navigation began.
  private static final String DRAWN =
      """
      window.drawnAfter = new Promise((done) => new MutationObserver(() => {
        if (document.querySelector('.people .person')) {
          requestAnimationFrame(() => done(performance.now()));
        }
      }).observe(document, { childList: true, subtree: true }));
      """;

  @TempDir private static Path temp;

  @Test
  void measure() throws Exception {
    try (Browsers browsers = Browsers.open();
        Town town = Town.build(temp)) {
      List.of("alice", "bob").forEach(town::welcome);
      Chit.run("msg", "bob", "hello", "--home", town.home("alice")).ok();
      var millis = new ArrayList<Long>();
      for (int time = 0; time < TIMES; time++) {
        Browser browser = browsers.browser();
        try (WebRig.Served web = WebRig.serve(town, "alice")) {
          Page page = browsers.page(browser, web.address(), 1280, 800, "en-GB", DRAWN);
          millis.add(((Number) page.evaluate("window.drawnAfter")).longValue());
        }
        browser.close();
      }
      List<Long> inOrder = millis.stream().sorted().toList();
      System.out.println(
          "First load: " + inOrder.get(TIMES / 2) + " ms (median of " + inOrder + ")");
    }
  }
}
