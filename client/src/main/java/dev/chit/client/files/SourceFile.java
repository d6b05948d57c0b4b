package dev.chit.client.files;

import dev.chit.client.UsageException;
import dev.chit.sessions.file.PieceLayout;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;

/// A file that is sent: read piece by piece, and watched for changes.
final class SourceFile implements AutoCloseable {
  private final Path path;
  private final FileChannel channel;
  private final PieceLayout layout;
  private final String version;

  private SourceFile(Path path, FileChannel channel, PieceLayout layout, String version) {
    this.path = path;
    this.channel = channel;
    this.layout = layout;
    this.version = version;
  }

  /// @throws UsageException `no-file`, `not-a-file`, `file-too-large` or `cannot-read`
  static SourceFile open(Path path) throws UsageException {
    try {
      BasicFileAttributes attributes = Files.readAttributes(path, BasicFileAttributes.class);
      if (!attributes.isRegularFile()) {
        throw new UsageException("not-a-file", path + " is not a file that can be sent.");
      }
      if (attributes.size() > PieceLayout.SIZE_MAX) {
        throw new UsageException("file-too-large", path + " is larger than any file can be.");
      }
      return new SourceFile(
          path,
          FileChannel.open(path, StandardOpenOption.READ),
          new PieceLayout(attributes.size()),
          version(attributes));
    } catch (NoSuchFileException e) {
      throw new UsageException("no-file", "There is no file " + path + ".");
    } catch (IOException e) {
      throw new UsageException("cannot-read", path + " cannot be read.");
    }
  }

  private static String version(BasicFileAttributes attributes) {
    return attributes.size()
        + " "
        + attributes.lastModifiedTime().toInstant()
        + " "
        + attributes.fileKey();
  }

  PieceLayout layout() {
    return layout;
  }

  /// What tells this state of the file from others.
  String version() {
    return version;
  }

  /// Reads a piece into the beginning of the array.
  ///
  /// @throws UsageException `file-changed` if the file has become shorter
  void read(long piece, byte[] into) throws UsageException {
    ByteBuffer buffer = ByteBuffer.wrap(into, 0, layout.length(piece));
    long at = layout.offset(piece);
    try {
      while (buffer.hasRemaining()) {
        int read = channel.read(buffer, at);
        if (read < 0) {
          throw changed();
        }
        at += read;
      }
    } catch (IOException e) {
      throw new UsageException("cannot-read", path + " cannot be read.");
    }
  }

  /// @throws UsageException `file-changed` if the file is not what it was when it was opened
  void requireUnchanged() throws UsageException {
    try {
      if (version(Files.readAttributes(path, BasicFileAttributes.class)).equals(version)) {
        return;
      }
    } catch (IOException e) {
      // Gone is changed, too.
    }
    throw changed();
  }

  /// @throws UsageException `file-changed` if the file is not in this state
  void requireVersion(String wanted) throws UsageException {
    if (!version.equals(wanted)) {
      throw changed();
    }
  }

  private UsageException changed() {
    return new UsageException(
        "file-changed", path + " was changed while it was sent. Nobody was told of it.");
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
