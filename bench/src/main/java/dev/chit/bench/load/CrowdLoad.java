package dev.chit.bench.load;

import dev.chit.bench.BenchException;
import dev.chit.client.ServerAddress;
import java.util.List;

/// Members of a server of ours, each with a stream.
abstract sealed class CrowdLoad<S extends MemberStream> implements Load
    permits PayLoad, RelayLoad, StoreLoad {
  private final Crowd<S> crowd = new Crowd<>();
  private final Meter meter = new Meter();

  /// Registers the members and opens their streams; closed if that fails.
  final void open(ServerAddress server) throws BenchException, InterruptedException {
    try {
      join(crowd, server);
      crowd.open();
      for (S stream : crowd.streams()) {
        welcomed(stream);
      }
    } catch (BenchException | InterruptedException e) {
      close();
      throw e;
    }
  }

  /// Registers the members, and adds a stream for each that is to have one.
  abstract void join(Crowd<S> crowd, ServerAddress server)
      throws BenchException, InterruptedException;

  /// Waits until a stream is open.
  void welcomed(S stream) throws BenchException, InterruptedException {
    var _ = stream.awaitWelcome();
  }

  final List<S> streams() {
    return crowd.streams();
  }

  @Override
  public final Meter meter() {
    return meter;
  }

  @Override
  public final int clients() {
    return crowd.streams().size();
  }

  @Override
  public final void run() {
    crowd.run();
  }

  @Override
  public final void pause() {
    crowd.pause();
  }

  @Override
  public final long underWay() {
    return crowd.underWay();
  }

  @Override
  public final void close() {
    crowd.close();
  }
}
