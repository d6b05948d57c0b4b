package dev.chit.bench.peer;

import dev.chit.bench.BenchException;
import dev.chit.bench.Child;
import dev.chit.bench.Cpu;
import dev.chit.bench.Scratch;
import dev.chit.bench.Side;
import dev.chit.bench.Turn;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// PostgreSQL 15 and its own benchmark, the classic bank transfer: `pgbench -M prepared -c 64 -j 2`
/// over TLS, fsync on, in a cluster of its own. Memory and log are set more generously than
/// Debian's defaults, so that neither holds it back.
public final class PgBench implements Side {
  private static final Duration START = Duration.ofSeconds(30);
  private static final Duration FILL = Duration.ofMinutes(20);
  private static final Duration MORE = Duration.ofSeconds(60);
  private static final Pattern RATE = Pattern.compile("(?m)^tps = ([0-9.]+) ");
  private static final Pattern DONE =
      Pattern.compile("(?m)^number of transactions actually processed: ([0-9]+)");
  private static final Pattern AVERAGE = Pattern.compile("(?m)^latency average = ([0-9.]+) ms");

  private final Scratch scratch;
  private final Owner owner;
  private final Path pgbench;
  private final Child server;
  private final Map<String, String> environment;
  private int runs;

  private PgBench(
      Scratch scratch, Owner owner, Path pgbench, Child server, Map<String, String> environment) {
    this.scratch = scratch;
    this.owner = owner;
    this.pgbench = pgbench;
    this.server = server;
    this.environment = environment;
  }

  /// Starts a cluster and fills pgbench's tables.
  ///
  /// @param scale in units of 100,000 accounts
  public static PgBench start(Path directory, int scale)
      throws BenchException, InterruptedException {
    Path initdb = Programs.find("initdb", "postgresql");
    Path postgres = Programs.find("postgres", "postgresql");
    Path pgbench = Programs.find("pgbench", "postgresql");
    Owner owner = Owner.find();
    Scratch scratch = Scratch.in(directory);
    Child server = null;
    try {
      Path data = owner.own(Files.createDirectory(scratch.path().resolve("data")));
      owner.own(scratch.path());
      Child.run(
          "initdb",
          owner.run(
              List.of(
                  initdb.toString(), "-D", data.toString(), "-U", "bench", "-A", "trust", "-N")),
          scratch.path().resolve("initdb.log"),
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
              owner.run(serverCommand(postgres, data, port)),
              scratch.path().resolve("postgres.log"),
              Map.of());
      Map<String, String> environment =
          Map.of(
              "HOME", scratch.path().toString(),
              "PGHOST", "127.0.0.1",
              "PGPORT", Integer.toString(port),
              "PGUSER", "bench",
              "PGDATABASE", "postgres",
              "PGSSLMODE", "require");
      PgBench side = new PgBench(scratch, owner, pgbench, server, environment);
      side.awaitReady();
      side.run(FILL, "-i", "-q", "-s", Integer.toString(scale));
      return side;
    } catch (IOException e) {
      end(scratch, server);
      throw BenchException.failed("PostgreSQL could not be set up: " + e.getMessage(), e);
    } catch (BenchException | InterruptedException e) {
      end(scratch, server);
      throw e;
    }
  }

  private static List<String> serverCommand(Path postgres, Path data, int port) {
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

  private void awaitReady() throws BenchException, InterruptedException {
    long deadline = System.nanoTime() + START.toNanos();
    while (!server.output().contains("ready to accept connections")) {
      if (!server.isAlive() || System.nanoTime() > deadline) {
        throw server.broken("did not become ready");
      }
      Thread.sleep(50);
    }
  }

  @Override
  public String name() {
    return "pgbench";
  }

  @Override
  public Turn turn(Duration length) throws BenchException, InterruptedException {
    double serverBefore = Cpu.withChildren(server.handle());
    double generatorBefore = Cpu.ownEndedChildren();
    String report =
        run(
            length.plus(MORE),
            "-n",
            "-M",
            "prepared",
            "-c",
            "64",
            "-j",
            "2",
            "-T",
            Long.toString(Math.max(1, length.toSeconds())));
    double perSecond = number(RATE, report);
    double done = number(DONE, report);
    return new Turn(
        (long) done,
        done / perSecond,
        number(AVERAGE, report),
        0,
        Cpu.ownEndedChildren() - generatorBefore,
        Cpu.withChildren(server.handle()) - serverBefore,
        Optional.empty(),
        Map.of());
  }

  private String run(Duration patience, String... arguments)
      throws BenchException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(pgbench.toString());
    command.addAll(List.of(arguments));
    Path log = scratch.path().resolve("pgbench-" + runs++ + ".log");
    return Child.run("pgbench", owner.run(command), log, environment, patience);
  }

  private static double number(Pattern pattern, String report) throws BenchException {
    Matcher matcher = pattern.matcher(report);
    if (!matcher.find()) {
      throw BenchException.failed("pgbench said something unexpected: " + report);
    }
    return Double.parseDouble(matcher.group(1));
  }

  @Override
  public void close() {
    end(scratch, server);
  }

  private static void end(Scratch scratch, @Nullable Child server) {
    try (scratch) {
      if (server != null) {
        server.close();
      }
    }
  }
}
