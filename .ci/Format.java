import com.google.googlejavaformat.java.Main;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/// Checks or repairs the format of every Java source of the project. The root pom runs it with
/// google-java-format on the class path: `Format.java check|replace ROOT`.
final class Format {
  private Format() {}

  public static void main(String[] args) throws Exception {
    boolean replace = args[0].equals("replace");
    Stream<String> options =
        replace ? Stream.of("--replace") : Stream.of("--dry-run", "--set-exit-if-changed");
    String[] arguments =
        Stream.concat(options, sources(Path.of(args[1])).stream()).toArray(String[]::new);
    PrintWriter err = new PrintWriter(System.err, true);
    int exit = new Main(new PrintWriter(System.out, true), err, System.in).format(arguments);
    if (exit != 0 && !replace) {
      err.println("The sources named above are not formatted; `.ci/format` repairs them.");
    }
    System.exit(exit);
  }

  private static List<String> sources(Path root) throws IOException {
    try (Stream<Path> files = Files.walk(root)) {
      return files
          .filter(file -> file.toString().endsWith(".java"))
          .filter(file -> StreamSupport.stream(file.spliterator(), false).noneMatch(Format::built))
          .map(Path::toString)
          .sorted()
          .toList();
    }
  }

  private static boolean built(Path directory) {
    return directory.toString().equals("target");
  }
}
