package dev.chit.app.launcher;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The pieces of `./chit package`, with a program of two words. `.ci/packages` tries the real
/// packages on a clean Debian.
class PackageTest {
  private static final Path TOOLS = Path.of(System.getProperty("chit.root"), "ops", "package");
  private static final String EPOCH = "1795000000";

  /// Says with which words it was started, and writes a cache where it is told to.
  private static final String JAVA =
      """
      #!/bin/sh
      for word; do
        case $word in
          -XX:AOTCacheOutput=*) echo cache >"${word#*=}"; exit ;;
          completion | --man) echo "$word" && exit ;;
        esac
      done
      echo "$*"
      """;

  @TempDir private Path temp;

  private record Result(int exit, String out, String err) {}

  @Test
  void librariesLoseWhatOtherPlatformsNeedAndTheirSignatures() throws Exception {
    Path from = Files.createDirectories(temp.resolve("from"));
    jar(
        from.resolve("uber-1.0.jar"),
        Map.of(
            "META-INF/MANIFEST.MF",
            "Manifest-Version: 1.0\nMulti-Release: true\n\nName: a/A.class\nSHA-256-Digest: x\n\n",
            "META-INF/BC.SF",
            "signature",
            "META-INF/BC.RSA",
            "signature",
            "META-INF/LICENSE",
            "licence",
            "a/A.class",
            "code",
            "a/native/Linux/x86_64/liba.so",
            "ours",
            "a/native/Linux-Musl/x86_64/liba.so",
            "of another C library",
            "a/native/Linux/aarch64/liba.so",
            "of another processor",
            "a/native/Mac/x86_64/liba.dylib",
            "of another system"));
    jar(from.resolve("b-1.0-linux-x86_64.jar"), Map.of("META-INF/native/libb.so", "ours"));
    jar(from.resolve("b-1.0-osx-aarch_64.jar"), Map.of("META-INF/native/libb.jnilib", "theirs"));

    prepare(from, "linux-x86_64", "one");

    assertEquals(List.of("b-1.0-linux-x86_64.jar", "uber-1.0.jar"), names(temp.resolve("one/jar")));
    Map<String, String> uber = entries(temp.resolve("one/jar/uber-1.0.jar"));
    assertEquals(
        List.of("META-INF/LICENSE", "META-INF/MANIFEST.MF", "a/A.class"),
        List.copyOf(uber.keySet()));
    assertFalse(uber.get("META-INF/MANIFEST.MF").contains("Digest"));
    assertTrue(uber.get("META-INF/MANIFEST.MF").contains("Multi-Release: true"));
    assertEquals(List.of("liba.so", "libb.so"), names(temp.resolve("one/native")));
    assertEquals("ours", Files.readString(temp.resolve("one/native/liba.so")));

    prepare(from, "linux-aarch_64", "other");
    assertEquals(List.of("uber-1.0.jar"), names(temp.resolve("other/jar")));
    assertEquals("of another processor", Files.readString(temp.resolve("other/native/liba.so")));
  }

  @Test
  void whatIsShippedIsListedAndNothingElse() throws Exception {
    Path jars = Files.createDirectories(temp.resolve("jars"));
    jar(jars.resolve("a-1.0.jar"), Map.of("a", "a"));
    jar(jars.resolve("b-2-linux-x86_64.jar"), Map.of("b", "b"));
    Path bom = temp.resolve("bom.json");
    Files.writeString(
        bom,
        """
        {"bomFormat": "CycloneDX", "metadata": {"timestamp": "then"}, "components": [
          {"name": "a", "version": "1.0", "bom-ref": "a", "purl": "pkg:maven/x/a@1.0?type=jar",
           "licenses": [{"license": {"id": "MIT"}}]},
          {"name": "b", "version": "2", "bom-ref": "b-linux",
           "purl": "pkg:maven/x/b@2?classifier=linux-x86_64&type=jar"},
          {"name": "b", "version": "2", "bom-ref": "b-osx",
           "purl": "pkg:maven/x/b@2?classifier=osx-x86_64&type=jar"}],
         "dependencies": [{"ref": "a", "dependsOn": ["b-linux", "b-osx"]}, {"ref": "b-osx"}]}
        """);
    Path release = temp.resolve("release");
    Files.writeString(release, "IMPLEMENTOR=\"X\"\nJAVA_RUNTIME_VERSION=\"25.0.3+9\"\n");

    list(bom, jars, release);

    JsonObject sbom =
        JsonParser.parseString(Files.readString(temp.resolve("sbom.json"))).getAsJsonObject();
    assertEquals(
        List.of("a", "b-linux", "java-runtime"),
        sbom.getAsJsonArray("components").asList().stream().map(PackageTest::ref).toList());
    assertTrue(sbom.toString().contains("\"content\":\"" + sha256(jars.resolve("a-1.0.jar"))));
    assertFalse(sbom.toString().contains("b-osx"));
    assertEquals(
        "2026-11-18T11:06:40Z", sbom.getAsJsonObject("metadata").get("timestamp").getAsString());
    assertEquals(
        "a-1.0.jar: MIT\nb-2-linux-x86_64.jar: see the jar\n",
        Files.readString(temp.resolve("libraries.txt")));

    jar(jars.resolve("stowaway-1.jar"), Map.of("s", "s"));
    var failure = assertThrows(IOException.class, () -> list(bom, jars, release));
    assertTrue(String.valueOf(failure.getMessage()).contains("stowaway-1.jar"));
  }

