package dev.chit.server.backup;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/// A backup that lies in a folder, as its manifest describes it. Whether its files are still what
/// they were is not looked at: [Restore] does that.
///
/// @param events in its log
/// @param sizeBytes of all its files
public record KeptBackup(Path directory, Instant made, long events, long sizeBytes) {
  private static final int LOOKED_AT_MAX = 10_000;

  /// The newest backups directly in a folder, newest first; none if it is not there.
  public static List<KeptBackup> in(Path folder, int max) {
    var found = new ArrayList<KeptBackup>();
    try (Stream<Path> inside = Files.list(folder)) {
      inside
          .limit(LOOKED_AT_MAX)
          .filter(one -> Files.isRegularFile(one.resolve(Manifest.FILE)))
          .forEach(one -> add(found, one));
    } catch (IOException e) {
      return List.of();
    }
    found.sort(Comparator.comparing(KeptBackup::made).reversed());
    return List.copyOf(found.subList(0, Math.min(max, found.size())));
  }

  private static void add(List<KeptBackup> found, Path directory) {
    if (directory.getFileName().toString().endsWith(Unfinished.SUFFIX)) {
      return;
    }
    try {
      Manifest manifest = Manifest.read(directory);
      long bytes = manifest.files().values().stream().mapToLong(Durable.Content::sizeBytes).sum();
      found.add(new KeptBackup(directory, manifest.made(), manifest.events(), bytes));
    } catch (BackupException e) {
      // Something else, or damaged: none that anybody should count on.
    }
  }
}
