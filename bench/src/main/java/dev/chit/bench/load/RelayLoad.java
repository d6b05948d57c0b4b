package dev.chit.bench.load;

import dev.chit.bench.BenchException;
import dev.chit.client.ServerAddress;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;

/// Members in a ring, all online: each sends sealed messages to the next.
public final class RelayLoad implements PacedLoad {
  private final Crowd<RelayStream> crowd = new Crowd<>();
  private final Meter meter = new Meter();
  private final LongAdder stored = new LongAdder();
  private double sealedPerSecond;
  private int envelopeBytes;

  private RelayLoad() {}

  /// Registers the members, seals their messages, and connects their streams.
  ///
  /// @param plaintextBytes of each message
  public static RelayLoad connect(ServerAddress server, int clients, int window, int plaintextBytes)
      throws BenchException, InterruptedException {
    RelayLoad load = new RelayLoad();
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
    List<Member> members = crowd.register(server, clients);
    for (int i = 0; i < clients; i++) {
      Member from = members.get(i);
      Member to = members.get((i + 1) % clients);
      RelayStream.Sealed sealed = sealing.seal(from.device(), to.device());
      envelopeBytes = sealed.envelopes().getFirst().size();
      crowd.add(new RelayStream(meter, window, sealed, stored));
    }
    sealedPerSecond = sealing.perSecond(members.get(0).device(), members.get(1).device());
    crowd.open();
    for (RelayStream stream : crowd.streams()) {
      var _ = stream.awaitWelcome();
    }
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
  public void sendOne(int client, long dueNanos) {
    crowd.streams().get(client).sendOne(dueNanos);
  }

  @Override
  public void close() {
    crowd.close();
  }
}
