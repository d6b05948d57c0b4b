package dev.chit.server.backup;

import dev.chit.core.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Set;

/// Files that only their owner may read, and that are on the disk when a method returns.
final class Durable {
  private static final FileAttribute<Set<PosixFilePermission>> FILE_MODE =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
  private static final int PIECE_BYTES = 1 << 20;

  private Durable() {}

  /// A file's content as a manifest has it.
  ///
  /// @param hash SHA-256 in hexadecimal
  record Content(long sizeBytes, String hash) {}

  /// Makes an empty file.
  static void create(Path file) throws IOException {
    Files.createFile(file, FILE_MODE);
  }

  static void write(Path file, byte[] bytes) throws IOException {
    create(file);
    try (var channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      writeAll(channel, ByteBuffer.wrap(bytes));
      channel.force(true);
    }
  }

  static void sync(Path fileOrDirectory) throws IOException {
    try (var channel = FileChannel.open(fileOrDirectory, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  static Content content(Path file, Progress progress) throws IOException {
    return read(file, progress, _ -> {});
  }

  /// Copies a file, and says what was copied.
  static Content copy(Path from, Path to, Progress progress) throws IOException {
    create(to);
    try (var channel = FileChannel.open(to, StandardOpenOption.WRITE)) {
      Content content = read(from, progress, piece -> writeAll(channel, piece));
      channel.force(true);
      return content;
    }
  }

  @FunctionalInterface
  private interface Sink {
    void take(ByteBuffer piece) throws IOException;
  }

  private static Content read(Path file, Progress progress, Sink sink) throws IOException {
    String name = String.valueOf(file.getFileName());
    MessageDigest digest = Sha256.digest();
    long total = Files.size(file);
    long done = 0;
    try (InputStream in = Files.newInputStream(file)) {
      var piece = new byte[PIECE_BYTES];
      for (int read = in.read(piece); read >= 0; read = in.read(piece)) {
        digest.update(piece, 0, read);
        sink.take(ByteBuffer.wrap(piece, 0, read));
        done += read;
        progress.at(name, done, total);
      }
    }
    return new Content(done, HexFormat.of().formatHex(digest.digest()));
  }

  private static void writeAll(FileChannel channel, ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
  }
}