  @Test
  void theSameInputMakesTheSamePackages() throws Exception {
    List<Path> one = assemble("one", Instant.now());
    List<Path> two = assemble("another folder", Instant.now().minusSeconds(100_000));

    assertEquals(
        one.stream().map(Path::getFileName).toList(), two.stream().map(Path::getFileName).toList());
    for (int i = 0; i < one.size(); i++) {
      assertArrayEquals(Files.readAllBytes(one.get(i)), Files.readAllBytes(two.get(i)));
    }
    assertEquals(
        "chit-1.2-SNAPSHOT-linux-amd64.tar.gz", String.valueOf(one.getFirst().getFileName()));
    if (one.size() == 2) {
      looksLikeADebianPackage(one.getLast());
    }
  }

  private void looksLikeADebianPackage(Path deb) throws Exception {
    // Before 1.2 for dpkg, and after every earlier snapshot.
    assertEquals("1.2~20261118.110640\n", run("dpkg-deb", "-f", deb.toString(), "Version").out());
    List<String> content = run("dpkg-deb", "-c", deb.toString()).out().lines().toList();
    assertTrue(content.stream().allMatch(line -> line.contains(" root/root ")), content::toString);
    for (String path :
        List.of(
            "./etc/default/chit",
            "./usr/bin/chit -> ../lib/chit/bin/chit",
            "./usr/lib/chit/app/lib/a.jar",
            "./usr/lib/chit/cache/",
            "./usr/lib/systemd/system/chit.service",
            "./usr/share/bash-completion/completions/chit",
            "./usr/share/doc/chit/copyright",
            "./usr/share/doc/chit/sbom.json",
            "./usr/share/fish/vendor_completions.d/chit.fish",
            "./usr/share/man/man1/chit.1.gz",
            "./usr/share/zsh/vendor-completions/_chit")) {
      assertTrue(content.stream().anyMatch(line -> line.endsWith(" " + path)), path);
    }
    Path root = temp.resolve("root");
    run("dpkg-deb", "-x", deb.toString(), root.toString());
    String unit = Files.readString(root.resolve("usr/lib/systemd/system/chit.service"));
    assertTrue(unit.contains("ExecStart=/usr/bin/chit server --data /var/lib/chit $CHIT_SERVER\n"));
    assertTrue(unit.contains("EnvironmentFile=-/etc/default/chit\n"), unit);
    assertTrue(unit.contains("ReadWritePaths=/var/lib/chit\n"), unit);
    assertFalse(unit.contains("/srv/"), unit);
    assertFalse(unit.contains("/opt/"), unit);
  }

  @Test
  void thePackagedProgramStartsAsTheLauncherStartsIt() throws Exception {
    String link = unpacked().toString();
    Path root = Path.of(link).toRealPath().getParent().getParent();

    Result server = run(link, "server");
    assertEquals("", server.err());
    assertTrue(server.out().contains("-XX:+UseParallelGC"), server.out());
    assertFalse(server.out().contains("AOT"), server.out());
    assertFalse(server.out().contains("Tiered"), server.out());

    Result first = run(link, "balance", "a word");
    assertEquals("chit: preparing for this machine (once, some seconds) …\n", first.err());
    Result second = run(link, "balance", "a word");
    assertEquals("", second.err());
    assertEquals(first.out(), second.out());
    assertTrue(second.out().contains("-XX:AOTCache=" + root + "/cache/b1-25.aot "), second.out());
    assertTrue(second.out().contains("-XX:+UseSerialGC -XX:TieredStopAtLevel=1 "), second.out());
    assertTrue(second.out().endsWith("-jar " + root + "/app/chit.jar balance a word\n"));

    Files.delete(root.resolve("cache/b1-25.aot"));
    Path java = root.resolve("runtime/bin/java");
    Files.writeString(java, JAVA.replace("echo cache", "false"));
    assertEquals(first.err(), run(link, "balance", "a word").err());
    Result withoutCache = run(link, "balance", "a word");
    assertEquals("", withoutCache.err(), "it prepares no second time");
    assertFalse(withoutCache.out().contains("AOT"), withoutCache.out());

    Files.delete(root.resolve("cache/b1-25.aot.none"));
    Files.delete(root.resolve("cache"));
    Result nowhereToWrite = run(link, "balance");
    assertEquals("", nowhereToWrite.err());
    assertTrue(nowhereToWrite.out().endsWith("chit.jar balance\n"), nowhereToWrite.out());
    assertFalse(nowhereToWrite.out().contains("AOT"), nowhereToWrite.out());
  }

