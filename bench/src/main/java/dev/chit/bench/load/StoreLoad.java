package dev.chit.bench.load;

import dev.chit.bench.BenchException;
import dev.chit.client.ServerAddress;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;

/// Members who send sealed messages to others who are away, each to one: the server keeps them. For
/// one turn, for what waits for one device has a limit.
public final class StoreLoad extends CrowdLoad<RelayStream> {
  private final LongAdder stored = new LongAdder();
  private final int clients;
  private final int window;
  private final Sealing sealing;

  private StoreLoad(int clients, int window, Sealing sealing) {
    this.clients = clients;
    this.window = window;
    this.sealing = sealing;
  }

  /// Registers the members and those who are away, seals the messages, and connects the senders.
  ///
  /// @param clients that send; as many are away
  /// @param plaintextBytes of each message
  public static StoreLoad connect(ServerAddress server, int clients, int window, int plaintextBytes)
      throws BenchException, InterruptedException {
    StoreLoad load = new StoreLoad(clients, window, new Sealing(plaintextBytes));
    load.open(server);
    return load;
  }

  @Override
  void join(Crowd<RelayStream> crowd, ServerAddress server)
      throws BenchException, InterruptedException {
    // Without a stream a member is away. The first ones get one.
    List<Member> members = crowd.register(server, 2 * clients);
    for (int i = 0; i < clients; i++) {
      Member away = members.get(clients + i);
      RelayStream.Sealed sealed = sealing.seal(members.get(i).device(), away.device());
      crowd.add(new RelayStream(meter(), window, sealed, stored));
    }
  }

  /// Messages so far that the server's disk acknowledged.
  public long stored() {
    return stored.sum();
  }
}
