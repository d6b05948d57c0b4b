package dev.chit.server.blobs;

import dev.chit.crypto.SecretFiles;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/// Blobs as files of one directory, in folders by the first two digits of their names.
public final class DiskBlobs implements BlobStore {
  private static final int FOLDER_DIGITS = 2;

  /// Each holds a file open.
  private static final int WRITERS_MAX = 512;

  private static final int READERS_MAX = 512;

  private final Path directory;

  private DiskBlobs(Path directory) {
    this.directory = directory;
  }

  /// Makes the directory, for its owner alone, if it is missing.
  public static DiskBlobs open(Path directory) throws IOException {
    if (!Files.isDirectory(directory)) {
      SecretFiles.createDirectory(directory);
    }
    return new DiskBlobs(directory);
  }

  @Override
  public Writer write(BlobId id, long offset) throws IOException {
    Path file = file(id);
    Files.createDirectories(folder(file));
    FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    try {
      if (channel.size() < offset) {
        throw new IOException("a blob is shorter than what was saved of it");
      }
      channel.truncate(offset);
      channel.position(offset);
      return new DiskWriter(channel);
    } catch (IOException e) {
      channel.close();
      throw e;
    }
  }

  @Override
  public Reader read(BlobId id, long offset) throws IOException {
    FileChannel channel = FileChannel.open(file(id), StandardOpenOption.READ);
    channel.position(offset);
    return new DiskReader(channel);
  }

  @Override
  public void delete(BlobId id, long size) throws IOException {
    Files.deleteIfExists(file(id));
  }

  @Override
  public long freeBytes() throws IOException {
    // Not by way of the list of mounts, which a root of its own may not be in.
    return directory.toFile().getUsableSpace();
  }

  @Override
  public int writersMax() {
    return WRITERS_MAX;
  }

  @Override
  public int readersMax() {
    return READERS_MAX;
  }

  @Override
  public void close() {}

  private Path file(BlobId id) {
    String name = id.name();
    return directory.resolve(name.substring(0, FOLDER_DIGITS)).resolve(name);
  }

  private Path folder(Path file) {
    Path folder = file.getParent();
    return folder == null ? directory : folder;
  }

  private static final class DiskWriter implements Writer {
    private final FileChannel channel;

    DiskWriter(FileChannel channel) {
      this.channel = channel;
    }

    @Override
    public void append(List<ByteBuffer> bytes) throws IOException {
      ByteBuffer[] all = bytes.toArray(ByteBuffer[]::new);
      ByteBuffer last = all[all.length - 1];
      while (last.hasRemaining()) {
        channel.write(all);
      }
    }

    @Override
    public long save() throws IOException {
      long through = channel.position();
      channel.force(false);
      return through;
    }

    @Override
    public void finish() throws IOException {
      channel.force(true);
    }

    @Override
    public void close() throws IOException {
      channel.close();
    }
  }

  private static final class DiskReader implements Reader {
    private final FileChannel channel;

    DiskReader(FileChannel channel) {
      this.channel = channel;
    }

    @Override
    public int read(byte[] into) throws IOException {
      ByteBuffer buffer = ByteBuffer.wrap(into);
      while (buffer.hasRemaining() && channel.read(buffer) >= 0) {
        // A file may come in parts.
      }
      return buffer.position();
    }

    @Override
    public void close() throws IOException {
      channel.close();
    }
  }
}
