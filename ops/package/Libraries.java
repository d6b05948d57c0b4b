import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/// Prepares the libraries for a package: `Libraries.java FROM TO NATIVES PLATFORM EPOCH`.
///
/// Every jar of FROM goes to TO without what other platforms need and without signatures, which the
/// JVM would verify at each start and which keep classes out of its cache. Native libraries of
/// PLATFORM (`linux-x86_64`) go to NATIVES, a folder in which the JVM looks by itself, so that none
/// is unpacked at run time. What is written depends on the jars' contents and on EPOCH (seconds)
/// alone.
final class Libraries {
  private static final Pattern NATIVE = Pattern.compile(".*\\.(so|dll|dylib|jnilib)");
  private static final Pattern SIGNATURE = Pattern.compile("META-INF/[^/]*\\.(SF|RSA|DSA|EC)");
  private static final Pattern CLASSIFIED =
      Pattern.compile(".*-((?:linux|osx|windows)-(?:x86_64|aarch_64|x86_32))[.-].*");

  private final Path natives;
  private final String platform;
  private final LocalDateTime time;

  private Libraries(Path natives, String platform, long epoch) {
    this.natives = natives;
    this.platform = platform;
    this.time = LocalDateTime.ofEpochSecond(epoch, 0, ZoneOffset.UTC);
  }

  public static void main(String[] args) throws IOException {
    Path to = Files.createDirectories(Path.of(args[1]));
    Path natives = Files.createDirectories(Path.of(args[2]));
    var libraries = new Libraries(natives, args[3], Long.parseLong(args[4]));
    try (Stream<Path> files = Files.list(Path.of(args[0]))) {
      for (Path jar : files.filter(file -> file.toString().endsWith(".jar")).sorted().toList()) {
        libraries.prepare(jar, to.resolve(jar.getFileName()));
      }
    }
  }

  private void prepare(Path jar, Path prepared) throws IOException {
    var classified = CLASSIFIED.matcher(jar.getFileName().toString());
    boolean ours = classified.matches() && classified.group(1).equals(platform);
    if (classified.matches() && !ours) {
      return;
    }
    Map<String, byte[]> kept = new TreeMap<>();
    try (var zip = new ZipFile(jar.toFile())) {
      for (ZipEntry entry : zip.stream().filter(entry -> !entry.isDirectory()).toList()) {
        String name = entry.getName();
        byte[] content = zip.getInputStream(entry).readAllBytes();
        if (NATIVE.matcher(name).matches()) {
          if (ours || isOurs(name)) {
            place(name, content);
          }
        } else if (!SIGNATURE.matcher(name).matches()) {
          kept.put(name, name.equals(JarFile.MANIFEST_NAME) ? unsigned(content) : content);
        }
      }
    }
    write(kept, prepared);
  }

  /// True for `org/sqlite/native/Linux/x86_64/…` and `META-INF/native/lib…-linux-x86_64.so` on
  /// `linux-x86_64`, and false for its cousins with another C library.
  private boolean isOurs(String name) {
    String plain = name.toLowerCase(Locale.ROOT).replace("arm64", "aarch_64");
    plain = plain.replace("aarch64", "aarch_64").replace('/', '-');
    return Pattern.compile("(^|[-_])" + Pattern.quote(platform) + "[-_.]").matcher(plain).find();
  }

  private void place(String name, byte[] content) throws IOException {
    Path file = natives.resolve(name.substring(name.lastIndexOf('/') + 1));
    if (Files.exists(file)) {
      throw new IOException("two native libraries are called " + file.getFileName());
    }
    Files.write(file, content);
  }

  /// A manifest without the digests of signed entries.
  private static byte[] unsigned(byte[] content) throws IOException {
    var manifest = new Manifest(new java.io.ByteArrayInputStream(content));
    boolean signed =
        manifest.getEntries().values().stream()
            .flatMap(entry -> entry.keySet().stream())
            .anyMatch(key -> key.toString().endsWith("-Digest"));
    if (!signed) {
      return content;
    }
    manifest.getEntries().clear();
    var out = new ByteArrayOutputStream();
    manifest.write(out);
    return out.toByteArray();
  }

  private void write(Map<String, byte[]> entries, Path prepared) throws IOException {
    List<String> names = new ArrayList<>(entries.keySet());
    // Where a reader of jars looks for it.
    if (names.remove(JarFile.MANIFEST_NAME)) {
      names.addFirst(JarFile.MANIFEST_NAME);
    }
    try (var out = new ZipOutputStream(Files.newOutputStream(prepared), UTF_8)) {
      for (String name : names) {
        var entry = new ZipEntry(name);
        entry.setTimeLocal(time);
        out.putNextEntry(entry);
        out.write(entries.get(name));
        out.closeEntry();
      }
    }
  }
}
