package dev.chit.bench.load;

import dev.chit.bench.BenchException;
import dev.chit.client.ServerAddress;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;

/// Members in a ring, all online: each sends sealed messages to the next.
public final class RelayLoad extends CrowdLoad<RelayStream> implements PacedLoad {
  private final LongAdder stored = new LongAdder();
  private final int clients;
  private final int window;
  private final Sealing sealing;
  private double sealedPerSecond;
  private int envelopeBytes;

  private RelayLoad(int clients, int window, Sealing sealing) {
    this.clients = clients;
    this.window = window;
    this.sealing = sealing;
  }

  /// Registers the members, seals their messages, and connects their streams.
  ///
  /// @param plaintextBytes of each message
  public static RelayLoad connect(ServerAddress server, int clients, int window, int plaintextBytes)
      throws BenchException, InterruptedException {
    RelayLoad load = new RelayLoad(clients, window, new Sealing(plaintextBytes));
    load.open(server);
    return load;
  }

  @Override
  void join(Crowd<RelayStream> crowd, ServerAddress server)
      throws BenchException, InterruptedException {
    List<Member> members = crowd.register(server, clients);
    for (int i = 0; i < clients; i++) {
      Member from = members.get(i);
      Member to = members.get((i + 1) % clients);
      RelayStream.Sealed sealed = sealing.seal(from.device(), to.device());
      envelopeBytes = sealed.envelopes().getFirst().size();
      crowd.add(new RelayStream(meter(), window, sealed, stored));
    }
    sealedPerSecond = sealing.perSecond(members.get(0).device(), members.get(1).device());
  }

  /// Messages that one thread sealed in a second, when nothing else ran.
  public double sealedPerSecond() {
    return sealedPerSecond;
  }

  /// Size of one message as the server sees it.
  public int envelopeBytes() {
    return envelopeBytes;
  }

  /// Messages so far that the server's disk acknowledged, because the recipient was slow to.
  public long stored() {
    return stored.sum();
  }

  @Override
  public void sendOne(int client, long dueNanos) {
    streams().get(client).sendOne(dueNanos);
  }
}
