package dev.chit.bench.peer;

import dev.chit.bench.BenchException;
import dev.chit.bench.Child;
import dev.chit.bench.Scratch;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;

/// What a peer has while it is there: a directory of its own, and programs, which end before the
/// directory goes, the last one first.
final class Premises implements AutoCloseable {
  private final Scratch scratch;
  private final Deque<Runnable> ends = new ArrayDeque<>();

  private Premises(Scratch scratch) {
    this.scratch = scratch;
  }

  /// Sets a peer up, and leaves nothing of it if that fails.
  ///
  /// @param peer what it is called in sentences
  /// @param parent where its directory is made
  static <T> T open(String peer, Path parent, Furnishing<T> furnishing)
      throws BenchException, InterruptedException {
    Premises premises = new Premises(Scratch.in(parent));
    try {
      return furnishing.in(premises);
    } catch (IOException e) {
      premises.close();
      throw BenchException.failed(peer + " could not be set up: " + e.getMessage(), e);
    } catch (BenchException | InterruptedException e) {
      premises.close();
      throw e;
    }
  }

  Path path() {
    return scratch.path();
  }

  /// Starts a program that says what it has to say in a file of its name.
  Child start(String name, List<String> command, Map<String, String> environment)
      throws BenchException {
    Child child = Child.start(name, command, path().resolve(name + ".log"), environment);
    ends.push(child::close);
    return child;
  }

  /// Starts a cluster in a directory that becomes its owner's.
  PostgresCluster cluster(Path directory, Owner owner) throws BenchException, InterruptedException {
    PostgresCluster cluster = PostgresCluster.start(directory, owner);
    ends.push(cluster::close);
    return cluster;
  }

  @Override
  public void close() {
    try (scratch) {
      ends.forEach(Runnable::run);
    }
  }

  @FunctionalInterface
  interface Furnishing<T> {
    T in(Premises premises) throws BenchException, IOException, InterruptedException;
  }
}
