package dev.chit.client.files;

import dev.chit.client.UsageException;
import dev.chit.core.FileId;
import dev.chit.sessions.file.BadPieceException;
import dev.chit.sessions.file.PieceCipher;
import dev.chit.sessions.file.PieceLayout;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;

/// A file that is being saved: hidden beside its place until it is whole. With it lie the tags of
/// its pieces, so that what an earlier attempt left is checked like what comes, whatever happened
/// to the disk meanwhile.
final class PartFile implements AutoCloseable {
  private static final int NAMES_TRIED = 10_000;
  private static final int ID_DIGITS = 16;
  private static final long LITTLE_BYTES = 1 << 20;

  private final Path directory;
  private final Path part;
  private final Path tagFile;
  private final FileChannel data;
  private final FileChannel tags;
  private final PieceLayout layout;
  private final byte[] sealed = new byte[PieceLayout.SEALED_LENGTH];
  private final byte[] plain = new byte[PieceLayout.PIECE_LENGTH];
  private long good;

  private PartFile(
      Path directory,
      Path part,
      Path tagFile,
      FileChannel data,
      FileChannel tags,
      PieceLayout layout) {
    this.directory = directory;
    this.part = part;
    this.tagFile = tagFile;
    this.data = data;
    this.tags = tags;
    this.layout = layout;
  }

  /// @throws UsageException `bad-directory`, or `disk-full` if the file will not fit
  static PartFile open(Path directory, FileId id, PieceLayout layout) throws UsageException {
    if (!Files.isDirectory(directory)) {
      throw new UsageException("bad-directory", "There is no folder " + directory + ".");
    }
    String name = ".chit-" + id.toString().substring(0, ID_DIGITS);
    Path part = directory.resolve(name + ".part");
    Path tagFile = directory.resolve(name + ".tags");
    try {
      FileChannel data = open(part);
      try {
        if (directory.toFile().getUsableSpace() < layout.size() - data.size()) {
          throw new UsageException(
              "disk-full", "The disk of " + directory + " has no room for this file.");
        }
        return new PartFile(directory, part, tagFile, data, open(tagFile), layout);
      } catch (IOException | UsageException e) {
        if (data.size() == 0) {
          Files.deleteIfExists(part);
        }
        data.close();
        throw e;
      }
    } catch (IOException e) {
      throw new UsageException("bad-directory", directory + " cannot be written to.");
    }
  }

  private static FileChannel open(Path file) throws IOException {
    return FileChannel.open(
        file,
        StandardOpenOption.CREATE,
        StandardOpenOption.READ,
        StandardOpenOption.WRITE,
        java.nio.file.LinkOption.NOFOLLOW_LINKS);
  }

  /// Checks what is there, piece by piece, and drops what is behind the last good one.
  void recheck(Stretches.Walk keys) throws UsageException {
    try {
      long piece = 0;
      while (piece < layout.pieces() && isGood(piece, keys)) {
        piece++;
      }
      data.truncate(Math.min(layout.size(), piece * PieceLayout.PIECE_LENGTH));
      tags.truncate(piece * PieceLayout.TAG_LENGTH);
      good = piece;
    } catch (IOException e) {
      throw failed();
    }
  }

  /// How many pieces are here, from the first on.
  long good() {
    return good;
  }

  private boolean isGood(long piece, Stretches.Walk keys) throws IOException {
    int length = layout.length(piece);
    var tag = new byte[PieceLayout.TAG_LENGTH];
    if (!read(tags, tag, tag.length, piece * tag.length)
        || !read(data, plain, length, layout.offset(piece))) {
      return false;
    }
    // Sealing gives the tag again. What it seals stays here.
    keys.at(piece).seal(piece, plain, sealed);
    return Arrays.equals(tag, Arrays.copyOfRange(sealed, length, length + tag.length));
  }

  private static boolean read(FileChannel from, byte[] into, int length, long at)
      throws IOException {
    ByteBuffer buffer = ByteBuffer.wrap(into, 0, length);
    while (buffer.hasRemaining()) {
      if (from.read(buffer, at + buffer.position()) < 0) {
        return false;
      }
    }
    return true;
  }

  /// Opens the next piece and keeps it.
  ///
  /// @throws BadPieceException if it is not that piece; nothing was kept
  void take(PieceCipher cipher, byte[] from, int sealedLength)
      throws BadPieceException, UsageException {
    long piece = good;
    int length = cipher.open(piece, from, sealedLength, plain);
    try {
      write(data, ByteBuffer.wrap(plain, 0, length), layout.offset(piece));
      write(
          tags,
          ByteBuffer.wrap(from, length, PieceLayout.TAG_LENGTH),
          piece * PieceLayout.TAG_LENGTH);
      good++;
    } catch (IOException e) {
      throw failed();
    }
  }

  private static void write(FileChannel to, ByteBuffer bytes, long at) throws IOException {
    long from = at - bytes.position();
    while (bytes.hasRemaining()) {
      to.write(bytes, from + bytes.position());
    }
  }

  private UsageException failed() {
    boolean isFull = directory.toFile().getUsableSpace() < LITTLE_BYTES;
    return new UsageException(
        isFull ? "disk-full" : "cannot-write",
        (isFull ? "The disk of " + directory + " is full" : directory + " cannot be written to")
            + "; what came so far is kept, and saving again goes on from there.");
  }

  /// Gives the whole file its name, or the next that is free.
  Path finish(String name) throws UsageException {
    try {
      data.force(true);
      for (int number = 1; number <= NAMES_TRIED; number++) {
        Path target = place(directory, name, number);
        if (appear(target)) {
          Files.deleteIfExists(part);
          Files.deleteIfExists(tagFile);
          return target;
        }
      }
    } catch (IOException e) {
      throw failed();
    }
    throw new UsageException("name-taken", "Too many files are called " + name + ".");
  }

  /// Where the system can write no other letters, as under `LC_ALL=C`, they are escaped.
  static Path place(Path directory, String name, int number) {
    try {
      return directory.resolve(FileNames.numbered(name, number));
    } catch (InvalidPathException e) {
      return directory.resolve(FileNames.numbered(FileNames.ascii(name), number));
    }
  }

  /// A second link to the same file, which never replaces another, where the file system has links.
  private boolean appear(Path target) throws IOException {
    try {
      Files.createLink(target, part);
      return true;
    } catch (FileAlreadyExistsException e) {
      return false;
    } catch (UnsupportedOperationException | IOException e) {
      if (Files.exists(target, java.nio.file.LinkOption.NOFOLLOW_LINKS)) {
        return false;
      }
      Files.move(part, target);
      return true;
    }
  }

  /// Leaves what came; nothing if nothing came.
  @Override
  public void close() {
    try (data;
        tags) {
      if (good == 0) {
        Files.deleteIfExists(part);
        Files.deleteIfExists(tagFile);
      }
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
