package dev.chit.client.files;

import com.google.protobuf.ByteString;
import dev.chit.client.ChitException;

/// Where sealed pieces come from: the server, or the sender's client over a direct link. What it
/// delivers is checked by whoever asked for it.
public interface PieceSupply extends AutoCloseable {

  /// Fetches a whole blob's bytes from an offset on, which is where a piece begins.
  Source fetch(ByteString blob, long offset) throws ChitException, InterruptedException;

  /// All of a file is saved, and nothing of it is wanted any more.
  default void taken(ByteString blob) {}

  @Override
  void close();

  /// Gives bytes. For one thread.
  interface Source extends AutoCloseable {
    /// Fills `into` up to `length`.
    ///
    /// @return how many bytes; fewer only at the end
    int next(byte[] into, int length) throws ChitException, InterruptedException;

    @Override
    void close();
  }
}
