package dev.chit.app.contract;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static dev.chit.app.contract.WebRig.button;
import static dev.chit.app.contract.WebRig.dialog;
import static dev.chit.app.contract.WebRig.exactly;
import static dev.chit.app.contract.WebRig.log;
import static dev.chit.app.contract.WebRig.person;
import static dev.chit.app.contract.WebRig.say;
import static dev.chit.app.contract.WebRig.wallet;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.FilePayload;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// Groups in the page: two members in two browsers, and one in a terminal.
class WebGroupsTest {
  private static final String MARKUP =
      "<b onclick=alert(4)>bold</b><iframe src=javascript:alert(5)>";

  @RegisterExtension static final WebRig rig = new WebRig();

  @Test
  void aGroupIsMadeTalkedInSplitAndLeft() throws Exception {
    rig.introduce("nora", "otto");
    rig.introduce("nora", "pia");
    Page nora = rig.page(rig.left(), "nora");
    Page otto = rig.page(rig.right(), "otto");

    button(nora, "New group").click();
    nora.getByLabel("Name of the group").fill("<img src=x>");
    dialog(nora).getByText("otto", exactly()).click();
    button(nora, "Make the group").click();
    assertThat(dialog(nora).locator(".problem")).containsText("letters, digits");
    nora.getByLabel("Name of the group").fill("旅行_trip");
    Browsers.assertAccessible(nora, "making a group");
    button(nora, "Make the group").click();
    assertThat(nora.locator(".talk h1")).hasText("旅行_trip");
    assertThat(nora.locator(".talk header small")).containsText("2 members");

    say(nora, "旅行_trip", MARKUP);
    person(otto, "旅行_trip").click();
    assertThat(log(otto)).containsText(MARKUP);
    assertThat(log(otto).locator(".author")).hasText("nora");
    assertThat(log(nora).getByText("read by 1")).hasCount(1);
    Locator first = log(otto).locator("article").first();
    button(first, "Reply").click();
    say(otto, "旅行_trip", "at noon");
    Locator answer = log(nora).locator("article").last();
    assertThat(answer).containsText("at noon");
    assertThat(answer.locator("blockquote")).containsText(MARKUP);
    button(log(otto).locator("article").last(), "Edit").click();
    assertThat(otto.getByLabel("Message 旅行_trip")).hasValue("at noon");
    say(otto, "旅行_trip", "at one");
    assertThat(answer.locator(".text")).hasText("at one");
    assertThat(answer).containsText("edited");

    nora.locator(".composer input[type=file]")
        .setInputFiles(new FilePayload("map.txt", "text/plain", "a map".getBytes(UTF_8)));
    Locator file = log(otto).locator("article.file");
    assertThat(file.locator(".author")).hasText("nora");
    Download map = otto.waitForDownload(() -> button(file, "Save").click());
    assertEquals("a map", Files.readString(map.path()));

    button(nora, "Split").first().click();
    nora.getByLabel("Amount in EUR").fill("30.01");
    nora.getByLabel("What it is for").fill("the taxi");
    Browsers.assertAccessible(nora, "a split");
    button(nora, "Ask for the shares").click();
    assertThat(dialog(nora).locator(".shares")).containsText("€15.01");
    button(nora, "Done").click();
    person(otto, "nora").click();
    Locator share = log(otto).locator("article.ask");
    assertThat(share).containsText("the taxi");
    assertThat(share).containsText("a share");
    button(share, "Pay").click();
    button(otto, "Pay €15.01").click();
    button(otto, "Done").click();
    assertThat(wallet(nora).locator(".balance")).hasText("€115.01");

    button(nora, "About 旅行_trip").click();
    Browsers.assertAccessible(nora, "who is in a group");
    button(nora, "Add members").click();
    dialog(nora).getByText("pia", exactly()).click();
    button(nora, "Add").click();
    assertThat(dialog(nora).locator(".members li")).hasCount(3);
    Locator ottos = dialog(nora).locator(".members li").filter(with("otto"));
    button(ottos, "Make admin").click();
    assertThat(ottos).containsText("No longer admin");
    nora.getByLabel("Name of the group").fill("journey");
    button(nora, "Rename").click();
    assertThat(otto.locator(".people")).containsText("journey");
    button(dialog(nora).locator(".members li").filter(with("pia")), "Remove pia").click();
    assertThat(dialog(nora).locator(".members li")).hasCount(2);

    button(nora, "Leave the group").click();
    button(dialog(nora), "Leave the group").click();
    assertThat(nora.locator(".people").getByText("journey")).hasCount(0);
    person(otto, "journey").click();
    assertThat(otto.locator(".talk header small")).containsText("1 member");
    otto.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.DARK));
    Browsers.assertAccessible(otto, "a group in the dark");
    rig.browsers().assertNoFaults();
  }

  private static Locator.FilterOptions with(String name) {
    return new Locator.FilterOptions().setHasText(name);
  }
}
