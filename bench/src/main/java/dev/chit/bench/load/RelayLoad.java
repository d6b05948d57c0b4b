package dev.chit.bench.load;

import dev.chit.bench.BenchException;
import dev.chit.client.ServerAddress;
import dev.chit.client.connection.Transport;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;

/// Members in a ring, all online: each sends sealed messages to the next.
public final class RelayLoad implements PacedLoad {
  private static final int THREADS = 2;

  private final Transport transport = new Transport(THREADS);
  private final Meter meter = new Meter();
  private final LongAdder stored = new LongAdder();
  private final List<RelayStream> streams = new ArrayList<>();
  private List<Member> members = List.of();
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
    members = Members.register(server, clients, transport);
    for (int i = 0; i < clients; i++) {
      Member from = members.get(i);
      Member to = members.get((i + 1) % clients);
      RelayStream.Sealed sealed = sealing.seal(from.device(), to.device());
      envelopeBytes = sealed.envelopes().getFirst().size();
      streams.add(new RelayStream(meter, window, sealed, stored));
    }
    sealedPerSecond = sealing.perSecond(members.get(0).device(), members.get(1).device());
    for (int i = 0; i < clients; i++) {
      streams.get(i).open(members.get(i));
    }
    for (RelayStream stream : streams) {
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
    return streams.size();
  }

  @Override
  public void run() {
    streams.forEach(RelayStream::run);
  }

  @Override
  public void pause() {
    streams.forEach(RelayStream::pause);
  }

  @Override
  public long underWay() {
    return streams.stream().mapToLong(RelayStream::underWay).sum();
  }

  @Override
  public void sendOne(int client, long dueNanos) {
    streams.get(client).sendOne(dueNanos);
  }

  @Override
  public void close() {
    streams.forEach(RelayStream::close);
    members.forEach(Member::close);
    transport.close();
  }
}
