package dev.chit.app.contract;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static dev.chit.app.contract.WebRig.button;
import static dev.chit.app.contract.WebRig.log;
import static dev.chit.app.contract.WebRig.person;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.FilePayload;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/// Files in the page: from one browser through two clients and a server to another browser.
class WebFilesTest {
  /// A name that is code to whoever takes it for more than a name.
  private static final String EVIL = "<img src=x onerror=alert(6)>.html";

  private static final byte[] SCRIPT = "<script>alert(7)</script>".getBytes(UTF_8);

  /// `-Dchit.web.file=1024` for the file of a gigabyte.
  private static final int LARGE_MEGABYTES = Integer.getInteger("chit.web.file", 8);

  /// A system that is set to ASCII has no such names for files.
  private static final String SUNSET =
      "UTF-8".equals(System.getProperty("sun.jnu.encoding")) ? "日落.png" : "sunset.png";

  private static final String DROP =
      """
      (talk, how) => {
        const data = new DataTransfer();
        data.items.add(new File(['from the ' + how], how + '.txt', { type: 'text/plain' }));
        const event = how === 'paste'
          ? new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true })
          : new DragEvent('drop', { dataTransfer: data, bubbles: true, cancelable: true });
        talk.dispatchEvent(event);
      }
      """;

  @RegisterExtension static final WebRig rig = new WebRig();

  @TempDir private Path temp;

  @Test
  void filesAreChosenDroppedAndPastedAndSavedByTheOther() throws Exception {
    rig.introduce("quin", "rita");
    Page quin = rig.page(rig.left(), "quin");
    Page rita = rig.page(rig.right(), "rita");
    person(quin, "rita").click();
    person(rita, "quin").click();
    byte[] picture = Pictures.lake();
    attach(quin)
        .setInputFiles(
            new FilePayload[] {
              new FilePayload(SUNSET, "image/png", picture),
              new FilePayload(EVIL, "text/html", SCRIPT)
            });
    quin.locator(".talk").evaluate(DROP, "drop");
    quin.locator(".composer textarea").evaluate(DROP, "paste");

    Locator files = log(rita).locator("article.file");
    assertThat(files).hasCount(4);
    assertThat(log(quin).locator("article.file")).hasCount(4);
    Locator shown = log(rita).getByAltText("Preview of " + SUNSET);
    assertThat(shown).isVisible();
    assertEquals(true, shown.evaluate("it => it.decode().then(() => it.naturalWidth === 160)"));
    Browsers.assertAccessible(rita, "a conversation with files");

    assertArrayEquals(picture, Files.readAllBytes(saved(rita, SUNSET).path()));
    Download evil = saved(rita, EVIL);
    assertArrayEquals(SCRIPT, Files.readAllBytes(evil.path()));
    assertTrue(evil.suggestedFilename().endsWith(".html"), evil.suggestedFilename());
    assertThat(log(rita)).containsText(EVIL.replaceAll("[<>]", "_"));
    for (String how : List.of("drop", "paste")) {
      assertEquals("from the " + how, Files.readString(saved(rita, how + ".txt").path()));
    }
    assertThat(button(file(rita, "drop.txt"), "Save again")).isVisible();
    button(file(rita, "drop.txt"), "Remove").click();
    assertThat(files).hasCount(3);
    rig.browsers().assertNoFaults();
  }

  @Test
  void whatWaitsForTheServerCanBeCancelled() throws Exception {
    rig.introduce("ulla", "vera");
    Page ulla = rig.page(rig.left(), "ulla");
    person(ulla, "vera").click();
    rig.town().stop();
    assertThat(ulla.getByText("No connection to the server.")).isVisible();
    attach(ulla).setInputFiles(new FilePayload("plan.txt", "text/plain", SCRIPT));
    button(ulla, "Cancel plan.txt").click();
    assertThat(ulla.locator(".transfer")).hasCount(0);
    rig.town().startAgain();
    assertThat(ulla.getByText("No connection to the server.")).hasCount(0);
    assertThat(log(ulla).locator("article.file")).hasCount(0);
    rig.browsers().assertNoFaults();
  }

  @Test
  void aLargeFileGoesThroughInPieces() throws Exception {
    rig.introduce("walt", "xena");
    Page walt = rig.page(rig.left(), "walt");
    Page xena = rig.page(rig.right(), "xena");
    person(walt, "xena").click();
    person(xena, "walt").click();
    Path large = temp.resolve("large.bin");
    write(large);
    attach(walt).setInputFiles(large);
    Download got = saved(xena, "large.bin");
    assertEquals(-1, Files.mismatch(large, got.path()));
    // Neither page ever had the file: the browser streamed it.
    for (Page page : List.of(walt, xena)) {
      Number heap = (Number) page.evaluate("performance.memory.usedJSHeapSize");
      assertTrue(heap.longValue() < 64 << 20, heap + " bytes of JavaScript");
    }
    rig.browsers().assertNoFaults();
  }

  private static void write(Path file) throws IOException {
    byte[] megabyte = new byte[1 << 20];
    var random = new Random(11);
    try (OutputStream out = Files.newOutputStream(file)) {
      for (int written = 0; written < LARGE_MEGABYTES; written++) {
        random.nextBytes(megabyte);
        out.write(megabyte);
      }
    }
  }

  private static Locator attach(Page page) {
    return page.locator(".composer input[type=file]");
  }

  private static Locator file(Page page, String name) {
    return log(page)
        .locator("article.file")
        .filter(new Locator.FilterOptions().setHasText(name.replaceAll("[<>]", "_")));
  }

  private static Download saved(Page page, String name) {
    return page.waitForDownload(
        new Page.WaitForDownloadOptions().setTimeout(10 * Browsers.PATIENCE_MILLIS),
        () -> button(file(page, name), "Save").click());
  }
}