  /// A link to the program of an unpacked package.
  private Path unpacked() throws Exception {
    Path archive = assemble("one", Instant.now()).getFirst();
    Path folder = Files.createDirectories(temp.resolve("one/unpacked"));
    run("tar", "-C", folder.toString(), "-xzf", archive.toString());
    Path link = temp.resolve("money");
    return Files.createSymbolicLink(link, folder.resolve("chit-1.2-SNAPSHOT-linux-amd64/bin/chit"));
  }

  /// Packages of a small program, first the archive, then (where there is a dpkg) the other.
  private List<Path> assemble(String folder, Instant time) throws Exception {
    Path home = temp.resolve(folder);
    write(home.resolve("runtime/bin/java"), JAVA, time);
    Files.setPosixFilePermissions(
        home.resolve("runtime/bin/java"), PosixFilePermissions.fromString("rwxrwx---"));
    for (String file : List.of("chit.jar", "lib/a.jar", "sbom.json", "libraries.txt")) {
      write(home.resolve("app").resolve(file), "content of " + file, time);
    }
    Result result =
        run(
            "env",
            "VERSION=1.2-SNAPSHOT",
            "EPOCH=" + EPOCH,
            "BUILD=b1-25",
            "ARCH=amd64",
            "sh",
            TOOLS.resolve("assemble").toString(),
            home.resolve("app").toString(),
            home.resolve("runtime").toString(),
            home.resolve("out").toString());
    assertEquals(0, result.exit(), result.err());
    return result.out().lines().map(Path::of).toList();
  }

  private static void write(Path file, String text, Instant time) throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
    Files.setLastModifiedTime(file, FileTime.from(time));
  }

  private void prepare(Path from, String platform, String to) throws Exception {
    tool(
        "Libraries",
        from.toString(),
        temp.resolve(to + "/jar").toString(),
        temp.resolve(to + "/native").toString(),
        platform,
        EPOCH);
  }

  private void list(Path bom, Path jars, Path release) throws Exception {
    tool(
        "Sbom",
        bom.toString(),
        jars.toString(),
        release.toString(),
        EPOCH,
        temp.resolve("sbom.json").toString(),
        temp.resolve("libraries.txt").toString());
  }

  /// Runs a tool from its source, as the script does, but within this process.
  private void tool(String name, String... words) throws Exception {
    Path classes = Files.createDirectories(temp.resolve("tools"));
    int failed =
        javax.tools.ToolProvider.getSystemJavaCompiler()
            .run(
                null,
                null,
                null,
                "-proc:none",
                "-d",
                classes.toString(),
                TOOLS.resolve(name + ".java").toString());
    assertEquals(0, failed);
    try (var loader = new URLClassLoader(new URL[] {classes.toUri().toURL()})) {
      var main = loader.loadClass(name).getDeclaredMethod("main", String[].class);
      main.setAccessible(true);
      main.invoke(null, (Object) words);
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof IOException failure) {
        throw failure;
      }
      throw e;
    }
  }

  private static String ref(JsonElement component) {
    return component.getAsJsonObject().get("bom-ref").getAsString();
  }

  private static String sha256(Path file) throws Exception {
    byte[] digest =
        java.security.MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file));
    return java.util.HexFormat.of().formatHex(digest);
  }

  private static void jar(Path file, Map<String, String> entries) throws IOException {
    try (var out = new ZipOutputStream(Files.newOutputStream(file))) {
      for (Map.Entry<String, String> entry : entries.entrySet()) {
        out.putNextEntry(new ZipEntry(entry.getKey()));
        out.write(entry.getValue().getBytes(UTF_8));
      }
    }
  }

  private static Map<String, String> entries(Path jar) throws IOException {
    Map<String, String> entries = new TreeMap<>();
    try (var zip = new ZipFile(jar.toFile())) {
      for (ZipEntry entry : zip.stream().toList()) {
        entries.put(entry.getName(), new String(zip.getInputStream(entry).readAllBytes(), UTF_8));
      }
    }
    return entries;
  }

  private static List<String> names(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> String.valueOf(file.getFileName())).sorted().toList();
    }
  }

  private Result run(String... words) throws Exception {
    Path err = Files.createTempFile(temp, "err", "");
    Process process =
        new ProcessBuilder(new ArrayList<>(List.of(words))).redirectError(err.toFile()).start();
    process.getOutputStream().close();
    String out = new String(process.getInputStream().readAllBytes(), UTF_8);
    return new Result(process.waitFor(), out, Files.readString(err));
  }
}
