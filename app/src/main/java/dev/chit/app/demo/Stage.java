package dev.chit.app.demo;

import dev.chit.app.console.Directories;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Where the demonstration plays: a temporary directory, a server and two members, all gone after.
final class Stage implements AutoCloseable {
  private final Path directory;
  private @Nullable ServerProcess server;
  private @Nullable Member alice;
  private @Nullable Member bob;

  Stage() throws IOException {
    directory = Files.createTempDirectory("chit-demo-");
  }

  Path exportedLog() {
    return directory.resolve("log");
  }

  Path serverData() {
    return directory.resolve("server");
  }

  ServerProcess startServer() throws IOException, InterruptedException {
    ServerProcess started =
        ServerProcess.start(
            directory.resolve("server.log"),
            List.of(
                "--data",
                serverData().toString(),
                "--listen",
                "127.0.0.1:0",
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
