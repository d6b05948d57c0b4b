package dev.chit.client.files;

import com.google.protobuf.ByteString;
import dev.chit.client.ChitException;

/// A way for sealed pieces that keeps them for those who are not there: by the server. It carries
/// bytes and cannot read them.
public interface PieceRoute extends PieceSupply {

  /// What there is of a blob at the other end.
  ///
  /// @param bytes from the beginning on; the whole size only once all of it is in safety
  /// @param untilMillis until when it is kept there, epoch milliseconds
  record Stored(long bytes, long untilMillis) {}

  /// How much of a blob of this account is at the other end.
  Stored stored(ByteString blob) throws ChitException, InterruptedException;

  /// Sends a blob's bytes from an offset on; what is behind it at the other end is replaced.
  ///
  /// @param size of the whole blob
  Sink send(ByteString blob, long size, long offset) throws ChitException, InterruptedException;

  /// Forgets a blob of this account at the other end, if there is one.
  void delete(ByteString blob) throws ChitException, InterruptedException;

  /// Takes bytes, no faster than the other end does. For one thread.
  interface Sink extends AutoCloseable {
    /// The array is the sink's from now on.
    void put(byte[] sealed, int length) throws ChitException, InterruptedException;

    /// Waits until the other end has all of it in safety.
    ///
    /// @return until when it is kept there, epoch milliseconds
    long finish() throws ChitException, InterruptedException;

    /// Ends it as it is.
    @Override
    void close();
  }
}
