package dev.chit.server.store.ids;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/// The runs of one log, in its order, one beginning where the other ends.
final class RunDirectory {
  private RunDirectory() {}

  /// The runs that agree with the log, without gaps from its first event on. Everything else, such
  /// as what a crash or a restored database left, is deleted.
  static List<Run> open(Path directory, IdLog log) throws IOException {
    Files.createDirectories(directory);
    List<Run> found = new ArrayList<>();
    List<Path> leftovers = new ArrayList<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(directory)) {
      for (Path file : files) {
        Run.open(file)
            .filter(run -> file.toString().endsWith(UsedIds.SUFFIX) && agrees(run, log))
            .ifPresentOrElse(found::add, () -> leftovers.add(file));
      }
    }
    List<Run> chain = chain(found);
    found.removeAll(chain);
    delete(found);
    for (Path file : leftovers) {
      Files.deleteIfExists(file);
    }
    return chain;
  }

  /// From each index the longest run: a merged one before those that it was made from.
  private static List<Run> chain(List<Run> found) {
    List<Run> sorted = new ArrayList<>(found);
    sorted.sort(
        Comparator.comparingLong((Run run) -> run.header().firstIndex())
            .thenComparing(
                Comparator.comparingLong((Run run) -> run.header().nextIndex()).reversed()));
    List<Run> chain = new ArrayList<>();
    long at = 0;
    for (Run run : sorted) {
      if (run.header().firstIndex() == at && run.header().nextIndex() > at) {
        chain.add(run);
        at = run.header().nextIndex();
      }
    }
    return List.copyOf(chain);
  }

  private static boolean agrees(Run run, IdLog log) {
    try {
      RunHeader header = run.header();
      return header.nextIndex() <= log.size()
          && Arrays.equals(header.stamp(), log.stamp(header.nextIndex() - 1));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  static void delete(List<Run> runs) throws IOException {
    for (Run run : runs) {
      Files.deleteIfExists(run.file());
    }
  }
}
