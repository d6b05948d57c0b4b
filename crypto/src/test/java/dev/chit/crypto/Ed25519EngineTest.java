package dev.chit.crypto;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import dev.chit.core.VerifyKey;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Every engine, whichever is chosen on this machine, against the published vectors.
class Ed25519EngineTest {
  private static final byte[] MESSAGE = {1, 2, 3};

  /// All encodings of the eight points of small order, canonical and not.
  private static final List<String> SMALL_ORDER =
      List.of(
          "0100000000000000000000000000000000000000000000000000000000000000",
          "0100000000000000000000000000000000000000000000000000000000000080",
          "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
          "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
          "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
          "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
          "0000000000000000000000000000000000000000000000000000000000000000",
          "0000000000000000000000000000000000000000000000000000000000000080",
          "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
          "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
          "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
          "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc85",
          "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
          "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa");

  static Stream<Ed25519Engine> engines() throws GeneralSecurityException {
    return Stream.of(
        new Ed25519Engine(Ed25519Choice.amazonCorretto()),
        new Ed25519Engine(Ed25519Choice.conscrypt()),
        new Ed25519Engine(Ed25519Choice.jdk()));
  }

  @ParameterizedTest
  @MethodSource("engines")
  void passesTheSelfTest(Ed25519Engine engine) {
    assertDoesNotThrow(() -> Ed25519SelfTest.run(engine));
  }

  @ParameterizedTest
  @MethodSource("engines")
  void signsAndVerifiesAsTheStandardDoes(Ed25519Engine engine) throws Exception {
    for (JsonObject one : Vectors.cases(Vectors.read("ed25519-edge.json"), "rfc8032")) {
      byte[] seed = Vectors.bytes(one, "seed");
      VerifyKey key = VerifyKey.of(Vectors.bytes(one, "publicKey"));
      byte[] message = Vectors.bytes(one, "message");
      byte[] signature = Vectors.bytes(one, "signature");
      assertEquals(key, Ed25519Keys.publicOf(seed));
      assertArrayEquals(signature, engine.sign(seed, message));
      assertTrue(engine.verify(key, message, signature), Vectors.text(one, "name"));
    }
  }

  @ParameterizedTest
  @MethodSource("engines")
  void givesThePublishedVerdictOnEveryEdgeCase(Ed25519Engine engine) throws Exception {
    for (JsonObject one : Vectors.cases(Vectors.read("ed25519-edge.json"), "cases")) {
      assertEquals(
          one.get("valid").getAsBoolean(),
          engine.verify(
              VerifyKey.of(Vectors.bytes(one, "publicKey")),
              Vectors.bytes(one, "message"),
              Vectors.bytes(one, "signature")),
          Vectors.text(one, "source") + ": " + Vectors.text(one, "name"));
    }
  }

  @ParameterizedTest
  @MethodSource("engines")
  void refusesEveryKeyOfSmallOrder(Ed25519Engine engine) {
    // S = 0 and R = A: for one message in eight or fewer the bare equation holds.
    for (String point : SMALL_ORDER) {
      byte[] bytes = HexFormat.of().parseHex(point);
      byte[] signature = java.util.Arrays.copyOf(bytes, 64);
      for (byte i = 0; i < 32; i++) {
        assertFalse(engine.verify(VerifyKey.of(bytes), new byte[] {i}, signature), point);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("engines")
  void refusesEverySignatureMovedByTheOrder(Ed25519Engine engine) {
    var order =
        BigInteger.TWO.pow(252).add(new BigInteger("27742317777372353535851937790883648493"));
    byte[] seed = new byte[32];
    VerifyKey key = Ed25519Keys.publicOf(seed);
    byte[] good = engine.sign(seed, MESSAGE);
    assertTrue(engine.verify(key, MESSAGE, good));
    BigInteger scalar = littleEndian(good, 32);
    for (int times = 1; times < 16; times++) {
      BigInteger moved = scalar.add(order.multiply(BigInteger.valueOf(times)));
      if (moved.bitLength() <= 256) {
        byte[] signature = good.clone();
        for (int i = 0; i < 32; i++) {
          signature[32 + i] = moved.shiftRight(8 * i).byteValue();
        }
        assertFalse(engine.verify(key, MESSAGE, signature), "S + " + times + " L");
      }
    }
  }

  @ParameterizedTest
  @MethodSource("engines")
  void refusesEveryFlippedBit(Ed25519Engine engine) {
    byte[] seed = new byte[32];
    VerifyKey key = Ed25519Keys.publicOf(seed);
    byte[] good = engine.sign(seed, MESSAGE);
    for (int bit = 0; bit < 8 * good.length; bit++) {
      byte[] flipped = good.clone();
      flipped[bit / 8] ^= (byte) (1 << bit % 8);
      assertFalse(engine.verify(key, MESSAGE, flipped), "bit " + bit);
    }
  }

  @ParameterizedTest
  @MethodSource("engines")
  void saysNoToWhatIsNoPointOrNoSignature(Ed25519Engine engine) {
    byte[] seed = new byte[32];
    VerifyKey key = Ed25519Keys.publicOf(seed);
    byte[] good = engine.sign(seed, MESSAGE);
    assertFalse(engine.verify(key, MESSAGE, new byte[0]));
    assertFalse(engine.verify(key, MESSAGE, java.util.Arrays.copyOf(good, 63)));
    assertFalse(engine.verify(key, MESSAGE, java.util.Arrays.copyOf(good, 65)));
    byte[] noPoint = new byte[32];
    noPoint[0] = 2;
    assertFalse(engine.verify(VerifyKey.of(noPoint), MESSAGE, good));
    assertTrue(engine.verify(key, MESSAGE, good), "and goes on as before");
  }

  @ParameterizedTest
  @MethodSource("engines")
  void manyThreadsShareOne(Ed25519Engine engine) throws Exception {
    byte[] seed = new byte[32];
    VerifyKey key = Ed25519Keys.publicOf(seed);
    List<Callable<Boolean>> calls = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      byte[] message = {(byte) i};
      calls.add(() -> engine.verify(key, message, engine.sign(seed, message)));
    }
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Future<Boolean> good : threads.invokeAll(calls)) {
        assertTrue(good.get());
      }
    }
  }

  @Test
  void theNativeOneIsChosenHere() {
    assertTrue(Ed25519.isNative(), Ed25519.providerName());
    assertTrue(Ed25519.providerName().startsWith("AmazonCorretto"), Ed25519.providerName());
  }

  @Test
  void theJdksOwnIsChosenWhereAsked() {
    System.setProperty("chit.ed25519", "jdk");
    try {
      Ed25519Choice choice = Ed25519Choice.make();
      assertFalse(choice.isNative());
      assertTrue(choice.engine().name().startsWith("SunEC"), choice.engine().name());
    } finally {
      System.clearProperty("chit.ed25519");
    }
    assertTrue(Ed25519Choice.make().isNative());
  }

  private static BigInteger littleEndian(byte[] bytes, int at) {
    BigInteger value = BigInteger.ZERO;
    for (int i = bytes.length - 1; i >= at; i--) {
      value = value.shiftLeft(8).or(BigInteger.valueOf(bytes[i] & 0xff));
    }
    return value;
  }
}
