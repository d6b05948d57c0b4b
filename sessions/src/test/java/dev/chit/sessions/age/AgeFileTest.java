package dev.chit.sessions.age;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.chit.sessions.age.AgeException.Problem;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class AgeFileTest {
  private static final char[] PASSPHRASE = "pässphrase".toCharArray();

  /// Small, so that thousands of openings take no time.
  private static final int LOG_N = 2;

  private static final int PIECE = SealingStream.PIECE;
  private static final int SEALED_PIECE = PIECE + AgeKeys.TAG_LENGTH;

  /// By filippo.io/age 1.1.1: “hello age”, and nothing.
  private static final String HELLO =
      "YWdlLWVuY3J5cHRpb24ub3JnL3YxCi0+IHNjcnlwdCBXR2hWTWEyRFBpM0xwNDRseDIyT29nIDEyCmRxTHVUSk0zTTVM"
          + "WTMrRTBkV2NXNDIxMUhSMzRwTktodEcvRnhBWG00cUUKLS0tIGoyWmxpclNlV201dHpwT0NCaDNrcjRzajFtSlZx"
          + "c0pRRzZ6aTF2allaNEkKj463tVqH7DmftreGYcu2Xterhr9c0aSG1tR0Ei7pEoqBLy3/u6vQcYE=";

  private static final String NOTHING =
      "YWdlLWVuY3J5cHRpb24ub3JnL3YxCi0+IHNjcnlwdCBtRnJJZXhzWXpUK1VOT3NjL3JBWXhRIDEyCnRYVENWcko0VXlO"
          + "b2pBZXFDN0RUOTBaV09aUUpGUEN1MnJUOXN4RllQbWMKLS0tIDlYU2tZZWZZV2lkSEo0SnN0RUVLc0g1YnhUcmNU"
          + "S1FYQUliWnZVSmxnVWMKgE0GKiqRtKFuPS6rbRBOCxkrYMLKXThtqWGXhWamhVE=";

  @Test
  void whatAnotherProgramSealedOpens() throws Exception {
    assertEquals("hello age", new String(opened(Base64.getDecoder().decode(HELLO)), UTF_8));
    assertEquals(0, opened(Base64.getDecoder().decode(NOTHING)).length);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, PIECE - 1, PIECE, PIECE + 1, 3 * PIECE, 3 * PIECE + 17})
  void anyLengthComesBack(int length) throws Exception {
    byte[] plain = bytes(length);

    assertArrayEquals(plain, opened(sealed(plain)));
  }

  @Test
  void anyPassphraseButTheRightOneIsWrong() throws Exception {
    byte[] sealed = sealed(bytes(10));

    for (String other : new String[] {"passphrase", "pässphrase ", "Pässphrase", "p"}) {
      assertEquals(
          Problem.WRONG_PASSPHRASE,
          assertThrows(
                  AgeException.class,
                  () -> AgeFile.open(new ByteArrayInputStream(sealed), other.toCharArray()))
              .problem());
    }
  }

  @Test
  void everyChangedBitIsNoticed() throws Exception {
    byte[] sealed = sealed(bytes(40));

    for (int bit = 0; bit < 8 * sealed.length; bit++) {
      byte[] changed = sealed.clone();
      changed[bit / 8] ^= (byte) (1 << (bit % 8));
      assertThrows(AgeException.class, () -> opened(changed), "bit " + bit);
    }
  }

  @Test
  void everyMissingEndIsNoticed() throws Exception {
    byte[] sealed = sealed(bytes(40));
    for (int length = 0; length < sealed.length; length++) {
      byte[] cut = Arrays.copyOf(sealed, length);
      assertThrows(AgeException.class, () -> opened(cut), "length " + length);
    }

    byte[] three = sealed(bytes(2 * PIECE + 5));
    int payload = three.length - 2 * SEALED_PIECE - (5 + AgeKeys.TAG_LENGTH);
    for (int pieces = 0; pieces <= 2; pieces++) {
      byte[] cut = Arrays.copyOf(three, payload + pieces * SEALED_PIECE);
      assertThrows(AgeException.class, () -> opened(cut), pieces + " pieces");
    }
  }

  @Test
  void piecesCannotChangePlacesOrComeAfterTheLast() throws Exception {
    byte[] sealed = sealed(bytes(2 * PIECE));
    int payload = sealed.length - 2 * SEALED_PIECE;
    byte[] swapped = sealed.clone();
    System.arraycopy(sealed, payload, swapped, payload + SEALED_PIECE, SEALED_PIECE);
    System.arraycopy(sealed, payload + SEALED_PIECE, swapped, payload, SEALED_PIECE);
    assertThrows(AgeException.class, () -> opened(swapped));

    byte[] longer = Arrays.copyOf(sealed, sealed.length + SEALED_PIECE);
    System.arraycopy(sealed, payload + SEALED_PIECE, longer, sealed.length, SEALED_PIECE);
    assertThrows(AgeException.class, () -> opened(longer));
  }

  @Test
  void whatIsNoAgeFileIsSaidToBeNone() {
    for (String text : new String[] {"", "\n", "chit:1:AAAA\n", "age-encryption.org/v2\n"}) {
      assertEquals(Problem.NOT_AGE, problem(text), text);
    }
    assertEquals(Problem.NOT_AGE, problem("age-encryption.org/v1\n-> X25519 abc\n"));
  }

  @Test
  void aFileCannotAskForMoreWorkThanThereIsMemoryFor() {
    String salt = "AAAAAAAAAAAAAAAAAAAAAA";
    for (String cost : new String[] {"19", "99", "0", "018", "-1", "", "x"}) {
      assertEquals(
          Problem.DAMAGED, problem("age-encryption.org/v1\n-> scrypt " + salt + " " + cost + "\n"));
    }
  }

  private static Problem problem(String text) {
    return assertThrows(AgeException.class, () -> opened(text.getBytes(US_ASCII))).problem();
  }

  private static byte[] sealed(byte[] plain) throws IOException {
    var out = new ByteArrayOutputStream();
    try (var sealing = AgeFile.seal(out, PASSPHRASE, LOG_N, new SecureRandom())) {
      int half = plain.length / 2;
      sealing.write(plain, 0, half);
      sealing.write(plain, half, plain.length - half);
    }
    return out.toByteArray();
  }

  private static byte[] opened(byte[] sealed) throws IOException {
    try (InputStream in = AgeFile.open(new ByteArrayInputStream(sealed), PASSPHRASE)) {
      return in.readAllBytes();
    }
  }

  private static byte[] bytes(int length) {
    var bytes = new byte[length];
    new Random(length).nextBytes(bytes);
    return bytes;
  }
}
