package dev.chit.bench;

import dev.chit.bench.filling.FilledDirectory;
import dev.chit.bench.load.FilePair;
import dev.chit.bench.load.LoadRun;
import dev.chit.bench.load.PayLoad;
import dev.chit.bench.load.RelayLoad;
import dev.chit.bench.load.StoreLoad;
import dev.chit.client.ServerAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Our own side: a chit server in a process and a temporary directory of its own, and a load from
/// this process over TLS.
final class Chit implements Side {
  /// One minor unit a payment: enough for a billion.
  private static final long GRANT_MINOR = 1_000_000_000;

  private static final List<String> ARGUMENTS =
      List.of(
          "--listen",
          "127.0.0.1:0",
          "--unit",
          "EUR:2",
          "--opening-grant",
          "10000000.00",
          "--registrations",
          "100000");

  private static final Duration START = Duration.ofSeconds(60);

  private final String name;
  private final Scratch scratch;
  private final Child server;
  private final Work work;
  private final @Nullable Sizes sizes;

  /// What the clients do.
  private sealed interface Work extends AutoCloseable {
    Turn turn(Child server, Duration length) throws BenchException, InterruptedException;

    @Override
    void close();
  }

  /// What the size of a ledger may change.
  ///
  /// @param proofMillis of a receipt, before the first turn
  private record Sizes(ServerProbe probe, double startSeconds, double proofMillis, long entries) {
    static Sizes at(ServerProbe probe, double startSeconds)
        throws BenchException, InterruptedException {
      return new Sizes(probe, startSeconds, probe.proofMillis(), probe.entries());
    }

    Map<String, Double> figures() throws BenchException, InterruptedException {
      return Map.of(
          "start_s",
          startSeconds,
          "proof_ms",
          proofMillis,
          "entries_from",
          (double) entries,
          "entries_to",
          (double) probe.entries());
    }
  }

  private Chit(String name, Scratch scratch, Child server, Work work, @Nullable Sizes sizes) {
    this.name = name;
    this.scratch = scratch;
    this.server = server;
    this.work = work;
    this.sizes = sizes;
  }

  /// Starts a server, with a ledger that is filled before.
  static Chit start(ServerCommand command, BenchOptions options, Ledger ledger, Progress progress)
      throws BenchException, InterruptedException {
    Scratch scratch = Scratch.in(options.directory());
    Child server = null;
    try {
      Path data = ledger.keep().orElse(scratch.path().resolve("data"));
      if (ledger.entries() > 0) {
        var _ = FilledDirectory.fill(data, GRANT_MINOR, ledger.entries(), progress);
      }
      long started = System.nanoTime();
      server =
          Child.start(
              "chit server",
              command.with(arguments(data)),
              scratch.path().resolve("server.log"),
              Map.of());
      ServerAddress address = ServerAddress.parse(server.await("ready ", START).strip());
      double startSeconds = (System.nanoTime() - started) / 1e9;
      var sizes =
          ledger.entries() > 0 ? Sizes.at(new ServerProbe(address, data), startSeconds) : null;
      return new Chit(ledger.name(), scratch, server, work(address, options, scratch), sizes);
    } catch (BenchException | InterruptedException e) {
      try (scratch) {
        if (server != null) {
          server.close();
        }
      }
      throw e;
    }
  }

  private static List<String> arguments(Path data) {
    return Stream.concat(Stream.of("--data", data.toString()), ARGUMENTS.stream()).toList();
  }

  private static Work work(ServerAddress address, BenchOptions options, Scratch scratch)
      throws BenchException, InterruptedException {
    return switch (options.figure()) {
      case PAY ->
          new Paying(
              PayLoad.connect(address, options.clients(), options.window()), options.signsLive());
      case RELAY ->
          new Relaying(
              RelayLoad.connect(
                  address, options.clients(), options.window(), Relay.PLAINTEXT_BYTES));
      case STORE -> new Storing(address, options.clients(), options.window());
      case FILE ->
          new Sending(
              FilePair.connect(
                  address, scratch.path(), options.file().bytes(), options.file().byLink()));
      case AUDIT -> throw new IllegalStateException("an audit needs no server");
    };
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Turn turn(Duration length) throws BenchException, InterruptedException {
    return work.turn(server, length);
  }

  @Override
  public Map<String, Double> figures() throws BenchException, InterruptedException {
    return sizes == null ? Map.of() : sizes.figures();
  }

  @Override
  public void close() {
    try (scratch;
        server) {
      work.close();
    }
  }

  /// Chits are signed before the time counts, as many as the fastest turn so far would have used up
  /// and half as many again.
  private static final class Paying implements Work {
    private static final int SIGNED_MAX = 1_000_000;

    private final PayLoad load;
    private final boolean signsLive;
    private double fastest;

    Paying(PayLoad load, boolean signsLive) {
      this.load = load;
      this.signsLive = signsLive;
    }

    @Override
    public Turn turn(Child server, Duration length) throws BenchException, InterruptedException {
      if (!signsLive) {
        load.signAhead((int) Math.min(SIGNED_MAX, 1.5 * fastest * length.toSeconds()));
      }
      long liveBefore = load.signedLive();
      Turn turn = LoadRun.full(load, () -> Cpu.of(server.handle()), length);
      fastest = Math.max(fastest, turn.perSecond());
      return turn.with(Map.of("signed_live", (double) (load.signedLive() - liveBefore)));
    }

    @Override
    public void close() {
      load.close();
    }
  }

  private record Relaying(RelayLoad load) implements Work {
    @Override
    public Turn turn(Child server, Duration length) throws BenchException, InterruptedException {
      long storedBefore = load.stored();
      Turn full = LoadRun.full(load, () -> Cpu.of(server.handle()), length);
      long stored = load.stored() - storedBefore;
      return full.with(LoadRun.paced(load, Relay.PACED_PER_SECOND, length))
          .with(
              Map.of(
                  "stored", (double) stored,
                  "envelope_bytes", (double) load.envelopeBytes(),
                  "sealed_per_second", load.sealedPerSecond()));
    }

    @Override
    public void close() {
      load.close();
    }
  }

  /// Others are away in each turn, so that no mailbox is ever full.
  private record Storing(ServerAddress address, int clients, int window) implements Work {
    @Override
    public Turn turn(Child server, Duration length) throws BenchException, InterruptedException {
      try (var load = StoreLoad.connect(address, clients, window, Relay.PLAINTEXT_BYTES)) {
        Turn turn = LoadRun.full(load, () -> Cpu.of(server.handle()), length);
        if (load.stored() < turn.count()) {
          throw BenchException.failed("Messages were acknowledged that were not stored.");
        }
        return turn;
      }
    }

    @Override
    public void close() {}
  }

  private record Sending(FilePair pair) implements Work {
    @Override
    public Turn turn(Child server, Duration length) throws BenchException, InterruptedException {
      return pair.turn(() -> Cpu.of(server.handle()), length);
    }

    @Override
    public void close() {
      pair.close();
    }
  }
}
