package dev.chit.app.contract;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static dev.chit.app.contract.WebRig.button;
import static dev.chit.app.contract.WebRig.dialog;
import static dev.chit.app.contract.WebRig.log;
import static dev.chit.app.contract.WebRig.person;
import static dev.chit.app.contract.WebRig.say;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import dev.chit.core.AccountId;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// Conversations that are long, and what is done with one as a whole.
class WebTalkTest {
  private static final int MESSAGES = 10_000;

  /// Articles that are drawn at a time, however long the conversation is.
  private static final int DRAWN_MAX = 260;

  private static final String MARKUP = "<style>*{display:none}</style>needle";

  @RegisterExtension static final WebRig rig = new WebRig();

  @Test
  void tenThousandMessagesAreDrawnInPartsAndFound() throws Exception {
    rig.introduce("cleo", "dirk");
    String account =
        Chit.run("whoami", "--json", "--home", rig.town().home("dirk")).field("account");
    LongTalk.write(
        Path.of(rig.town().home("cleo")), AccountId.of(HexFormat.of().parseHex(account)), MESSAGES);
    Page cleo = rig.page(rig.left(), "cleo");
    person(cleo, "dirk").click();
    assertThat(log(cleo)).containsText("message number " + (MESSAGES - 1));
    for (int page = 0; page < 5; page++) {
      assertEquals(0.0, moved(cleo), 2.0, "what is looked at stays where it is");
    }
    assertTrue(articles(cleo) <= DRAWN_MAX, articles(cleo) + " articles");

    cleo.getByLabel("Search everything").fill(LongTalk.BURIED);
    cleo.locator(".found-one").last().click();
    Locator found = log(cleo).locator(".looked-for");
    assertThat(found).containsText(LongTalk.BURIED);
    assertThat(found).isInViewport();
    assertTrue(articles(cleo) <= DRAWN_MAX, articles(cleo) + " articles");
    log(cleo).evaluate("it => { it.scrollTop = 0; }");
    assertThat(log(cleo).getByText("This is where it begins.")).isVisible();
    button(cleo, "To the newest message").click();
    assertThat(log(cleo).getByText("message number " + (MESSAGES - 1)).first()).isInViewport();
    assertTrue(articles(cleo) <= DRAWN_MAX, articles(cleo) + " articles");
    Chit.run("msg", "cleo", "and one more", "--home", rig.town().home("dirk")).ok();
    assertThat(log(cleo).getByText("and one more")).isInViewport();
    rig.browsers().assertNoFaults();
  }

  private static int articles(Page page) {
    return log(page).locator("article").count();
  }

  /// Scrolls to the upper edge of what is drawn, waits for what is above it, and says by how many
  /// pixels the message at the edge has moved with that.
  private static double moved(Page page) {
    Object moved =
        log(page)
            .evaluate(
                """
                async (log) => {
                  const frame = () => new Promise(requestAnimationFrame);
                  const top = (key) => [...log.children].find((it) => it.dataset.key === key)
                    .getBoundingClientRect().top;
                  log.scrollTop = 200;
                  const first = log.querySelector('article').dataset.key;
                  const edge = log.getBoundingClientRect().top;
                  const key = [...log.querySelectorAll('article')].find((it) =>
                    it.getBoundingClientRect().bottom > edge).dataset.key;
                  const before = top(key);
                  const end = performance.now() + 90000;
                  while (log.querySelector('article').dataset.key === first) {
                    if (performance.now() > end) {
                      throw new Error('nothing was drawn above');
                    }
                    await frame();
                  }
                  await frame();
                  return top(key) - before;
                }
                """);
    return ((Number) moved).doubleValue();
  }

  @Test
  void aConversationIsSearchedKeptDraftedExportedAndDeleted() throws Exception {
    rig.introduce("edda", "finn");
    Page edda = rig.page(rig.left(), "edda");
    person(edda, "finn").click();
    say(edda, "finn", MARKUP);
    assertThat(log(edda)).containsText(MARKUP);
    edda.getByLabel("Search everything").fill("needle");
    Locator found = edda.locator(".found-one").first();
    assertThat(found).containsText(MARKUP);
    Browsers.assertAccessible(edda, "what was found");
    found.click();
    assertThat(log(edda).locator(".looked-for")).hasCount(1);
    edda.getByLabel("Search everything").fill("");

    edda.getByLabel("Message finn").fill("half a thou");
    edda.waitForResponse(
        it -> it.url().endsWith("/api/talk/draft"),
        () -> {
          edda.getByLabel("Message finn").fill("half a thought");
        });
    edda.reload();
    assertThat(person(edda, "finn")).containsText("half a thought");
    person(edda, "finn").click();
    assertThat(edda.getByLabel("Message finn")).hasValue("half a thought");

    button(edda, "About finn").click();
    edda.getByLabel("Messages disappear").selectOption("3600");
    assertThat(edda.locator(".talk header small")).containsText("messages disappear after 1 hour");
    Browsers.assertAccessible(edda, "about somebody");
    Download export = edda.waitForDownload(() -> button(edda, "Export").click());
    assertEquals("finn.txt", export.suggestedFilename());
    assertTrue(Files.readString(export.path()).contains("edda: " + MARKUP));
    button(edda, "Delete the conversation").click();
    button(dialog(edda), "Delete the conversation").click();
    assertThat(log(edda).locator("article")).hasCount(0);
    assertEquals(
        "hello",
        Chit.run(Map.of(), "", "history", "edda", "--json", "--home", rig.town().home("finn"))
            .json()
            .getAsJsonArray("messages")
            .get(0)
            .getAsJsonObject()
            .get("text")
            .getAsString());
    rig.browsers().assertNoFaults();
  }
}
