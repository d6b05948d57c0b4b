package dev.chit.app.contract;

import com.google.gson.JsonParser;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/// Two browsers and a server that all stories about the page share, and what they do with a page.
/// Each story has people of its own, so that they may be told in any order.
final class WebRig implements BeforeAllCallback, AfterEachCallback {
  private @Nullable Parts parts;
  private final List<Chit.Running> running = new ArrayList<>();

  /// What is there once for all classes of stories.
  private record Parts(
      Path temp, Browsers browsers, Town town, Browser left, Browser right, Set<String> people)
      implements AutoCloseable {
    static Parts build() {
      try {
        Browsers browsers = Browsers.open();
        Path temp = Files.createTempDirectory("chit-web");
        return new Parts(
            temp,
            browsers,
            Town.build(temp),
            browsers.browser(),
            browsers.browser(),
            new HashSet<>());
      } catch (RuntimeException e) {
        throw e;
      } catch (Exception e) {
        throw new IllegalStateException(e);
      }
    }

    @Override
    public void close() throws IOException {
      browsers.close();
      town.close();
      try (var files = Files.walk(temp)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
  }

  @Override
  public void beforeAll(ExtensionContext context) {
    parts =
        context
            .getStore(
                ExtensionContext.StoreScope.LAUNCHER_SESSION,
                ExtensionContext.Namespace.create(WebRig.class))
            .computeIfAbsent(Parts.class, _ -> Parts.build(), Parts.class);
  }

  @Override
  public void afterEach(ExtensionContext context) {
    parts().browsers().closePages();
    running.reversed().forEach(Chit.Running::close);
    running.clear();
  }

  private Parts parts() {
    return Objects.requireNonNull(parts);
  }

  Town town() {
    return parts().town();
  }

  Browsers browsers() {
    return parts().browsers();
  }

  Browser left() {
    return parts().left();
  }

  Browser right() {
    return parts().right();
  }

  void welcome(String... names) {
    for (String name : names) {
      if (parts().people().add(name)) {
        town().welcome(name);
      }
    }
  }

  /// These two have accepted each other.
  void introduce(String one, String other) {
    welcome(one, other);
    Chit.run("msg", other, "hello", "--home", town().home(one)).ok();
    Chit.run("accept", one, "--home", town().home(other)).ok();
  }

  Page page(Browser browser, String name) throws Exception {
    return page(browser, name, 1280, 800, "en-GB");
  }

  Page page(Browser browser, String name, int width, int height, String language) throws Exception {
    Page page = browsers().page(browser, address(name), width, height, language);
    page.locator(".people").waitFor();
    return page;
  }

  /// Somebody's client begins to serve a page.
  String address(String name) throws InterruptedException {
    welcome(name);
    return serve(name).address();
  }

  /// A client that serves a page, and the address that it printed.
  record Served(Chit.Running web, String address) implements AutoCloseable {
    String port() {
      return address.substring(address.lastIndexOf(':') + 1, address.indexOf("/#"));
    }

    /// As if somebody had pressed Ctrl-C.
    @Override
    public void close() {
      web.close();
    }
  }

  /// The client of somebody who is there already begins to serve a page.
  Served serve(String name, String... more) throws InterruptedException {
    Served served = serve(town(), name, more);
    running.add(served.web());
    return served;
  }

  static Served serve(Town town, String name, String... more) throws InterruptedException {
    var words = new ArrayList<>(List.of("web", "--no-open", "--json", "--home"));
    words.add(town.home(name));
    words.addAll(List.of(more));
    Chit.Running web = Chit.start(words.toArray(String[]::new));
    web.out().await("\n");
    String said = web.out().text();
    return new Served(
        web, JsonParser.parseString(said).getAsJsonObject().get("address").getAsString());
  }

  String fingerprint(String name) {
    String text = Chit.run("whoami", "--json", "--home", town().home(name)).field("fingerprint");
    return String.join(" ", text.split("(?<=\\G.{4})"));
  }

  static Locator button(Page page, String name) {
    return page.getByRole(
        AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
  }

  static Locator button(Locator in, String name) {
    return in.getByRole(
        AriaRole.BUTTON, new Locator.GetByRoleOptions().setName(name).setExact(true));
  }

  static Locator person(Page page, String name) {
    return page.locator(".people")
        .getByRole(
            AriaRole.BUTTON,
            new Locator.GetByRoleOptions().setName(Pattern.compile("^" + name + "\\b")));
  }

  static Locator log(Page page) {
    return page.getByRole(AriaRole.LOG);
  }

  static Locator dialog(Page page) {
    return page.getByRole(AriaRole.DIALOG);
  }

  static Locator wallet(Page page) {
    return page.locator("section.wallet");
  }

  static Locator.GetByTextOptions exactly() {
    return new Locator.GetByTextOptions().setExact(true);
  }

  static int width(Page page) {
    return ((Number) page.evaluate("document.scrollingElement.scrollWidth")).intValue();
  }

  /// Writes a message in the conversation that is open.
  static void say(Page page, String to, String text) {
    page.getByLabel("Message " + to).fill(text);
    page.keyboard().press("Enter");
  }
}
