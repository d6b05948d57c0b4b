package dev.chit.bench.filling;

import dev.chit.bench.BenchException;
import dev.chit.bench.Progress;
import dev.chit.core.Unit;
import dev.chit.crypto.SigningKey;
import dev.chit.server.ChitServer;
import dev.chit.server.OperatorIdentity;
import dev.chit.server.ServerConfig;
import dev.chit.server.ServerStartException;
import dev.chit.server.ledger.LedgerService;
import dev.chit.server.ledger.LedgerSettings;
import dev.chit.server.store.sqlite.SqliteLedgerStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/// A server's data directory whose ledger has as many entries as asked for: real accounts, real
/// signed chits, a real log, written by the server's own ledger, only without the network.
public final class FilledDirectory {
  private static final Unit UNIT = new Unit("EUR", 2);
  private static final String SEED_FILE = "bench.seed";

  /// Larger than a server's, for fewer fsyncs: nobody waits for an answer.
  private static final int QUEUE_MAX = 1 << 15;

  private static final int BATCH_MAX = 1 << 12;

  private FilledDirectory() {}

  /// Fills a directory, or goes on with one that was filled before.
  ///
  /// @param grantMinor what each account begins with
  /// @return entries that it has now: more than asked for if it had more
  public static long fill(Path data, long grantMinor, long entries, Progress progress)
      throws BenchException, InterruptedException {
    try {
      SigningKey accounts = accounts(data, grantMinor);
      SigningKey logKey = SigningKey.load(data.resolve("log.key"));
      try (LedgerService ledger =
          LedgerService.open(
              SqliteLedgerStore.open(data),
              logKey,
              LedgerSettings.in(data).withBounds(QUEUE_MAX, BATCH_MAX),
              () -> {
                throw new IllegalStateException("a ledger that is there already");
              })) {
        new Filler(ledger, OperatorIdentity.load(data).key(), accounts, QUEUE_MAX / 2)
            .fill(entries, progress);
        return ledger.checkpoint().size();
      }
    } catch (IOException | ServerStartException e) {
      throw BenchException.failed(data + " could not be filled: " + e.getMessage(), e);
    }
  }

  /// What the accounts' keys come from; a server begins there first if none has.
  private static SigningKey accounts(Path data, long grantMinor)
      throws IOException, ServerStartException, BenchException {
    Path seed = data.resolve(SEED_FILE);
    if (Files.exists(seed)) {
      return SigningKey.load(seed);
    }
    if (Files.exists(data) && !isEmpty(data)) {
      throw BenchException.failed(data + " holds something that chit bench did not make.");
    }
    ChitServer.start(ServerConfig.of(data, UNIT).withOpeningGrant(grantMinor)).close();
    SigningKey key = SigningKey.generate();
    key.save(seed);
    return key;
  }

  private static boolean isEmpty(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.findAny().isEmpty();
    }
  }
}
