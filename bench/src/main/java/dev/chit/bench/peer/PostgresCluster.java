package dev.chit.bench.peer;

import dev.chit.bench.BenchException;
import dev.chit.bench.Child;
import dev.chit.bench.Cpu;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// PostgreSQL 15 with a cluster of its own on a port of the loopback address: TLS, fsync on. Memory
/// and log are set more generously than Debian's defaults, so that neither holds it back.
final class PostgresCluster implements AutoCloseable {
  /// Who may do everything, without a password.
  static final String USER = "bench";

  static final String DATABASE = "postgres";

  private static final Duration START = Duration.ofSeconds(30);

  private final Child server;
  private final int port;

  private PostgresCluster(Child server, int port) {
    this.server = server;
    this.port = port;
  }

  /// Makes the cluster in the directory, which becomes its owner's, and starts it.
  static PostgresCluster start(Path directory, Owner owner)
      throws BenchException, InterruptedException {
    Path initdb = Programs.find("initdb", "postgresql");
    Path postgres = Programs.find("postgres", "postgresql");
    @Nullable Child server = null;
    try {
      Path data = owner.own(Files.createDirectory(directory.resolve("data")));
      owner.own(directory);
      Child.run(
          "initdb",
          owner.run(
              List.of(initdb.toString(), "-D", data.toString(), "-U", USER, "-A", "trust", "-N")),
          directory.resolve("initdb.log"),
          Map.of("LC_ALL", "C.UTF-8"),
          START);
      Path key = data.resolve("server.key");
      Path certificate = data.resolve("server.crt");
      new ServerKey().write(key, certificate);
      owner.own(key);
      owner.own(certificate);
      int port = FreePort.find();
      server =
          Child.start(
              "postgres",
              owner.run(command(postgres, data, port)),
              directory.resolve("postgres.log"),
              Map.of());
      awaitReady(server);
      return new PostgresCluster(server, port);
    } catch (IOException e) {
      throw BenchException.failed("PostgreSQL could not be set up: " + e.getMessage(), e);
    } catch (BenchException | InterruptedException e) {
      if (server != null) {
        server.close();
      }
      throw e;
    }
  }

  private static List<String> command(Path postgres, Path data, int port) {
    List<String> command = new ArrayList<>();
    command.add(postgres.toString());
    command.addAll(List.of("-D", data.toString(), "-p", Integer.toString(port)));
    for (String setting :
        List.of(
            "listen_addresses=127.0.0.1",
            "unix_socket_directories=",
            "ssl=on",
            "fsync=on",
            "synchronous_commit=on",
            "max_connections=100",
            "shared_buffers=512MB",
            "max_wal_size=4GB")) {
      command.addAll(List.of("-c", setting));
    }
    return command;
  }

  private static void awaitReady(Child server) throws BenchException, InterruptedException {
    long deadline = System.nanoTime() + START.toNanos();
    while (!server.output().contains("ready to accept connections")) {
      if (!server.isAlive() || System.nanoTime() > deadline) {
        throw server.broken("did not become ready");
      }
      Thread.sleep(50);
    }
  }

  int port() {
    return port;
  }

  /// Processor time so far, of all its processes.
  double cpuSeconds() {
    return Cpu.withChildren(server.handle());
  }

  @Override
  public void close() {
    server.close();
  }
}
