import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The list of what is in a package (CycloneDX): `Sbom.java BOM JARS RELEASE EPOCH SBOM LICENCES`.
///
/// Takes Maven's list of what the program depends on, leaves what is not shipped on this platform,
/// hashes what is, and adds the Java runtime whose file `release` is given. A jar that is shipped
/// and not listed ends it with an error. LICENCES is the same for people, a line a library.
final class Sbom {
  private static final Pattern CLASSIFIER = Pattern.compile("[?&]classifier=([^&]+)");

  private Sbom() {}

  public static void main(String[] args) throws IOException {
    JsonObject bom = JsonParser.parseString(Files.readString(Path.of(args[0]))).getAsJsonObject();
    var jars = jars(Path.of(args[1]));
    List<String> licences = new ArrayList<>();
    Set<String> left = new TreeSet<>();
    var components = new JsonArray();
    for (JsonElement element : bom.getAsJsonArray("components")) {
      JsonObject component = element.getAsJsonObject();
      Path jar = jars.remove(fileName(component));
      if (jar == null) {
        left.add(component.get("bom-ref").getAsString());
      } else {
        component.add("hashes", hashes(jar));
        components.add(component);
        licences.add(jar.getFileName() + ": " + licence(component));
      }
    }
    if (!jars.isEmpty()) {
      throw new IOException("shipped, but not in " + args[0] + ": " + jars.keySet());
    }
    components.add(runtime(Path.of(args[2])));
    bom.add("components", components);
    forget(bom, left);
    bom.remove("serialNumber");
    bom.getAsJsonObject("metadata")
        .addProperty("timestamp", Instant.ofEpochSecond(Long.parseLong(args[3])).toString());
    var writer = new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create();
    // Named after what it says, so that the same package always has the same one.
    bom.addProperty(
        "serialNumber", "urn:uuid:" + UUID.nameUUIDFromBytes(writer.toJson(bom).getBytes(UTF_8)));
    Files.writeString(Path.of(args[4]), writer.toJson(bom) + "\n");
    Files.write(Path.of(args[5]), licences.stream().sorted().toList());
  }

  private static TreeMap<String, Path> jars(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.collect(
          Collectors.toMap(
              file -> file.getFileName().toString(), file -> file, (a, _) -> a, TreeMap::new));
    }
  }

  /// As Maven names the file: `name-version[-classifier].jar`.
  private static String fileName(JsonObject component) {
    String name =
        component.get("name").getAsString() + "-" + component.get("version").getAsString();
    Matcher classifier = CLASSIFIER.matcher(component.get("purl").getAsString());
    return name + (classifier.find() ? "-" + classifier.group(1) : "") + ".jar";
  }

  private static JsonArray hashes(Path jar) throws IOException {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(jar));
      var hash = new JsonObject();
      hash.addProperty("alg", "SHA-256");
      hash.addProperty("content", HexFormat.of().formatHex(digest));
      var hashes = new JsonArray();
      hashes.add(hash);
      return hashes;
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java has SHA-256", e);
    }
  }

  private static String licence(JsonObject component) {
    if (!component.has("licenses")) {
      return "see the jar";
    }
    List<String> names = new ArrayList<>();
    for (JsonElement element : component.getAsJsonArray("licenses")) {
      JsonObject choice = element.getAsJsonObject();
      if (choice.has("expression")) {
        names.add(choice.get("expression").getAsString());
      } else {
        JsonObject licence = choice.getAsJsonObject("license");
        names.add(licence.get(licence.has("id") ? "id" : "name").getAsString());
      }
    }
    return String.join(" or ", names);
  }

  /// The Java runtime, of which the package holds the modules that the program needs.
  private static JsonObject runtime(Path release) throws IOException {
    var values = new Properties();
    values.load(new StringReader(Files.readString(release)));
    String version = values.getProperty("JAVA_RUNTIME_VERSION").replace("\"", "");
    var licence = new JsonObject();
    licence.addProperty("id", "GPL-2.0-with-classpath-exception");
    var choice = new JsonObject();
    choice.add("license", licence);
    var licences = new JsonArray();
    licences.add(choice);
    var runtime = new JsonObject();
    runtime.addProperty("type", "platform");
    runtime.addProperty("bom-ref", "java-runtime");
    runtime.addProperty("publisher", values.getProperty("IMPLEMENTOR", "").replace("\"", ""));
    runtime.addProperty("name", "OpenJDK");
    runtime.addProperty("version", version);
    runtime.add("licenses", licences);
    return runtime;
  }

  /// Takes what is not shipped out of who depends on whom.
  private static void forget(JsonObject bom, Set<String> left) {
    var kept = new JsonArray();
    for (JsonElement element : bom.getAsJsonArray("dependencies")) {
      JsonObject dependency = element.getAsJsonObject();
      if (!left.contains(dependency.get("ref").getAsString())) {
        if (dependency.has("dependsOn")) {
          var on = new JsonArray();
          for (JsonElement ref : dependency.getAsJsonArray("dependsOn")) {
            if (!left.contains(ref.getAsString())) {
              on.add(ref);
            }
          }
          dependency.add("dependsOn", on);
        }
        kept.add(dependency);
      }
    }
    bom.add("dependencies", kept);
  }
}
