package dev.chit.bench.load;

import dev.chit.bench.BenchException;
import dev.chit.client.ServerAddress;
import dev.chit.core.AccountId;
import java.util.List;

/// Members who pay each other at random.
public final class PayLoad extends CrowdLoad<PayStream> {
  private final int clients;
  private final int window;

  private PayLoad(int clients, int window) {
    this.clients = clients;
    this.window = window;
  }

  /// Registers the members and connects their streams. The server must give every account an
  /// opening grant that lasts: one minor unit a payment.
  public static PayLoad connect(ServerAddress server, int clients, int window)
      throws BenchException, InterruptedException {
    PayLoad load = new PayLoad(clients, window);
    load.open(server);
    return load;
  }

  @Override
  void join(Crowd<PayStream> crowd, ServerAddress server)
      throws BenchException, InterruptedException {
    List<Member> members = crowd.register(server, clients);
    List<AccountId> accounts = members.stream().map(Member::account).toList();
    for (Member member : members) {
      crowd.add(new PayStream(meter(), window, member, accounts));
    }
  }

  @Override
  void welcomed(PayStream stream) throws BenchException, InterruptedException {
    stream.ledger(stream.awaitWelcome());
  }

  /// Has so many chits signed and ready, by all processors. Not while it runs.
  public void signAhead(int chits) {
    int each = Math.ceilDiv(chits, streams().size());
    streams().parallelStream().forEach(stream -> stream.signAhead(each));
  }

  /// Payments so far that were signed as they went out, because none was ready.
  public long signedLive() {
    return streams().stream().mapToLong(PayStream::signedLive).sum();
  }
}
