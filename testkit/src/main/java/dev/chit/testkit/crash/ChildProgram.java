package dev.chit.testkit.crash;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// A Java program to be started many times as a process of its own, and fast: from a class-data
/// archive once one start has been [#startLearning], and compiled once only.
public final class ChildProgram {
  private static final List<String> OPTIONS =
      List.of(
          "--enable-native-access=ALL-UNNAMED",
          "--sun-misc-unsafe-memory-access=allow",
          "-XX:TieredStopAtLevel=1",
          "-XX:+UseSerialGC",
          "-XX:-UsePerfData",
          "-Xlog:disable",
          "-Xlog:all=error:stderr");

  private static final String HEAP = "-Xmx256m";

  private final String mainClass;
  private final Path scratch;
  private final String classPath;
  private final String heap;
  private int started;

  private ChildProgram(String mainClass, Path scratch, String classPath, String heap) {
    this.mainClass = mainClass;
    this.scratch = scratch;
    this.classPath = classPath;
    this.heap = heap;
  }

  /// A program whose classes are those that this process has.
  ///
  /// @param scratch a directory for its archive and logs
  public static ChildProgram of(String mainClass, Path scratch) throws IOException {
    Files.createDirectories(scratch);
    return new ChildProgram(mainClass, scratch, packed(scratch), HEAP);
  }

  /// Another program of the same classes.
  ///
  /// @param directory for its archive and logs
  public ChildProgram another(String otherMainClass, Path directory) throws IOException {
    Files.createDirectories(directory);
    return new ChildProgram(otherMainClass, directory, classPath, heap);
  }

  /// The same with another heap than that of 256 MiB.
  ///
  /// @param directory for its archive and logs
  public ChildProgram withHeap(int megabytes, Path directory) throws IOException {
    Files.createDirectories(directory);
    return new ChildProgram(mainClass, directory, classPath, "-Xmx" + megabytes + "m");
  }

  /// Class-data archives know jars only, so the directories among the class path become jars.
  private static String packed(Path scratch) throws IOException {
    List<String> entries = new ArrayList<>();
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
      Path path = Path.of(entry);
      if (entry.isEmpty()) {
        // A stray separator means the working directory to Java, and nothing to anybody else.
        continue;
      }
      if (Files.isDirectory(path)) {
        Path jar = scratch.resolve("classes-" + entries.size() + ".jar");
        JarPacker.pack(path, jar);
        entries.add(jar.toString());
      } else if (Files.exists(path)) {
        entries.add(entry);
      }
    }
    return entries.stream().collect(Collectors.joining(File.pathSeparator));
  }

  /// Starts it; the first gentle end of it writes the archive.
  public Child startLearning(List<String> arguments, Consumer<String> onLine) throws IOException {
    return start("-XX:ArchiveClassesAtExit=" + archive(), arguments, onLine);
  }

  /// Starts it.
  ///
  /// @param onLine is given what it writes to its standard output, line by line, by one thread
  public Child start(List<String> arguments, Consumer<String> onLine) throws IOException {
    return start("-XX:SharedArchiveFile=" + archive(), arguments, onLine);
  }

  private Child start(String option, List<String> arguments, Consumer<String> onLine)
      throws IOException {
    started++;
    Path log = scratch.resolve("child-" + started + ".log");
    return Child.start(command(option, arguments), log, onLine);
  }

  private List<String> command(String option, List<String> arguments) {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    return Stream.of(
            Stream.of(java),
            OPTIONS.stream(),
            Stream.of(
                heap,
                option,
                "-XX:ErrorFile=" + scratch.resolve("hs_err_%p.log"),
                "-cp",
                classPath,
                mainClass),
            arguments.stream())
        .flatMap(words -> words)
        .toList();
  }

  private Path archive() {
    return scratch.resolve("classes.jsa");
  }
}
