package dev.chit.app.contract;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static dev.chit.app.contract.WebRig.button;
import static dev.chit.app.contract.WebRig.dialog;
import static dev.chit.app.contract.WebRig.wallet;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.FilePayload;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// Chits, proofs and statements in the page.
class WebMoneyTest {
  private static final String MARKUP = "<svg onload=alert(8)> cake";

  @RegisterExtension static final WebRig rig = new WebRig();

  @Test
  void aChitIsDrawnAsACodeAndRedeemedFromAPictureOfIt() throws Exception {
    rig.introduce("yves", "zoe");
    Page yves = rig.page(rig.left(), "yves");
    Page zoe = rig.page(rig.right(), "zoe");
    draw(yves, "zoe", "5", MARKUP);
    Browsers.assertAccessible(yves, "a chit that was drawn");
    byte[] photo = dialog(yves).locator("svg.code").screenshot();
    Download saved = yves.waitForDownload(() -> button(yves, "Save as file").click());
    String text = Files.readString(saved.path());
    assertTrue(text.startsWith("chit:1:"), text);
    button(zoe, "Redeem a chit").click();
    Browsers.assertAccessible(zoe, "redeeming");
    Locator chosen = dialog(zoe).locator("input[type=file]");
    chosen.setInputFiles(new FilePayload("blank.txt", "text/plain", "no chit".getBytes(US_ASCII)));
    assertThat(dialog(zoe).locator(".problem")).containsText("There is no chit in this file");
    chosen.setInputFiles(new FilePayload("photo.png", "image/png", photo));
    assertThat(dialog(zoe)).containsText("Kept here, not presented yet");
    assertThat(dialog(zoe)).containsText("yves");
    button(zoe, "Have it certified").click();
    assertThat(dialog(zoe)).containsText("Certified");
    assertThat(dialog(yves)).containsText("Certified");
    button(zoe, "Give it up").click();
    assertThat(dialog(zoe)).containsText("Given up by its payee");
    assertThat(dialog(yves)).containsText("Given up by its payee");
    zoe.keyboard().press("Escape");
    yves.keyboard().press("Escape");
    assertThat(wallet(yves).locator(".balance")).hasText("€100.00");

    draw(yves, "zoe", "7", "");
    String second = dialog(yves).locator(".chit-text").textContent();
    button(zoe, "Redeem a chit").click();
    zoe.getByLabel("Or its text").fill(second);
    button(zoe, "Look at it").click();
    button(zoe, "Redeem it now").click();
    assertThat(dialog(zoe).locator(".proof")).hasText("Paid");
    zoe.keyboard().press("Escape");
    assertThat(wallet(zoe).locator(".balance")).hasText("€107.00");
    yves.keyboard().press("Escape");
    draw(yves, "zoe", "9", "");
    button(yves, "Revoke").click();
    assertThat(dialog(yves)).containsText("Revoked by its payer");
    rig.browsers().assertNoFaults();
  }

  @Test
  void aReceiptShowsItsWayAndAStatementItsEntries() throws Exception {
    rig.welcome("abel", "bea");
    String home = rig.town().home("abel");
    for (String amount : List.of("1.25", "2.50", "4")) {
      Chit.run("pay", "bea", amount, MARKUP, "--home", home).ok();
    }
    Page abel = rig.page(rig.left(), "abel");
    wallet(abel).getByText("to bea").first().click();
    button(abel, "Check now").or(button(abel, "Show the proof")).click();
    Locator way = dialog(abel).getByRole(AriaRole.IMG).and(abel.locator("svg"));
    assertThat(way).hasAttribute("aria-label", java.util.regex.Pattern.compile("neighbours lead"));
    abel.getByText("Step by step").click();
    int steps = dialog(abel).locator("details li").count() - 2;
    assertEquals(steps, way.locator(".node.beside").count());
    assertEquals(1, way.locator(".node.root").count());
    String root = dialog(abel).locator("details li").last().locator("code").textContent();
    assertTrue(root.startsWith(way.locator(".node.root text").textContent().replace("…", "")));
    Browsers.assertAccessible(abel, "the way of a proof");
    Download receipt = abel.waitForDownload(() -> button(abel, "Save the receipt").click());
    Chit.run("verify", kept(receipt, "a.receipt").toString(), "--home", home).ok();
    abel.keyboard().press("Escape");

    button(abel, "Statement").click();
    Locator rows = dialog(abel).locator("tbody tr");
    assertThat(rows).hasCount(4);
    assertThat(rows.first()).containsText(MARKUP);
    assertThat(rows.first()).containsText("−€4.00");
    assertThat(dialog(abel).locator("svg.chart")).isVisible();
    Browsers.assertAccessible(abel, "a statement");
    Download csv = abel.waitForDownload(() -> button(abel, "CSV").click());
    assertTrue(Files.readString(csv.path()).contains("bea"));
    rig.browsers().assertNoFaults();
  }

  private static Path kept(Download download, String name) {
    Path file = download.path().resolveSibling(name);
    download.saveAs(file);
    return file;
  }

  /// Leaves the chit on the screen.
  private static void draw(Page page, String to, String amount, String memo) {
    button(page, "Draw a chit").click();
    page.getByLabel("To", new Page.GetByLabelOptions().setExact(true)).fill(to);
    page.getByLabel("Amount in EUR").fill(amount);
    page.getByLabel("What it is for").fill(memo);
    button(page, "Continue").click();
    assertThat(dialog(page).locator(".fingerprint")).hasText(rig.fingerprint(to));
    button(page, "Sign €" + amount + ".00").click();
    page.locator("dialog svg.code").waitFor();
  }
}
