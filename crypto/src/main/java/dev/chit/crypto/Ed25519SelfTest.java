package dev.chit.crypto;

import dev.chit.core.VerifyKey;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.HexFormat;

/// What an engine must get right before it may judge: a published signature (RFC 8032 §7.1, test
/// 3), made and checked, and cases on which implementations are known to differ ("Taming the many
/// EdDSAs", cases 2 and 4, and a signature whose S was moved by the order).
final class Ed25519SelfTest {
  private static final byte[] SEED =
      hex("c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7");
  private static final VerifyKey KEY =
      VerifyKey.of(hex("fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025"));
  private static final byte[] MESSAGE = hex("af82");
  private static final byte[] SIGNATURE =
      hex(
          "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac"
              + "18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a");

  private Ed25519SelfTest() {}

  /// @throws GeneralSecurityException saying what went wrong
  static void run(Ed25519Engine engine) throws GeneralSecurityException {
    check(Ed25519Keys.publicOf(SEED).equals(KEY), "derives another public key");
    check(Arrays.equals(engine.sign(SEED, MESSAGE), SIGNATURE), "signs differently");
    check(engine.verify(KEY, MESSAGE, SIGNATURE), "refuses a good signature");
    check(!engine.verify(KEY, hex("af83"), SIGNATURE), "accepts another message");
    for (int at : new int[] {0, 31, 32, 62}) {
      byte[] flipped = SIGNATURE.clone();
      flipped[at] ^= 1;
      check(!engine.verify(KEY, MESSAGE, flipped), "accepts a changed signature");
    }
    check(
        engine.verify(
            VerifyKey.of(hex("f7badec5b8abeaf699583992219b7b223f1df3fbbea919844e3f7c554a43dd43")),
            hex("aebf3f2601a0c8c5d39cc7d8911642f740b78168218da8471772b35f9d35b9ab"),
            hex(
                "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa"
                    + "8c4bd45aecaca5b24fb97bc10ac27ac8751a7dfe1baff8b953ec9f5833ca260e")),
        "refuses an exact equation with torsion");
    check(
        !engine.verify(
            VerifyKey.of(hex("cdb267ce40c5cd45306fa5d2f29731459387dbf9eb933b7bd5aed9a765b88d4d")),
            hex("e47d62c63f830dc7a6851a0b1f33ae4bb2f507fb6cffec4011eaccd55b53f56c"),
            hex(
                "160a1cb0dc9c0258cd0a7d23e94d8fa878bcb1925f2c64246b2dee1796bed512"
                    + "5ec6bc982a269b723e0668e540911a9a6a58921d6925e434ab10aa7940551a09")),
        "multiplies by the cofactor");
  }

  private static void check(boolean good, String what) throws GeneralSecurityException {
    if (!good) {
      throw new GeneralSecurityException("self-test: " + what);
    }
  }

  private static byte[] hex(String digits) {
    return HexFormat.of().parseHex(digits);
  }
}
