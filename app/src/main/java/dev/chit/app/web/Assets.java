package dev.chit.app.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The page's files, read once from beside this class. What is not in the list is not there.
final class Assets {
  private static final List<String> NAMES =
      List.of(
          "index.html",
          "style.css",
          "screens.css",
          "icon.svg",
          "actions.js",
          "api.js",
          "app.js",
          "chits.js",
          "composer.js",
          "conversation.js",
          "dialogs.js",
          "filebubbles.js",
          "files.js",
          "format.js",
          "found.js",
          "groupdialogs.js",
          "log.js",
          "merging.js",
          "message.js",
          "money.js",
          "moneybubbles.js",
          "parts.js",
          "paydialogs.js",
          "people.js",
          "persondialogs.js",
          "proof.js",
          "questions.js",
          "state.js",
          "statement.js",
          "store.js",
          "talk.js",
          "talking.js",
          "text-en.js",
          "text-zh-hant.js",
          "text.js",
          "wallet.js",
          "vendor/preact.js",
          "vendor/hooks.js",
          "vendor/htm.js");

  private static final Pattern IMPORT_MAP =
      Pattern.compile("<script type=\"importmap\">(.*?)</script>", Pattern.DOTALL);

  private final Map<String, Asset> all = new LinkedHashMap<>();
  private final String policy;

  /// @param type its media type
  record Asset(String type, byte[] bytes) {}

  Assets() throws IOException {
    for (String name : NAMES) {
      all.put("/" + name, new Asset(type(name), read(name)));
    }
    Asset index = get("/index.html").orElseThrow();
    all.put("/", index);
    policy = policy(new String(index.bytes(), UTF_8));
  }

  Optional<Asset> get(String path) {
    return Optional.ofNullable(all.get(path));
  }

  /// The Content-Security-Policy of every answer: scripts and calls of this origin alone, and no
  /// text ever becomes a script or markup.
  String policy() {
    return policy;
  }

  private static String policy(String index) {
    Matcher map = IMPORT_MAP.matcher(index);
    if (!map.find()) {
      throw new IllegalStateException("index.html without its import map");
    }
    return "default-src 'none'; script-src 'self' 'sha256-"
        + sha256(map.group(1))
        + "'; style-src 'self'; img-src 'self' blob:; connect-src 'self'; base-uri 'none';"
        + " form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script';"
        + " trusted-types 'none'";
  }

  private static String sha256(String text) {
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8));
      return Base64.getEncoder().encodeToString(hash);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  private static String type(String name) {
    return switch (name.substring(name.lastIndexOf('.') + 1)) {
      case "html" -> "text/html; charset=utf-8";
      case "css" -> "text/css; charset=utf-8";
      case "svg" -> "image/svg+xml";
      default -> "text/javascript; charset=utf-8";
    };
  }

  private static byte[] read(String name) throws IOException {
    try (InputStream in = Assets.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IOException("the page's file " + name + " is not in the program");
      }
      return in.readAllBytes();
    }
  }
}
