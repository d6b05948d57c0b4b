package dev.chit.bench.peer;

import dev.chit.bench.BenchException;
import dev.chit.bench.Child;
import dev.chit.bench.Cpu;
import dev.chit.bench.Side;
import dev.chit.bench.Turn;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// PostgreSQL 15 and its own benchmark, the classic bank transfer: `pgbench -M prepared -c 64 -j 2`
/// over TLS.
public final class PgBench implements Side {
  private static final Duration FILL = Duration.ofMinutes(20);
  private static final Duration MORE = Duration.ofSeconds(60);
  private static final Pattern RATE = Pattern.compile("(?m)^tps = ([0-9.]+) ");
  private static final Pattern DONE =
      Pattern.compile("(?m)^number of transactions actually processed: ([0-9]+)");
  private static final Pattern AVERAGE = Pattern.compile("(?m)^latency average = ([0-9.]+) ms");

  private final Premises premises;
  private final Owner owner;
  private final Path pgbench;
  private final PostgresCluster cluster;
  private final Map<String, String> environment;
  private int runs;

  private PgBench(
      Premises premises,
      Owner owner,
      Path pgbench,
      PostgresCluster cluster,
      Map<String, String> environment) {
    this.premises = premises;
    this.owner = owner;
    this.pgbench = pgbench;
    this.cluster = cluster;
    this.environment = environment;
  }

  /// Starts a cluster and fills pgbench's tables.
  ///
  /// @param scale in units of 100,000 accounts
  public static PgBench start(Path directory, int scale)
      throws BenchException, InterruptedException {
    Path pgbench = Programs.find("pgbench", "postgresql");
    Owner owner = Owner.find();
    return Premises.open(
        "pgbench",
        directory,
        premises -> {
          PostgresCluster cluster = premises.cluster(premises.path(), owner);
          Map<String, String> environment =
              Map.of(
                  "HOME",
                  premises.path().toString(),
                  "PGHOST",
                  "127.0.0.1",
                  "PGPORT",
                  Integer.toString(cluster.port()),
                  "PGUSER",
                  PostgresCluster.USER,
                  "PGDATABASE",
                  PostgresCluster.DATABASE,
                  "PGSSLMODE",
                  "require");
          PgBench side = new PgBench(premises, owner, pgbench, cluster, environment);
          side.run(FILL, "-i", "-q", "-s", Integer.toString(scale));
          return side;
        });
  }

  @Override
  public String name() {
    return "pgbench";
  }

  @Override
  public Turn turn(Duration length) throws BenchException, InterruptedException {
    double serverBefore = cluster.cpuSeconds();
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
        cluster.cpuSeconds() - serverBefore,
        Optional.empty(),
        Map.of());
  }

  private String run(Duration patience, String... arguments)
      throws BenchException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(pgbench.toString());
    command.addAll(List.of(arguments));
    Path log = premises.path().resolve("pgbench-" + runs++ + ".log");
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
    premises.close();
  }
}
