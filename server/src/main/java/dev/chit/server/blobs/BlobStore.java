package dev.chit.server.blobs;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;

/// Where blobs' bytes lie. It knows no owners and no limits; one writer at a time writes a blob,
/// and only whole blobs are read.
public interface BlobStore extends AutoCloseable {
  /// Writes a blob from an offset on, which is 0 or what [Writer#save] has returned; what lies
  /// behind it is dropped.
  Writer write(BlobId id, long offset) throws IOException;

  /// Reads a whole blob from an offset on.
  Reader read(BlobId id, long offset) throws IOException;

  /// Removes whatever there is of a blob.
  ///
  /// @param size of the whole blob
  void delete(BlobId id, long size) throws IOException;

  /// How much more fits; `Long.MAX_VALUE` if nobody can tell.
  long freeBytes() throws IOException;

  /// How many blobs may be written at once, for what each holds meanwhile.
  int writersMax();

  /// How many blobs may be read at once.
  int readersMax();

  @Override
  void close();

  /// Writes one blob. By one thread at a time, but for [#save].
  interface Writer extends AutoCloseable {
    void append(List<ByteBuffer> bytes) throws IOException;

    /// Brings to safety what was appended before. May run while more is appended.
    ///
    /// @return the offset from which a later writer can go on, whatever happens to this process
    long save() throws IOException;

    /// Ends the blob: all of it is safe, and can be read.
    void finish() throws IOException;

    /// Lets go of it; what was neither saved nor finished may be gone.
    @Override
    void close() throws IOException;
  }

  /// Reads one blob. For one thread at a time.
  interface Reader extends AutoCloseable {
    /// Fills the array as far as there is something left.
    ///
    /// @return how many bytes; fewer than asked for only at the end
    int read(byte[] into) throws IOException;

    @Override
    void close() throws IOException;
  }
}
