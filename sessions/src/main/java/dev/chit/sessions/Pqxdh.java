package dev.chit.sessions;

import dev.chit.core.Sha256;
import dev.chit.crypto.DeviceStatement;
import dev.chit.crypto.Secrets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The start of a session: PQXDH (revision 3), X25519 and ML-KEM-768.
final class Pqxdh {
  private static final byte[] NONE = new byte[X25519.LENGTH];

  private Pqxdh() {}

  /// All that both ends must agree on, besides the secrets (PQXDH §3.3 AD and §4.12).
  record Agreed(
      DeviceStatement starter,
      DeviceStatement answerer,
      Header.Start start,
      byte[] signedX25519,
      byte @Nullable [] oneTimeX25519,
      byte[] kem,
      boolean kemIsLastResort) {

    byte[] transcript() {
      MessageDigest digest = Sha256.digest();
      digest.update(Labels.TRANSCRIPT.bytes());
      who(digest, starter);
      who(digest, answerer);
      var rest = new ByteWriter(256);
      rest.flag(start.afresh())
          .raw(start.ephemeral())
          .u32(start.signedX25519())
          .raw(signedX25519)
          .u32(start.oneTimeX25519())
          .raw(oneTimeX25519 == null ? NONE : oneTimeX25519)
          .u32(start.kem())
          .flag(kemIsLastResort)
          .raw(Sha256.of(kem))
          .raw(Sha256.of(start.kemCiphertext()));
      digest.update(rest.done());
      return digest.digest();
    }

    private static void who(MessageDigest digest, DeviceStatement device) {
      digest.update(
          new ByteWriter(84)
              .raw(device.account().bytes())
              .u32(device.device())
              .raw(device.deviceKey().bytes())
              .raw(device.agreementKey().bytes())
              .done());
    }
  }

  /// A new session at the starter's end. Draws from `random`: the ephemeral key (32), the
  /// encapsulation (32), the first ratchet key (32).
  ///
  /// @param bundle with every signature checked
  static Session start(
      LocalDevice me,
      DeviceStatement peer,
      PrekeyBundle bundle,
      boolean afresh,
      SecureRandom random,
      long nowMillis)
      throws BadKeyException {
    byte[] signedPrekey = bundle.signedX25519().publicKey();
    byte[] kemPrekey = bundle.kem().publicKey();
    Prekey oneTime = bundle.oneTimeX25519();
    byte[] oneTimePrekey = oneTime == null ? null : oneTime.publicKey();
    X25519.Pair ephemeral = X25519.Pair.generate(random);
    byte[] mine = me.agreementPrivateKey;
    byte[] dh1 = X25519.agree(mine, signedPrekey);
    byte[] dh2 = X25519.agree(ephemeral.privateKey(), peer.agreementKey().bytes());
    byte[] dh3 = X25519.agree(ephemeral.privateKey(), signedPrekey);
    byte[] dh4 =
        oneTimePrekey == null ? new byte[0] : X25519.agree(ephemeral.privateKey(), oneTimePrekey);
    MlKem768.Encapsulated kem = MlKem768.encapsulate(kemPrekey, random);
    Secrets.wipe(ephemeral.privateKey());
    var start =
        new Header.Start(
            afresh,
            bundle.signedX25519().id(),
            oneTime == null ? 0 : oneTime.id(),
            bundle.kem().id(),
            ephemeral.publicKey(),
            kem.ciphertext());
    var agreed =
        new Agreed(
            me.statement(),
            peer,
            start,
            signedPrekey,
            oneTimePrekey,
            kemPrekey,
            bundle.kemIsLastResort());
    byte[] root = KeySchedule.start(dh1, dh2, dh3, dh4, kem.secret());
    X25519.Pair own = X25519.Pair.generate(random);
    KeySchedule.RootAndChain first =
        KeySchedule.root(root, X25519.agree(own.privateKey(), signedPrekey));
    Secrets.wipe(root);
    return new Session(
        ephemeral.publicKey(),
        agreed.transcript(),
        true,
        afresh,
        false,
        start,
        first.root(),
        new Session.Sending(own, first.chain(), 0, new Session.NoHealing()),
        null,
        0,
        List.of(),
        SkippedKeys.NONE,
        0,
        nowMillis);
  }

  /// The same session at the other end, before its first message is received: the signed prekey is
  /// its first ratchet key. Empty when a prekey is gone.
  static @Nullable Session answer(
      LocalDevice me, DeviceStatement peer, Header.Start start, long nowMillis)
      throws BadKeyException {
    LocalDevice.X25519Prekey signed = me.signedPrekey(start.signedX25519());
    LocalDevice.KemPrekey kem = me.kemPrekey(start.kem());
    LocalDevice.X25519Prekey oneTime =
        start.oneTimeX25519() == 0 ? null : me.oneTimePrekey(start.oneTimeX25519());
    if (signed == null || kem == null || (oneTime == null && start.oneTimeX25519() != 0)) {
      return null;
    }
    byte[] theirs = peer.agreementKey().bytes();
    byte[] dh1 = X25519.agree(signed.pair().privateKey(), theirs);
    byte[] dh2 = X25519.agree(me.agreementPrivateKey, start.ephemeral());
    byte[] dh3 = X25519.agree(signed.pair().privateKey(), start.ephemeral());
    byte[] dh4 =
        oneTime == null
            ? new byte[0]
            : X25519.agree(oneTime.pair().privateKey(), start.ephemeral());
    MlKem768.Opened opened = MlKem768.open(kem.seed(), start.kemCiphertext());
    var agreed =
        new Agreed(
            peer,
            me.statement(),
            start,
            signed.pair().publicKey(),
            oneTime == null ? null : oneTime.pair().publicKey(),
            opened.publicKey(),
            kem.lastResort());
    return new Session(
        start.ephemeral(),
        agreed.transcript(),
        false,
        start.afresh(),
        false,
        null,
        KeySchedule.start(dh1, dh2, dh3, dh4, opened.secret()),
        new Session.Sending(signed.pair(), NONE, 0, new Session.NoHealing()),
        null,
        0,
        List.of(),
        SkippedKeys.NONE,
        0,
        nowMillis);
  }
}
