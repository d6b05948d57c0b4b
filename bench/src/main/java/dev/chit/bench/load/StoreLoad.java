package dev.chit.bench.load;

import dev.chit.bench.BenchException;
import dev.chit.client.ServerAddress;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;

/// Members who send sealed messages to others who are away, each to one: the server keeps them. For
/// one turn, for what waits for one device has a limit.
public final class StoreLoad implements Load {
  private final Crowd<RelayStream> crowd = new Crowd<>();
  private final Meter meter = new Meter();
  private final LongAdder stored = new LongAdder();

  private StoreLoad() {}

  /// Registers the members and those who are away, seals the messages, and connects the senders.
  ///
  /// @param clients that send; as many are away
  /// @param plaintextBytes of each message
  public static StoreLoad connect(ServerAddress server, int clients, int window, int plaintextBytes)
      throws BenchException, InterruptedException {
    StoreLoad load = new StoreLoad();
    try {
      load.connectAll(server, clients, window, new Sealing(plaintextBytes));
      return load;
    } catch (BenchException | InterruptedException e) {
      load.close();
      throw e;
    }
  }

  private void connectAll(ServerAddress server, int clients, int window, Sealing sealing)
      throws BenchException, InterruptedException {
    // Without a stream a member is away. The first ones get one.
    List<Member> members = crowd.register(server, 2 * clients);
    for (int i = 0; i < clients; i++) {
      Member away = members.get(clients + i);
      RelayStream.Sealed sealed = sealing.seal(members.get(i).device(), away.device());
      crowd.add(new RelayStream(meter, window, sealed, stored));
    }
    crowd.open();
    for (RelayStream stream : crowd.streams()) {
      var _ = stream.awaitWelcome();
    }
  }

  /// Messages so far that the server's disk acknowledged.
  public long stored() {
    return stored.sum();
  }

  @Override
  public Meter meter() {
    return meter;
  }

  @Override
  public int clients() {
    return crowd.streams().size();
  }

  @Override
  public void run() {
    crowd.run();
  }

  @Override
  public void pause() {
    crowd.pause();
  }

  @Override
  public long underWay() {
    return crowd.underWay();
  }

  @Override
  public void close() {
    crowd.close();
  }
}
