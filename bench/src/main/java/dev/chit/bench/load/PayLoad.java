package dev.chit.bench.load;

import dev.chit.bench.BenchException;
import dev.chit.client.ServerAddress;
import dev.chit.client.connection.Transport;
import dev.chit.core.AccountId;
import java.util.ArrayList;
import java.util.List;

/// Members who pay each other at random.
public final class PayLoad implements Load {
  private static final int THREADS = 2;

  private final Transport transport = new Transport(THREADS);
  private final Meter meter = new Meter();
  private final List<PayStream> streams = new ArrayList<>();
  private List<Member> members = List.of();

  private PayLoad() {}

  /// Registers the members and connects their streams. The server must give every account an
  /// opening grant that lasts: one minor unit a payment.
  public static PayLoad connect(ServerAddress server, int clients, int window)
      throws BenchException, InterruptedException {
    PayLoad load = new PayLoad();
    try {
      load.connectAll(server, clients, window);
      return load;
    } catch (BenchException | InterruptedException e) {
      load.close();
      throw e;
    }
  }

  private void connectAll(ServerAddress server, int clients, int window)
      throws BenchException, InterruptedException {
    members = Members.register(server, clients, transport);
    List<AccountId> accounts = members.stream().map(Member::account).toList();
    for (Member member : members) {
      PayStream stream = new PayStream(meter, window, member, accounts);
      streams.add(stream);
      stream.open(member);
    }
    for (PayStream stream : streams) {
      stream.ledger(stream.awaitWelcome());
    }
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
    streams.forEach(PayStream::run);
  }

  @Override
  public void pause() {
    streams.forEach(PayStream::pause);
  }

  @Override
  public long underWay() {
    return streams.stream().mapToLong(PayStream::underWay).sum();
  }

  @Override
  public void close() {
    streams.forEach(PayStream::close);
    members.forEach(Member::close);
    transport.close();
  }
}
