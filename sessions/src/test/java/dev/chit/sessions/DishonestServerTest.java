package dev.chit.sessions;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.chit.core.ConversationId;
import dev.chit.core.Label;
import dev.chit.core.MessageId;
import dev.chit.crypto.SigningKey;
import java.util.Arrays;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A server that hands out anything but what the peer's device published is refused.
class DishonestServerTest {
  private final TestClock clock = new TestClock();
  private final TestDevice alice = new TestDevice(1, clock);
  private final TestDevice bob = new TestDevice(2, clock);
  private final TestDevice mallory = new TestDevice(3, clock);
  private final LocalDevice me = alice.me();
  private PeerState peer = PeerState.of(bob.statement());
  private PrekeyBundle good = bob.bundle();
  private PrekeyBundle evil = mallory.bundle();

  @BeforeEach
  void takePrekeys() {
    good = bob.bundle();
    evil = mallory.bundle();
  }

  @Test
  void anotherDevicesStatementIsRefused() {
    refused(
        SealFailure.WRONG_DEVICE,
        new PrekeyBundle(
            evil.device(), good.signedX25519(), good.oneTimeX25519(), good.kem(), false));
    refused(SealFailure.WRONG_DEVICE, evil);
  }

  @Test
  void aStatementOfTheSameIdentityThatIsNotTheLoggedOneIsRefused() {
    var random = new SeededRandom(9);
    SigningKey identity = SigningKey.generate();
    LocalDevice logged = LocalDevice.create(identity, 1, random, clock.instant());
    LocalDevice other = LocalDevice.create(identity, 1, random, clock.instant());
    peer = PeerState.of(logged.statement());
    PublishBatch batch = other.replenish(1, random, clock.instant()).batch();
    refused(
        SealFailure.WRONG_DEVICE,
        new PrekeyBundle(
            other.statement(), batch.signedX25519(), null, batch.oneTimeKem().getFirst(), false));
  }

  @Test
  void anotherDevicesPrekeysAreRefused() {
    refused(SealFailure.BAD_PREKEY, with(evil.signedX25519(), good.oneTimeX25519(), good.kem()));
    refused(SealFailure.BAD_PREKEY, with(good.signedX25519(), evil.oneTimeX25519(), good.kem()));
    refused(SealFailure.BAD_PREKEY, with(good.signedX25519(), good.oneTimeX25519(), evil.kem()));
  }

  @Test
  void prekeysInEachOthersPlacesAreRefused() {
    refused(SealFailure.BAD_PREKEY, with(oneTime(good), good.oneTimeX25519(), good.kem()));
    refused(SealFailure.BAD_PREKEY, with(good.signedX25519(), good.signedX25519(), good.kem()));
    // A one-time prekey passed off as the last resort, and the other way round.
    refused(
        SealFailure.BAD_PREKEY,
        new PrekeyBundle(
            good.device(), good.signedX25519(), good.oneTimeX25519(), good.kem(), true));
    bob.runOutOfOneTimePrekeys();
    PrekeyBundle last = bob.bundle();
    refused(
        SealFailure.BAD_PREKEY,
        new PrekeyBundle(last.device(), last.signedX25519(), null, last.kem(), false));
  }

  @Test
  void aPrekeyUnderAnotherIdIsRefused() {
    Prekey signed = good.signedX25519();
    for (int id : new int[] {0, signed.id() + 1, -1}) {
      refused(
          SealFailure.BAD_PREKEY,
          with(new Prekey(id, signed.value()), good.oneTimeX25519(), good.kem()));
    }
  }

  @Test
  void everyFlippedBitOfAPrekeyOrItsSignatureIsRefused() {
    for (int bit = 0; bit < 8 * Prekey.X25519_VALUE_BYTES; bit++) {
      refused(
          SealFailure.BAD_PREKEY,
          with(flipped(good.signedX25519(), bit), good.oneTimeX25519(), good.kem()));
      refused(
          SealFailure.BAD_PREKEY,
          with(good.signedX25519(), flipped(oneTime(good), bit), good.kem()));
    }
    for (int bit = 0; bit < 8 * Prekey.KEM_VALUE_BYTES; bit++) {
      refused(
          SealFailure.BAD_PREKEY,
          with(good.signedX25519(), good.oneTimeX25519(), flipped(good.kem(), bit)));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 64, 95, 97, 1248})
  void aPrekeyOfAnotherLengthIsRefused(int length) {
    refused(
        SealFailure.BAD_PREKEY,
        with(new Prekey(1, new byte[length]), good.oneTimeX25519(), good.kem()));
  }

  /// The points of small order of RFC 7748 §7 and their non-canonical twins, signed by the peer.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "0000000000000000000000000000000000000000000000000000000000000000",
        "0100000000000000000000000000000000000000000000000000000000000000",
        "e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800",
        "5f9c95bca3508c24b1d0b1559c83ef5b04445cc4581c8e86d8224eddd09f1157",
        "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
        "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
        "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f"
      })
  void aPrekeyOfSmallOrderIsRefusedThoughSigned(String hex) {
    byte[] point = HexFormat.of().parseHex(hex);
    SigningKey signer = bob.me().deviceKey();
    refused(
        SealFailure.BAD_PREKEY,
        with(signed(signer, Labels.SIGNED_X25519, point), good.oneTimeX25519(), good.kem()));
    refused(
        SealFailure.BAD_PREKEY,
        with(good.signedX25519(), signed(signer, Labels.ONE_TIME_X25519, point), good.kem()));
  }

  @Test
  void aKemPrekeyOutOfRangeIsRefusedThoughSigned() {
    var outOfRange = new byte[MlKem768.PUBLIC_LENGTH];
    Arrays.fill(outOfRange, (byte) 0xff);
    refused(
        SealFailure.BAD_PREKEY,
        with(
            good.signedX25519(),
            good.oneTimeX25519(),
            signed(bob.me().deviceKey(), Labels.ONE_TIME_KEM, outOfRange)));
  }

  private PrekeyBundle with(Prekey signed, @Nullable Prekey oneTime, Prekey kem) {
    return new PrekeyBundle(good.device(), signed, oneTime, kem, false);
  }

  private static Prekey oneTime(PrekeyBundle bundle) {
    Prekey oneTime = bundle.oneTimeX25519();
    if (oneTime == null) {
      throw new AssertionError("no one-time prekey");
    }
    return oneTime;
  }

  private static Prekey signed(SigningKey signer, Label label, byte[] publicKey) {
    byte[] signature = signer.sign(label, PrekeyCheck.idBytes(77), publicKey);
    return new Prekey(
        77, new ByteWriter(publicKey.length + 64).raw(publicKey).raw(signature).done());
  }

  private static Prekey flipped(Prekey prekey, int bit) {
    byte[] changed = prekey.value().clone();
    changed[bit / 8] ^= (byte) (1 << bit % 8);
    return new Prekey(prekey.id(), changed);
  }

  private void refused(SealFailure why, PrekeyBundle bundle) {
    var plain =
        new Plain(
            me.address().account(),
            peer.account(),
            ConversationId.of(new byte[16]),
            MessageId.of(new byte[16]),
            new byte[0]);
    SealResult result = alice.sessions.seal(me, peer, bundle, plain);
    assertEquals(why, assertInstanceOf(SealResult.SealRefused.class, result).failure());
  }
}
