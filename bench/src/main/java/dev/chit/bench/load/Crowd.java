package dev.chit.bench.load;

import dev.chit.bench.BenchException;
import dev.chit.client.ServerAddress;
import dev.chit.client.connection.Transport;
import java.util.ArrayList;
import java.util.List;

/// The members of a load, each with a stream.
final class Crowd<S extends MemberStream> implements AutoCloseable {
  private static final int THREADS = 2;

  private final Transport transport = new Transport(THREADS);
  private final List<S> streams = new ArrayList<>();
  private List<Member> members = List.of();

  List<Member> register(ServerAddress server, int count)
      throws BenchException, InterruptedException {
    members = Members.register(server, count, transport);
    return members;
  }

  /// The stream of the next member in order.
  void add(S stream) {
    streams.add(stream);
  }

  void open() {
    for (int i = 0; i < streams.size(); i++) {
      streams.get(i).open(members.get(i));
    }
  }

  List<S> streams() {
    return streams;
  }

  void run() {
    streams.forEach(MemberStream::run);
  }

  void pause() {
    streams.forEach(MemberStream::pause);
  }

  long underWay() {
    return streams.stream().mapToLong(MemberStream::underWay).sum();
  }

  @Override
  public void close() {
    streams.forEach(MemberStream::close);
    members.forEach(Member::close);
    transport.close();
  }
}
