package dev.chit.app.contract;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Takes the pictures of the terminal in `docs/screenshots`, in a real one (tmux) whose cells the
/// tests' browser draws: `.ci/screenshots`. No test: its name ends otherwise.
class TerminalScreenshots {
  private static final String SHELL = "PS1='$ ' TERM=tmux-256color sh";

  @TempDir private Path temp;

  private final Path folder = Path.of("..", "docs", "screenshots");

  @Test
  void take() throws Exception {
    Files.createDirectories(folder);
    try (Browsers browsers = Browsers.open();
        Town town = Town.build(temp);
        Tmux tmux = new Tmux(temp)) {
      try (PictureStory story = PictureStory.begin(town)) {
        story.toAlice("bob", "台北見！");
      }
      Browser browser = browsers.browser();
      for (boolean dark : List.of(false, true)) {
        var pictures = new Pictures(browser, folder, dark);
        fullScreen(town, tmux, pictures, dark, 80, 24, "");
        fullScreen(town, tmux, pictures, dark, 130, 36, "-wide");
      }
      shell(town, tmux, new Pictures(browser, folder, false));
    }
  }

  private static void fullScreen(
      Town town, Tmux tmux, Pictures pictures, boolean dark, int columns, int rows, String size)
      throws Exception {
    String terminal = (dark ? "dark" : "light") + columns;
    tmux.open(terminal, columns, rows);
    tmux.type(terminal, SHELL);
    tmux.type(
        terminal,
        "clear; "
            + tmux.program()
            + " tui --theme "
            + (dark ? "dark" : "light")
            + " --home "
            + town.home("alice"));
    tmux.see(terminal, "EUR · connected");
    tmux.see(terminal, "mallory");
    tmux.type(terminal, "/chat bob");
    tmux.see(terminal, "台北見");
    pictures.take(tmux.colored(terminal), "terminal-talk" + size);
    if (size.isEmpty()) {
      tmux.type(terminal, "/pay bob 15 popcorn");
      tmux.see(terminal, "Pay 15.00 EUR to bob");
      pictures.take(tmux.colored(terminal), "terminal-pay");
      tmux.press(terminal, "Escape");
      tmux.see(terminal, "Nothing was paid.");
    }
    tmux.press(terminal, "F2");
    tmux.see(terminal, "from dave");
    pictures.take(tmux.colored(terminal), "terminal-wallet" + size);
    tmux.press(terminal, "C-q");
    tmux.see(terminal, "$ ");
  }

  private static void shell(Town town, Tmux tmux, Pictures pictures) throws Exception {
    tmux.open("shell", 80, 24);
    tmux.type("shell", "PS1='$ ' TERM=tmux-256color sh");
    tmux.type("shell", "PATH=" + tmux.program().getParent() + ":$PATH");
    tmux.type("shell", "export XDG_DATA_HOME=" + town.home("erin"));
    tmux.type("shell", "clear; chit");
    tmux.see("shell", "Server (HOST:PORT");
    tmux.type("shell", town.address());
    tmux.see("shell", "Your name");
    tmux.type("shell", "erin");
    tmux.see("shell", "Passphrase for the new");
    tmux.type("shell", "correct horse");
    tmux.see("shell", "The same again: ");
    tmux.type("shell", "correct horse");
    tmux.see("shell", "erin> ");
    tmux.type("shell", "pay bob 4.50 lunch");
    tmux.see("shell", "[y/N]");
    tmux.type("shell", "y");
    tmux.see("shell", "Receipt: ");
    pictures.take(tmux.colored("shell"), "terminal-first-minutes");
    tmux.type("shell", "quit");
  }

  /// Cells of a terminal as PNG.
  private record Pictures(Browser browser, Path folder, boolean dark) {
    void take(String cells, String name) {
      try (Page page = browser.newPage(new Browser.NewPageOptions().setDeviceScaleFactor(2))) {
        page.setContent(AnsiHtml.page(cells, dark));
        page.locator("pre")
            .screenshot(
                new Locator.ScreenshotOptions()
                    .setPath(folder.resolve(name + (dark ? "-dark" : "") + ".png")));
      }
    }
  }
}
