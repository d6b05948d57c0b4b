package dev.chit.wire;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import dev.chit.core.log.Hash;
import java.util.List;

/// Proofs as messages, and back.
public final class Proofs {
  private Proofs() {}

  public static dev.chit.wire.v1.InclusionProof message(dev.chit.core.log.InclusionProof proof) {
    return dev.chit.wire.v1.InclusionProof.newBuilder().addAllHashes(bytes(proof.hashes())).build();
  }

  /// @throws IllegalArgumentException if there are too many hashes, or one is not of 32 bytes
  public static dev.chit.core.log.InclusionProof of(dev.chit.wire.v1.InclusionProof message) {
    return new dev.chit.core.log.InclusionProof(hashes(message.getHashesList()));
  }

  public static dev.chit.wire.v1.ConsistencyProof message(
      dev.chit.core.log.ConsistencyProof proof) {
    return dev.chit.wire.v1.ConsistencyProof.newBuilder()
        .addAllHashes(bytes(proof.hashes()))
        .build();
  }

  /// @throws IllegalArgumentException if there are too many hashes, or one is not of 32 bytes
  public static dev.chit.core.log.ConsistencyProof of(dev.chit.wire.v1.ConsistencyProof message) {
    return new dev.chit.core.log.ConsistencyProof(hashes(message.getHashesList()));
  }

  private static List<ByteString> bytes(List<Hash> hashes) {
    return hashes.stream().map(hash -> UnsafeByteOperations.unsafeWrap(hash.bytes())).toList();
  }

  private static List<Hash> hashes(List<ByteString> bytes) {
    return bytes.stream().map(hash -> Hash.of(hash.toByteArray())).toList();
  }
}
