package dev.chit.sessions;

import dev.chit.core.Label;
import dev.chit.core.SignatureVerifier;
import dev.chit.core.VerifyKey;
import org.jspecify.annotations.Nullable;

/// Believes nothing that a server hands out: every prekey must be signed, for its purpose and under
/// its id, by the device key of the peer's logged statement.
final class PrekeyCheck {
  private PrekeyCheck() {}

  /// Null when all is well.
  static @Nullable SealFailure failureOf(
      PrekeyBundle bundle, PeerState peer, SignatureVerifier verifier) {
    if (!bundle.device().equals(peer.statement())) {
      return SealFailure.WRONG_DEVICE;
    }
    VerifyKey signer = peer.statement().deviceKey();
    Prekey oneTime = bundle.oneTimeX25519();
    boolean allSigned =
        signed(
                bundle.signedX25519(),
                Prekey.X25519_VALUE_BYTES,
                Labels.SIGNED_X25519,
                signer,
                verifier)
            && (oneTime == null
                || signed(
                    oneTime, Prekey.X25519_VALUE_BYTES, Labels.ONE_TIME_X25519, signer, verifier))
            && signed(
                bundle.kem(),
                Prekey.KEM_VALUE_BYTES,
                bundle.kemIsLastResort() ? Labels.LAST_RESORT_KEM : Labels.ONE_TIME_KEM,
                signer,
                verifier);
    return allSigned ? null : SealFailure.BAD_PREKEY;
  }

  private static boolean signed(
      Prekey prekey, int length, Label label, VerifyKey signer, SignatureVerifier verifier) {
    return prekey.id() != 0
        && prekey.value().length == length
        && verifier.verify(
            signer, label.before(idBytes(prekey.id()), prekey.publicKey()), prekey.signature());
  }

  static byte[] idBytes(int id) {
    return new ByteWriter(4).u32(id).done();
  }
}
