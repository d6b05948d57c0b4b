package dev.chit.crypto;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Set;

/// Files that only their owner may read (mode 0600, in directories of mode 0700), written whole or
/// not at all: to a neighbour first, synced, then renamed, and the directory synced.
public final class SecretFiles {
  private static final Set<PosixFilePermission> OTHERS =
      EnumSet.complementOf(
          EnumSet.of(
              PosixFilePermission.OWNER_READ,
              PosixFilePermission.OWNER_WRITE,
              PosixFilePermission.OWNER_EXECUTE));
  private static final FileAttribute<Set<PosixFilePermission>> FILE_MODE =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
  private static final FileAttribute<Set<PosixFilePermission>> DIRECTORY_MODE =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

  private SecretFiles() {}

  /// Makes the directory and its missing parents, each with mode 0700. One that exists is left as
  /// it is.
  public static void createDirectory(Path directory) throws IOException {
    Files.createDirectories(directory, DIRECTORY_MODE);
  }

  /// Writes a new file, making its directory if need be.
  ///
  /// @throws FileAlreadyExistsException if there is one already, which stays as it was
  public static void create(Path file, byte[] secret) throws IOException {
    if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
      throw new FileAlreadyExistsException(file.toString());
    }
    replace(file, secret);
  }

  /// Writes a file in place of what was there, if anything, making its directory if need be.
  public static void replace(Path file, byte[] secret) throws IOException {
    Path directory = directoryOf(file);
    createDirectory(directory);
    Path beside = Files.createTempFile(directory, "." + file.getFileName(), ".new", FILE_MODE);
    try {
      try (var channel = FileChannel.open(beside, StandardOpenOption.WRITE)) {
        ByteBuffer rest = ByteBuffer.wrap(secret);
        while (rest.hasRemaining()) {
          channel.write(rest);
        }
        channel.force(true);
      }
      Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(beside);
    }
    try (var channel = FileChannel.open(directory, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  /// All bytes of the file.
  ///
  /// @param sizeBytesMax a longer file is refused
  /// @throws FileSystemException if anybody but the owner may read or write it, or it is too long
  public static byte[] read(Path file, int sizeBytesMax) throws IOException {
    requirePrivate(file);
    byte[] secret;
    try (InputStream in = Files.newInputStream(file)) {
      secret = in.readNBytes(sizeBytesMax + 1);
    }
    if (secret.length > sizeBytesMax) {
      Secrets.wipe(secret);
      throw new FileSystemException(
          file.toString(), null, "longer than expected (at most " + sizeBytesMax + " bytes)");
    }
    return secret;
  }

  /// @throws FileSystemException if anybody but the owner may read or write the file
  public static void requirePrivate(Path file) throws IOException {
    Set<PosixFilePermission> mode = Files.getPosixFilePermissions(file);
    for (PosixFilePermission permission : mode) {
      if (OTHERS.contains(permission)) {
        throw new FileSystemException(
            file.toString(),
            null,
            "others can read it, mode "
                + PosixFilePermissions.toString(mode)
                + " (run: chmod 600)");
      }
    }
  }

  private static Path directoryOf(Path file) {
    Path parent = file.toAbsolutePath().getParent();
    if (parent == null) {
      throw new IllegalArgumentException(file + " (expected: a file in a directory)");
    }
    return parent;
  }
}
