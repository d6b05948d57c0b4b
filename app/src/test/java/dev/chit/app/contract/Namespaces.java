package dev.chit.app.contract;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/// Two machines, as far as the network goes: each reaches the server by a cable of its own, and the
/// other by a third. Made of network namespaces, which takes root.
final class Namespaces implements AutoCloseable {
  private static final String PROCESS = "c" + ProcessHandle.current().pid() % 1_000_000;
  private static final AtomicInteger BUILT = new AtomicInteger();

  private final String tag = PROCESS + "n" + BUILT.incrementAndGet();
  final String one = tag + "-one";
  final String other = tag + "-two";

  private Namespaces() {}

  /// Whether this machine and this user can make some.
  static boolean arePossible() throws IOException, InterruptedException {
    String name = PROCESS + "-try";
    return run("ip", "netns", "add", name) && run("ip", "netns", "del", name);
  }

  static Namespaces build() throws IOException, InterruptedException {
    var built = new Namespaces();
    must("ip", "netns", "add", built.one);
    must("ip", "netns", "add", built.other);
    built.cable(built.tag + "a", null, "198.18.1.1/30", "srv", built.one, "198.18.1.2/30");
    built.cable(built.tag + "b", null, "198.18.2.1/30", "srv", built.other, "198.18.2.2/30");
    built.cable("direct", built.one, "198.18.3.1/29", "direct", built.other, "198.18.3.2/29");
    return built;
  }

  /// Where the server is, as the first sees it.
  String serverForOne() {
    return "198.18.1.1";
  }

  String serverForOther() {
    return "198.18.2.1";
  }

  /// Pulls or plugs the cable between the two.
  void direct(boolean up) throws IOException, InterruptedException {
    must("ip", "-n", one, "link", "set", "direct", up ? "up" : "down");
  }

  /// Gives both other addresses on the cable between them.
  void moveBoth() throws IOException, InterruptedException {
    must("ip", "-n", one, "address", "flush", "dev", "direct");
    must("ip", "-n", other, "address", "flush", "dev", "direct");
    must("ip", "-n", one, "address", "add", "198.18.3.3/29", "dev", "direct");
    must("ip", "-n", other, "address", "add", "198.18.3.4/29", "dev", "direct");
  }

  /// Starts a Java program of this process' classes on one of the two.
  static Process start(String namespace, Path output, List<String> arguments) throws IOException {
    var command = new ArrayList<>(List.of("ip", "netns", "exec", namespace));
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of(
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow",
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-Xmx256m",
            "-cp",
            System.getProperty("java.class.path"),
            "dev.chit.app.Main"));
    command.addAll(arguments);
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(output.toFile())
        .start();
  }

  /// @param here the namespace of the near end; null for this process' own
  private void cable(
      String near,
      @Nullable String here,
      String nearAddress,
      String far,
      String there,
      String farAddress)
      throws IOException, InterruptedException {
    String between = tag + "x";
    must("ip", "link", "add", between, "type", "veth", "peer", "name", far, "netns", there);
    if (here == null) {
      must("ip", "link", "set", between, "name", near);
      must("ip", "address", "add", nearAddress, "dev", near);
      must("ip", "link", "set", near, "up");
    } else {
      must("ip", "link", "set", between, "netns", here, "name", near);
      must("ip", "-n", here, "address", "add", nearAddress, "dev", near);
      must("ip", "-n", here, "link", "set", near, "up");
    }
    must("ip", "-n", there, "address", "add", farAddress, "dev", far);
    must("ip", "-n", there, "link", "set", far, "up");
  }

  private static void must(String... command) throws IOException, InterruptedException {
    if (!run(command)) {
      throw new IOException("failed: " + String.join(" ", command));
    }
  }

  private static boolean run(String... command) throws InterruptedException {
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      return process.waitFor(30, TimeUnit.SECONDS) && process.exitValue() == 0;
    } catch (IOException noSuchProgram) {
      return false;
    }
  }

  @Override
  public void close() {
    try {
      run("ip", "link", "del", tag + "a");
      run("ip", "link", "del", tag + "b");
      run("ip", "netns", "del", one);
      run("ip", "netns", "del", other);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
