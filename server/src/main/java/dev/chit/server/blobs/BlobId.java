package dev.chit.server.blobs;

import com.google.protobuf.ByteString;
import dev.chit.server.calls.Refusals;
import dev.chit.server.calls.RefusedException;
import dev.chit.wire.Limits;
import java.util.HexFormat;

/// A blob's id: 32 bytes, chosen by the sender. Whoever knows it may read the blob.
public record BlobId(ByteString bytes) {
  public BlobId {
    if (bytes.size() != Limits.BLOB_ID_BYTES) {
      throw new IllegalArgumentException(
          "blob id of " + bytes.size() + " bytes (expected: " + Limits.BLOB_ID_BYTES + ")");
    }
  }

  /// As it came from a client.
  static BlobId of(ByteString bytes) throws RefusedException {
    if (bytes.size() != Limits.BLOB_ID_BYTES) {
      throw new RefusedException(Refusals.badRequest("A blob's id has 32 bytes."));
    }
    return new BlobId(bytes);
  }

  /// What a store calls the blob: 64 lower-case hexadecimal digits.
  public String name() {
    return HexFormat.of().formatHex(bytes.toByteArray());
  }

  /// Without the id, which is a right.
  @Override
  public String toString() {
    return "BlobId";
  }
}
