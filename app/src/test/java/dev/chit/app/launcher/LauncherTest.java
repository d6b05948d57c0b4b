package dev.chit.app.launcher;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The launcher in a house of its own: the real script, a program that says its words, and an `mvn`
/// that writes down that it was called.
class LauncherTest {
  private static final Path SCRIPT = Path.of(System.getProperty("chit.root"), "chit");

  @TempDir private Path temp;

  private Path root;
  private Path tools;

  private record Result(int exit, String out, String err) {}

  @BeforeEach
  void build() throws IOException {
    root = Files.createDirectories(temp.resolve("a house"));
    tools = Files.createDirectories(temp.resolve("tools"));
    Files.copy(SCRIPT, root.resolve("chit"));
    Files.writeString(root.resolve("pom.xml"), "<project/>");
    Files.createDirectories(root.resolve("core/src/main/java"));
    Files.writeString(root.resolve("core/src/main/java/A.java"), "class A {}");
    Path jar = temp.resolve("program.jar");
    writeProgram(jar);
    executable(
        tools.resolve("mvn"),
        """
        #!/bin/sh
        echo "mvn $*" >>"%1$s/calls"
        echo "downloading the internet"
        case $MAVEN_OPTS in *-Djansi.noreset=true*) ;; *) printf '\\033[0m\\033[0m' ;; esac
        [ ! -e "%1$s/fail" ] || exit 7
        mkdir -p "%2$s/app/target/quick" && cp "%3$s" "%2$s/app/target/quick/chit.jar"
        """
            .formatted(temp, root, jar));
  }

  @Test
  void theFirstStartBuildsAndTheSecondDoesNot() throws Exception {
    Result first = run(root, "./chit", "--version", "a word");
    assertEquals("program [--version, a word]\n", first.out(), first.err());
    assertEquals(
        "chit: building (the first time takes a few minutes) …\ndownloading the internet\n",
        first.err());
    assertEquals(1, calls().size());

    Result second = run(root, "./chit", "--version", "a word");
    assertEquals("program [--version, a word]\n", second.out());
    assertEquals("", second.err());
    assertEquals(1, calls().size());
  }

  @Test
  void aSourceThatChangedIsBuiltAgain() throws Exception {
    run(root, "./chit");
    Files.setLastModifiedTime(
        root.resolve("core/src/main/java/A.java"), FileTime.from(Instant.now().plusSeconds(60)));
    run(root, "./chit");
    assertEquals(2, calls().size());
  }

  @Test
  void aSourceThatWentAwayIsNoticed() throws Exception {
    run(root, "./chit");
    Path stamp = root.resolve("app/target/quick/chit.stamp");
    Files.setLastModifiedTime(stamp, FileTime.from(Instant.now().minusSeconds(60)));
    for (Path old : List.of(root.resolve("pom.xml"), root.resolve("core/src/main/java"))) {
      Files.setLastModifiedTime(old, FileTime.from(Instant.now().minusSeconds(120)));
    }
    Files.setLastModifiedTime(
        root.resolve("core/src/main"), FileTime.from(Instant.now().minusSeconds(120)));
    Files.delete(root.resolve("core/src/main/java/A.java"));
    run(root, "./chit");
    assertEquals(2, calls().size());
  }

  @Test
  void nativeCodeIsUnpackedByTheBuildAndNotAtEachStart() throws Exception {
    Path libraries = Files.createDirectories(root.resolve("app/target/quick/lib"));
    for (String platform : List.of("linux-x86_64", "linux-aarch_64")) {
      Path jar = libraries.resolve("netty-tcnative-boringssl-static-1-" + platform + ".jar");
      writeJar(jar, "META-INF/native/libtls.so");
    }
    writeJar(
        libraries.resolve("sqlite-jdbc-1.jar"),
        "org/sqlite/native/Linux/x86_64/libsqlitejdbc.so",
        "org/sqlite/native/Linux/aarch64/libsqlitejdbc.so");

    String natives = run(root, "./chit", "where").out().strip();

    assertEquals(root.resolve("app/target/quick/native").toString(), natives);
    try (Stream<Path> unpacked = Files.list(Path.of(natives))) {
      assertEquals(
          List.of("libsqlitejdbc.so", "libtls.so"),
          unpacked.map(file -> file.getFileName().toString()).sorted().toList());
    }
  }

  @Test
  void itWorksThroughALinkAndFromElsewhere() throws Exception {
    Path bin = Files.createDirectories(temp.resolve("bin"));
    Files.createSymbolicLink(bin.resolve("inner"), root.resolve("chit"));
    Files.createSymbolicLink(bin.resolve("money"), Path.of("inner"));

    Result result = run(temp, bin.resolve("money").toString(), "list");

    assertEquals("program [list]\n", result.out(), result.err());
  }

  @Test
  void testRunsEverythingAndPassesTheVerdictOn() throws Exception {
    assertEquals(0, run(root, "./chit", "test", "-o").exit());
    assertTrue(calls().getFirst().endsWith("verify -o"), calls().toString());

    Files.createFile(temp.resolve("fail"));
    assertEquals(7, run(root, "./chit", "test").exit());
  }

