package dev.chit.app.contract;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static dev.chit.app.contract.WebRig.button;
import static dev.chit.app.contract.WebRig.log;
import static dev.chit.app.contract.WebRig.person;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// A page that was away, or whose server was.
class WebWayBackTest {
  /// Lets a test cut the stream of news, as a network does.
  private static final String CUTTABLE =
      """
      const whole = window.fetch;
      window.fetch = (path, options) => {
        if (path !== '/api/news') {
          return whole(path, options);
        }
        const knife = new AbortController();
        window.cutTheNews = () => knife.abort();
        return whole(path, { ...options, signal: AbortSignal.any([options.signal, knife.signal]) });
      };
      """;

  @RegisterExtension static final WebRig rig = new WebRig();

  @Test
  void thePageFindsItsWayBackAfterAReloadARestartOfTheServerAndSleep() throws Exception {
    rig.welcome("dora");
    Page carol = rig.page(rig.left(), "carol");
    Chit.run("msg", "carol", "before", "--home", rig.town().home("dora")).ok();
    person(carol, "dora").click();
    assertThat(log(carol)).containsText("before");
    carol.addInitScript(CUTTABLE);
    carol.reload();
    person(carol, "dora").click();
    assertThat(log(carol)).containsText("before");
    button(carol, "Accept").click();
    assertEquals("http://127.0.0.1", carol.url().substring(0, "http://127.0.0.1".length()));
    assertTrue(!carol.url().contains("#"), carol.url());

    rig.town().stop();
    assertThat(carol.getByText("No connection to the server.")).isVisible();
    carol.getByLabel("Message dora").fill("written meanwhile");
    carol.keyboard().press("Enter");
    assertThat(log(carol)).containsText("written meanwhile");
    rig.town().startAgain();
    assertThat(carol.getByText("No connection to the server.")).hasCount(0);
    Chit.run("msg", "carol", "after", "--home", rig.town().home("dora")).ok();
    assertThat(log(carol)).containsText("after");

    // As after the sleep of a machine: the stream is cut, and the way back is not there at once.
    carol.route("**/api/news", Route::abort);
    carol.evaluate("cutTheNews()");
    assertThat(carol.getByText("chit does not answer")).isVisible();
    Chit.run("msg", "carol", "in the night", "--home", rig.town().home("dora")).ok();
    carol.unroute("**/api/news");
    assertThat(log(carol)).containsText("in the night");
    assertThat(carol.getByText("chit does not answer")).hasCount(0);
    rig.browsers().assertNoFaults();
  }
}
