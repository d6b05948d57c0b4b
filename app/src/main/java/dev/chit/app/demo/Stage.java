package dev.chit.app.demo;

import dev.chit.app.console.Caller;
import dev.chit.app.console.Directories;
import dev.chit.app.console.ProgressBar;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Where the demonstration plays: a temporary directory, a server and two members, all gone after.
final class Stage implements AutoCloseable {
  private final Caller caller;
  private final boolean isShown;
  private final Path directory;
  private @Nullable ServerProcess server;
  private @Nullable Member alice;
  private @Nullable Member bob;
  private @Nullable String handedOver;

  /// @param caller who sees how far something is, on a terminal
  /// @param isShown false where nothing but the steps is to be said
  Stage(Caller caller, boolean isShown) throws IOException {
    this.caller = caller;
    this.isShown = isShown;
    directory = Files.createTempDirectory("chit-demo-");
  }

  Path exportedLog() {
    return directory.resolve("log");
  }

  Path receiptFile() {
    return directory.resolve("cake.receipt");
  }

  ProgressBar bar() {
    return ProgressBar.of(caller, isShown);
  }

  Path film() {
    return directory.resolve("film.bin");
  }

  /// Where bob saves files.
  Path downloads() throws IOException {
    return Files.createDirectories(directory.resolve("downloads"));
  }

  /// Of alice's second device.
  Path tablet() {
    return directory.resolve("alice-tablet");
  }

  Path serverData() {
    return directory.resolve("server");
  }

  ServerProcess startServer() throws IOException, InterruptedException {
    return startServer("127.0.0.1:0");
  }

  void stopServer() throws InterruptedException {
    present(server).stop();
  }

  /// The same server again: where it was, with what it had.
  void restartServer() throws IOException, InterruptedException {
    String address = present(server).address();
    startServer(address.substring(0, address.indexOf('#')));
  }

  private ServerProcess startServer(String listen) throws IOException, InterruptedException {
    ServerProcess started =
        ServerProcess.start(
            directory.resolve("server.log"),
            List.of(
                "--data",
                serverData().toString(),
                "--listen",
                listen,
                "--unit",
                "EUR:2",
                "--opening-grant",
                "100.00"));
    server = started;
    return started;
  }

  void registerMembers() throws Exception {
    String address = present(server).address();
    alice = Member.register("alice", directory.resolve("alice"), address);
    bob = Member.register("bob", directory.resolve("bob"), address);
  }

  ServerProcess server() {
    return present(server);
  }

  Member alice() {
    return present(alice);
  }

  Member bob() {
    return present(bob);
  }

  /// From alice to bob, as text.
  void handOver(String chit) {
    handedOver = chit;
  }

  String handedOver() {
    return present(handedOver);
  }

  void bobLeaves() {
    present(bob).close();
  }

  void bobComesBack() throws Exception {
    bob = Member.comeBack(present(bob).name(), directory.resolve("bob"));
  }

  @Override
  public void close() throws IOException {
    if (alice != null) {
      alice.close();
    }
    if (bob != null) {
      bob.close();
    }
    if (server != null) {
      server.close();
    }
    Directories.delete(directory);
  }

  private static <T> T present(@Nullable T thing) {
    if (thing == null) {
      throw new IllegalStateException("the step before has not been done");
    }
    return thing;
  }
}
