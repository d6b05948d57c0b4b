package dev.chit.server.blobs;

import com.google.protobuf.ByteString;
import dev.chit.core.AccountId;
import dev.chit.server.calls.Refusals;
import dev.chit.server.calls.RefusedException;
import dev.chit.wire.v1.BlobHead;
import dev.chit.wire.v1.BlobState;
import dev.chit.wire.v1.GetBlobRequest;
import dev.chit.wire.v1.StatBlobRequest;
import java.io.IOException;
import java.sql.SQLException;
import java.util.Optional;

/// Blobs for a front end that has no words of the native protocol: each is written at one go. Its
/// methods block, as those of [Blobs] do, and the same limits count.
public final class Shelf {
  private final Blobs blobs;

  public Shelf(Blobs blobs) {
    this.blobs = blobs;
  }

  /// Begins a blob. Close it in the end.
  ///
  /// @param id 32 bytes that nobody can guess
  /// @param size 1 or more
  public Upload begin(AccountId owner, byte[] id, long size)
      throws RefusedException, IOException, SQLException {
    return blobs.begin(
        owner, BlobHead.newBuilder().setId(ByteString.copyFrom(id)).setSize(size).build());
  }

  /// Reads a whole blob, if it is there. Close it in the end.
  public Optional<Download> read(AccountId reader, byte[] id)
      throws RefusedException, IOException, SQLException {
    try {
      return Optional.of(
          blobs.read(reader, GetBlobRequest.newBuilder().setId(ByteString.copyFrom(id)).build()));
    } catch (RefusedException e) {
      if (e.refusal().equals(Refusals.UNKNOWN_BLOB)) {
        return Optional.empty();
      }
      throw e;
    }
  }

  /// Whether a whole blob is there, as far as is written down: cheaper than to read it.
  public boolean has(AccountId reader, byte[] id) throws RefusedException, SQLException {
    try {
      BlobState state =
          blobs.stat(reader, StatBlobRequest.newBuilder().setId(ByteString.copyFrom(id)).build());
      return state.getStored() == state.getSize();
    } catch (RefusedException e) {
      if (e.refusal().equals(Refusals.UNKNOWN_BLOB)) {
        return false;
      }
      throw e;
    }
  }

  /// Deletes a blob of the owner's, whether or not it is whole.
  public void delete(AccountId owner, byte[] id)
      throws RefusedException, IOException, SQLException {
    blobs.delete(owner, ByteString.copyFrom(id));
  }
}
