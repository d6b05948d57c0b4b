package dev.chit.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.google.protobuf.ByteString;
import dev.chit.core.log.ConsistencyProof;
import dev.chit.core.log.Hash;
import dev.chit.core.log.InclusionProof;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProofsTest {
  private static final Hash HASH = Hash.parse("0123456789abcdef".repeat(4));

  @Test
  void aProofGoesThereAndBack() {
    var inclusion = new InclusionProof(List.of(HASH, HASH));
    var consistency = new ConsistencyProof(List.of(HASH));

    assertEquals(inclusion, Proofs.of(Proofs.message(inclusion)));
    assertEquals(consistency, Proofs.of(Proofs.message(consistency)));
  }

  @Test
  void aHashOfAnotherLengthIsRefused() {
    var message =
        dev.chit.wire.v1.InclusionProof.newBuilder()
            .addHashes(ByteString.copyFrom(new byte[31]))
            .build();

    assertThrows(IllegalArgumentException.class, () -> Proofs.of(message));
  }

  @Test
  void aProofLongerThanAnyTreeNeedsIsRefused() {
    ByteString hash = ByteString.copyFrom(HASH.bytes());
    var longest =
        dev.chit.wire.v1.InclusionProof.newBuilder()
            .addAllHashes(Collections.nCopies(InclusionProof.HASHES_MAX, hash))
            .build();
    var longer = longest.toBuilder().addHashes(hash).build();

    assertEquals(InclusionProof.HASHES_MAX, Proofs.of(longest).hashes().size());
    assertThrows(IllegalArgumentException.class, () -> Proofs.of(longer));
  }
}
