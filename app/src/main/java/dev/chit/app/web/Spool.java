package dev.chit.app.web;

import dev.chit.app.loopback.WebFailure;
import dev.chit.client.SharedFile;
import dev.chit.client.UsageException;
import dev.chit.core.FileId;
import dev.chit.crypto.SecretFiles;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A folder of the profile that only its owner can enter, for files between a page and the client:
/// those that are sent, until nobody needs them here any more, and those that were fetched. Each
/// has a folder of its own, so that it can have its own name.
final class Spool {
  private static final String FOLDER = "web-files";

  /// Begins the names of folders of what is sent; those of what is fetched are the files' ids.
  private static final String TAKEN = "sent-";

  private static final int BUFFER = 128 * 1024;
  private static final int NAME_BYTES_MAX = 200;
  private static final int RANDOM_BYTES = 16;
  private static final String NAMELESS = "file";

  private final Path root;
  private final FileTime since = FileTime.from(Instant.now());
  private final SecureRandom random = new SecureRandom();

  /// @param home of the profile
  Spool(Path home) {
    this.root = home.toAbsolutePath().normalize().resolve(FOLDER);
  }

  /// Takes a file in, byte by byte.
  ///
  /// @param size that it must have
  /// @throws WebFailure 413 `disk-full`; 400 `cut-off` if it ends too early
  Path take(InputStream in, String name, long size) throws IOException, WebFailure {
    Path folder = folder(TAKEN + HexFormat.of().formatHex(randomBytes()));
    Path file = resolve(folder, safe(name));
    boolean isWhole = false;
    try {
      if (folder.toFile().getUsableSpace() < size) {
        throw new WebFailure(413, "disk-full", "The disk has no room for this file.");
      }
      long taken = copy(in, file);
      if (taken != size) {
        throw WebFailure.badRequest("cut-off", "The file did not come whole.");
      }
      isWhole = true;
      return file;
    } finally {
      if (!isWhole) {
        remove(folder);
      }
    }
  }

  private static long copy(InputStream in, Path file) throws IOException {
    long taken = 0;
    byte[] buffer = new byte[BUFFER];
    try (OutputStream out = Files.newOutputStream(file)) {
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        out.write(buffer, 0, read);
        taken += read;
      }
    }
    return taken;
  }

  private byte[] randomBytes() {
    byte[] bytes = new byte[RANDOM_BYTES];
    random.nextBytes(bytes);
    return bytes;
  }

  /// Where a file that somebody sent is fetched to; the same again for the same file.
  Path folderFor(FileId file) throws IOException {
    return folder(file.toString());
  }

  private Path folder(String name) throws IOException {
    Path folder = root.resolve(name);
    SecretFiles.createDirectory(folder);
    return folder;
  }

  boolean holds(Path file) {
    return file.startsWith(root) && !file.equals(root);
  }

  /// Removes a file that is kept here, and its folder.
  void drop(Path file) throws IOException {
    if (holds(file)) {
      remove(root.resolve(root.relativize(file).getName(0)));
    }
  }

  /// The folders that there are.
  List<Path> folders() throws IOException {
    if (!Files.isDirectory(root)) {
      return List.of();
    }
    try (Stream<Path> folders = Files.list(root)) {
      return folders.toList();
    }
  }

  /// Removes folders that no file of the profile needs: fetched of one that has gone, left by a
  /// process that ended too early, or sent and taken since.
  ///
  /// @param files as they are after the folders were listed, so that none of them is new
  void sweep(List<Path> folders, List<SharedFile> files) throws IOException {
    List<Path> needed =
        files.stream()
            .filter(Spool::isNeeded)
            .map(SharedFile::path)
            .flatMap(Optional::stream)
            .toList();
    for (Path folder : folders) {
      boolean isFetched = files.stream().anyMatch(it -> folder.endsWith(it.id().toString()));
      if (!isFetched && !isNew(folder) && needed.stream().noneMatch(it -> it.startsWith(folder))) {
        remove(folder);
      }
    }
  }

  /// Whether this process took a file in there, which the profile may not know yet.
  private boolean isNew(Path folder) throws IOException {
    return String.valueOf(folder.getFileName()).startsWith(TAKEN)
        && Files.getLastModifiedTime(folder).compareTo(since) >= 0;
  }

  /// One's own file, while it is not with the server.
  static boolean isNeeded(SharedFile file) {
    return file.outgoing() && file.until().isEmpty();
  }

  private static void remove(Path folder) throws IOException {
    Files.walkFileTree(
        folder,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes its) throws IOException {
            Files.delete(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path visited, @Nullable IOException failure)
              throws IOException {
            Files.delete(visited);
            return FileVisitResult.CONTINUE;
          }
        });
  }

  /// The last part of what the page calls it. The client makes it harmless for others.
  static String safe(String name) {
    String last = name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1);
    String clean = last.replaceAll("\\p{Cntrl}", "_").strip();
    while (clean.getBytes(StandardCharsets.UTF_8).length > NAME_BYTES_MAX) {
      clean = clean.substring(clean.offsetByCodePoints(0, 1));
    }
    return clean.isEmpty() || clean.equals(".") || clean.equals("..") ? NAMELESS : clean;
  }

  private static Path resolve(Path folder, String name) {
    try {
      return folder.resolve(name);
    } catch (InvalidPathException e) {
      // This process runs in a language without these letters.
      return folder.resolve(name.replaceAll("[^ -~]", "_"));
    }
  }

  /// @throws UsageException `no-file` if the file went, or never was here
  static Path there(SharedFile file) throws UsageException {
    return file.path()
        .filter(Files::isRegularFile)
        .orElseThrow(() -> new UsageException("no-file", "This file is not here."));
  }
}
