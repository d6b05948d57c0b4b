package dev.chit.bench;

import dev.chit.bench.BenchOptions.Filling;
import dev.chit.bench.logs.AuditSide;
import dev.chit.bench.peer.Ejabberd;
import dev.chit.bench.peer.Mosquitto;
import dev.chit.bench.peer.PgBench;
import dev.chit.bench.peer.Scp;
import java.util.Optional;

/// Both sides of a sitting, started.
record Sides(Side ours, Optional<Side> peer) implements AutoCloseable {
  static Sides start(ServerCommand command, BenchOptions options, Progress progress)
      throws BenchException, InterruptedException {
    return options.figure() == Figure.AUDIT
        ? audit(options, progress)
        : server(command, options, progress);
  }

  private static Sides audit(BenchOptions options, Progress progress) throws BenchException {
    AuditSide audit =
        AuditSide.make(options.directory(), options.clients(), options.events(), progress);
    return new Sides(audit, Optional.of(audit.limit()));
  }

  private static Sides server(ServerCommand command, BenchOptions options, Progress progress)
      throws BenchException, InterruptedException {
    Optional<Side> peer = peer(command, options, progress);
    try {
      Ledger ours = options.filling().map(Ledger::ours).orElse(Ledger.EMPTY);
      return new Sides(Chit.start(command, options, ours, progress), peer);
    } catch (BenchException | InterruptedException | RuntimeException e) {
      peer.ifPresent(Side::close);
      throw e;
    }
  }

  private static Optional<Side> peer(ServerCommand command, BenchOptions options, Progress progress)
      throws BenchException, InterruptedException {
    if (options.comparesSizes()) {
      Filling sizes = options.filling().orElseThrow();
      return Optional.of(Chit.start(command, options, Ledger.peer(sizes), progress));
    }
    if (options.against().isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        switch (options.against().get()) {
          case PGBENCH -> PgBench.start(options.directory(), options.scale());
          case MOSQUITTO ->
              Mosquitto.start(
                  options.directory(),
                  options.clients(),
                  options.window(),
                  Relay.PLAINTEXT_BYTES,
                  Relay.PACED_PER_SECOND);
          case EJABBERD ->
              Ejabberd.start(
                  options.directory(), options.clients(), options.window(), Relay.PLAINTEXT_BYTES);
          case SCP -> Scp.start(options.directory(), options.file().bytes());
          case LIMIT -> throw new IllegalStateException("the limit belongs to the audit");
        });
  }

  @Override
  public void close() {
    try {
      ours.close();
    } finally {
      peer.ifPresent(Side::close);
    }
  }
}
