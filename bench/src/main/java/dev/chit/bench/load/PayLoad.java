package dev.chit.bench.load;

import dev.chit.bench.BenchException;
import dev.chit.client.ServerAddress;
import dev.chit.core.AccountId;
import java.util.List;

/// Members who pay each other at random.
public final class PayLoad implements Load {
  private final Crowd<PayStream> crowd = new Crowd<>();
  private final Meter meter = new Meter();

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
    List<Member> members = crowd.register(server, clients);
    List<AccountId> accounts = members.stream().map(Member::account).toList();
    for (Member member : members) {
      crowd.add(new PayStream(meter, window, member, accounts));
    }
    crowd.open();
    for (PayStream stream : crowd.streams()) {
      stream.ledger(stream.awaitWelcome());
    }
  }

  /// Has so many chits signed and ready, by all processors. Not while it runs.
  public void signAhead(int chits) {
    List<PayStream> streams = crowd.streams();
    int each = Math.ceilDiv(chits, streams.size());
    streams.parallelStream().forEach(stream -> stream.signAhead(each));
  }

  /// Payments so far that were signed as they went out, because none was ready.
  public long signedLive() {
    return crowd.streams().stream().mapToLong(PayStream::signedLive).sum();
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
