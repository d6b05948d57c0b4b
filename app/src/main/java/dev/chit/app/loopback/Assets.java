package dev.chit.app.loopback;

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
import java.util.stream.Collectors;

/// A page's files, read once: those that all pages share, and its own. What is not in a list is not
/// there. The shared ones import `state.js` and the texts of the page that they are part of.
public final class Assets {
  /// What every page is made of, beside this class.
  private static final List<String> SHARED =
      List.of(
          "base.css",
          "icon.svg",
          "api.js",
          "entry.js",
          "format.js",
          "frame.js",
          "parts.js",
          "store.js",
          "text.js",
          "vendor/preact.js",
          "vendor/hooks.js",
          "vendor/htm.js");

  /// Where `index.html` has them linked.
  private static final String MODULES = "<!-- modules -->\n";

  private static final Pattern IMPORT_MAP =
      Pattern.compile("<script type=\"importmap\">(.*?)</script>", Pattern.DOTALL);

  private final Map<String, Asset> all = new LinkedHashMap<>();
  private final String policy;

  /// @param type its media type
  record Asset(String type, byte[] bytes) {}

  /// @param page a class beside whose file the page's own files lie
  /// @param own their names; `index.html` is one of them
  public Assets(Class<?> page, List<String> own) throws IOException {
    put(Assets.class, SHARED);
    put(page, own);
    Asset index = get("/index.html").orElseThrow();
    String html = withModules(new String(index.bytes(), UTF_8));
    all.put("/", new Asset(index.type(), html.getBytes(UTF_8)));
    all.remove("/index.html");
    policy = policy(html);
  }

  /// Has the browser ask for all modules at once, not for each when another names it.
  private String withModules(String html) {
    String links =
        all.keySet().stream()
            .filter(path -> path.endsWith(".js"))
            .map(path -> "<link rel=\"modulepreload\" href=\"" + path + "\">\n")
            .collect(Collectors.joining());
    return html.replace(MODULES, links);
  }

  private void put(Class<?> beside, List<String> names) throws IOException {
    for (String name : names) {
      all.put("/" + name, new Asset(type(name), read(beside, name)));
    }
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

  private static byte[] read(Class<?> beside, String name) throws IOException {
    try (InputStream in = beside.getResourceAsStream(name)) {
      if (in == null) {
        throw new IOException("the page's file " + name + " is not in the program");
      }
      return in.readAllBytes();
    }
  }
}