  @Test
  void aBuildThatFailsIsSaidAndNothingRuns() throws Exception {
    Files.createFile(temp.resolve("fail"));
    Result result = run(root, "./chit", "list", "--json");

    assertEquals(2, result.exit());
    assertEquals("", result.out());
    assertTrue(result.err().contains("The build failed"), result.err());
    assertFalse(Files.exists(root.resolve(".chit-build")));
  }

  @Test
  void withoutMavenASentenceSaysSo() throws Exception {
    Files.delete(tools.resolve("mvn"));
    Result result = run(root, "./chit", "list");

    assertEquals(2, result.exit());
    assertTrue(result.err().contains("mvn is not here"), result.err());
  }

  @Test
  void withoutANewEnoughJdkASentenceNamesThoseTooOld() throws Exception {
    Path script = root.resolve("chit");
    Files.writeString(script, Files.readString(script).replaceFirst("need=25", "need=9999"));
    Path old = temp.resolve("jdk-old");
    Files.createDirectories(old.resolve("bin"));
    executable(old.resolve("bin/javac"), "#!/bin/sh\n");
    Files.writeString(old.resolve("release"), "IMPLEMENTOR=\"X\"\nJAVA_VERSION=\"1.8.0_9\"\n");

    Result result = run(root, List.of("JAVA_HOME=" + old), "./chit", "list");

    assertEquals(2, result.exit());
    assertEquals("", result.out());
    assertTrue(result.err().contains("Chit needs JDK 9999 or newer"), result.err());
    assertTrue(result.err().contains("1.8.0_9 in " + old), result.err());
    assertEquals(1, result.err().lines().count());
  }

  @Test
  void aBuildWhoseProcessDiedDoesNotBlockTheNext() throws Exception {
    Path lock = Files.createDirectories(root.resolve(".chit-build"));
    Process dead = new ProcessBuilder("true").start();
    dead.waitFor();
    Files.writeString(lock.resolve("pid"), dead.pid() + "\n");

    assertEquals("program [list]\n", run(root, "./chit", "list").out());
  }

  private List<String> calls() throws IOException {
    Path calls = temp.resolve("calls");
    return Files.exists(calls) ? Files.readAllLines(calls) : List.of();
  }

  private Result run(Path directory, String... command) throws Exception {
    return run(directory, List.of(), command);
  }

  /// Runs with the tools of the system and our `mvn`, but nothing else from outside.
  private Result run(Path directory, List<String> variables, String... command) throws Exception {
    var words = new ArrayList<>(List.of("env", "-i", "PATH=" + tools + ":" + systemTools()));
    words.addAll(variables);
    words.addAll(List.of(command));
    Path err = Files.createTempFile(temp, "err", "");
    Process process =
        new ProcessBuilder(words).directory(directory.toFile()).redirectError(err.toFile()).start();
    process.getOutputStream().close();
    String out = new String(process.getInputStream().readAllBytes(), UTF_8);
    return new Result(process.waitFor(), out, Files.readString(err));
  }

  /// The few programs that a POSIX shell script may count on, and no Maven.
  private String systemTools() throws IOException {
    Path system = Files.createDirectories(temp.resolve("system"));
    for (String tool :
        List.of("sh", "dirname", "readlink", "find", "mkdir", "rm", "mv", "cp", "sleep", "uname")) {
      for (String folder : List.of("/usr/bin", "/bin")) {
        Path real = Path.of(folder, tool);
        if (Files.exists(real)) {
          executable(system.resolve(tool), "#!/bin/sh\nexec " + real + " \"$@\"\n");
        }
      }
    }
    return system.toString();
  }

  private static void executable(Path file, String text) throws IOException {
    Files.writeString(file, text);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private static void writeJar(Path jar, String... entries) throws IOException {
    try (var out = new JarOutputStream(Files.newOutputStream(jar))) {
      for (String entry : entries) {
        out.putNextEntry(new ZipEntry(entry));
      }
    }
  }

  /// A jar with a `dev.chit.app.Main` that prints its words.
  private static void writeProgram(Path jar) throws IOException {
    String source =
        """
        package dev.chit.app;
        public class Main {
          public static void main(String[] words) {
            System.out.println(
                words.length == 1 && words[0].equals("where")
                    ? System.getProperty("org.sqlite.lib.path")
                    : "program " + java.util.List.of(words));
          }
        }
        """;
    Path folder = Files.createTempDirectory(jar.getParent(), "program");
    Path file = Files.writeString(folder.resolve("Main.java"), source);
    javax.tools.ToolProvider.getSystemJavaCompiler()
        .run(null, null, null, "-proc:none", "-d", folder.toString(), file.toString());
    var manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, "dev.chit.app.Main");
    try (var out = new JarOutputStream(Files.newOutputStream(jar), manifest)) {
      out.putNextEntry(new ZipEntry("dev/chit/app/Main.class"));
      out.write(Files.readAllBytes(folder.resolve("dev/chit/app/Main.class")));
    }
  }
}
