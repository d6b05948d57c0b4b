package dev.chit.bench.load;

import dev.chit.bench.BenchException;
import dev.chit.bench.Cpu;
import dev.chit.bench.Turn;
import dev.chit.client.ChitClient;
import dev.chit.client.ChitException;
import dev.chit.client.ClientConfig;
import dev.chit.client.FileProgress;
import dev.chit.client.Incoming;
import dev.chit.client.SentFile;
import dev.chit.client.ServerAddress;
import dev.chit.client.SharedFile;
import dev.chit.core.AccountName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;

/// Two members with whole clients: one sends a file, the other saves it, again and again.
public final class FilePair implements AutoCloseable {
  private static final AccountName FROM = new AccountName("bench-sender");
  private static final AccountName TO = new AccountName("bench-recipient");
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final ChitClient from;
  private final ChitClient to;
  private final Path source;
  private final Path into;
  private final long bytes;
  private final BlockingQueue<SharedFile> offered = new LinkedBlockingQueue<>();

  private FilePair(ChitClient from, ChitClient to, Path directory, long bytes) throws IOException {
    this.from = from;
    this.to = to;
    this.bytes = bytes;
    this.source = directory.resolve("source");
    this.into = Files.createDirectory(directory.resolve("saved"));
  }

  /// Registers both, makes them contacts, and writes the file.
  ///
  /// @param byLink whether they are linked before the first turn
  public static FilePair connect(ServerAddress server, Path directory, long bytes, boolean byLink)
      throws BenchException, InterruptedException {
    @Nullable ChitClient from = null;
    @Nullable ChitClient to = null;
    try {
      from = member(server, directory.resolve("sender"), FROM);
      to = member(server, directory.resolve("recipient"), TO);
      var _ = from.contacts().accept(TO);
      var _ = to.contacts().accept(FROM);
      var pair = new FilePair(from, to, directory, bytes);
      RandomFile.write(pair.source, bytes);
      var _ = to.watch(pair::heard);
      if (byLink) {
        pair.link();
      }
      return pair;
    } catch (ChitException | IOException e) {
      end(from, to);
      throw BenchException.failed("The members could not be set up: " + e.getMessage(), e);
    } catch (BenchException | InterruptedException e) {
      end(from, to);
      throw e;
    }
  }

  private static ChitClient member(ServerAddress server, Path home, AccountName name)
      throws ChitException, InterruptedException {
    ChitClient client =
        ChitClient.create(ClientConfig.of(home).withServer(server).withPatience(PATIENCE));
    var _ = client.register(name, "");
    client.awaitConnected();
    return client;
  }

  private void heard(Incoming arrival) {
    if (arrival instanceof Incoming.File(SharedFile file)) {
      offered.add(file);
    }
  }

  private void link() throws BenchException, ChitException, InterruptedException {
    for (ChitClient each : new ChitClient[] {from, to}) {
      each.links().open();
      each.links().allow(true);
    }
    long until = System.nanoTime() + PATIENCE.toNanos();
    while (from.links().status().peers().isEmpty() || to.links().status().peers().isEmpty()) {
      if (System.nanoTime() > until) {
        throw BenchException.failed("No link came up within " + PATIENCE.toSeconds() + " s.");
      }
      Thread.sleep(20);
    }
  }

  /// Whole files until they took this long together.
  ///
  /// @return a count of megabytes, 10⁶ bytes
  public Turn turn(DoubleSupplier serverCpu, Duration length)
      throws BenchException, InterruptedException {
    double generatorBefore = Cpu.own();
    double serverBefore = serverCpu.getAsDouble();
    long nanos = 0;
    int files = 0;
    try {
      while (nanos < length.toNanos()) {
        nanos += send();
        files++;
      }
    } catch (ChitException | IOException e) {
      throw BenchException.failed("A file did not arrive: " + e.getMessage(), e);
    }
    return new Turn(
        files * bytes / 1_000_000,
        nanos / 1e9,
        nanos / 1e6 / files,
        0,
        Cpu.own() - generatorBefore,
        serverCpu.getAsDouble() - serverBefore,
        Optional.empty(),
        Map.of());
  }

  /// How many nanoseconds it took until the file had its name at the recipient's.
  private long send() throws BenchException, ChitException, IOException, InterruptedException {
    long start = System.nanoTime();
    SentFile sent = from.files().send(TO, source, FileProgress.NONE);
    SharedFile offer = offered.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    if (offer == null) {
      throw BenchException.failed("The recipient heard of no file.");
    }
    SharedFile saved = to.files().save(offer, into, FileProgress.NONE);
    long took = System.nanoTime() - start;
    Path path = saved.path().orElseThrow();
    if (Files.size(path) != bytes) {
      throw BenchException.failed("What arrived is not as large as what was sent.");
    }
    Files.delete(path);
    from.files().delete(sent.file());
    to.files().delete(saved);
    return took;
  }

  @Override
  public void close() {
    end(from, to);
  }

  private static void end(@Nullable ChitClient... clients) {
    for (ChitClient each : clients) {
      if (each != null) {
        each.close();
      }
    }
  }
}
