package dev.chit.bench.load;

import dev.chit.bench.BenchException;
import dev.chit.client.ServerAddress;
import dev.chit.client.connection.Transport;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;

/// Makes many members at once.
final class Members {
  private static final int AT_ONCE = 8;

  private Members() {}

  static List<Member> register(ServerAddress server, int count, Transport transport)
      throws BenchException, InterruptedException {
    List<Future<Member>> pending = new ArrayList<>();
    List<Member> members = new ArrayList<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE)) {
      // A ledger that was filled before may know the names of another sitting.
      String prefix = "bench-" + HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextInt());
      for (int i = 0; i < count; i++) {
        String name = prefix + "-" + i;
        pending.add(threads.submit(() -> Member.register(server, name, transport)));
      }
      for (Future<Member> each : pending) {
        members.add(each.get());
      }
      return members;
    } catch (ExecutionException e) {
      members.forEach(Member::close);
      if (e.getCause() instanceof BenchException known) {
        throw known;
      }
      throw BenchException.failed("A member could not be registered: " + e.getCause(), e);
    }
  }
}
