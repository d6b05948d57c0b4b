package dev.chit.crypto;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.chit.core.Label;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HexFormat;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SigningKeyTest {
  @TempDir Path directory;

  @Test
  void aSignatureUnderOneLabelIsWorthNothingUnderAnother() {
    SigningKey key = SigningKey.generate();
    byte[] part = {1};
    byte[] signature = key.sign(Label.ORDER, part);
    var verifier = Ed25519.verifier();
    assertTrue(verifier.verify(key.verifyKey(), Label.ORDER.before(part), signature));
    assertFalse(verifier.verify(key.verifyKey(), Label.DEVICE.before(part), signature));
  }

  @Test
  void twoGeneratedKeysDiffer() {
    assertNotEquals(SigningKey.generate().verifyKey(), SigningKey.generate().verifyKey());
  }

  @Test
  void theSeedBringsTheSameKeyBack() {
    SigningKey key = SigningKey.generate();
    assertEquals(key.verifyKey(), SigningKey.ofSeed(key.seed()).verifyKey());
  }

  @Test
  void aSeedHas32Bytes() {
    assertThrows(IllegalArgumentException.class, () -> SigningKey.ofSeed(new byte[31]));
    assertThrows(IllegalArgumentException.class, () -> SigningKey.ofSeed(new byte[33]));
  }

  @Test
  void aDestroyedKeySignsNoMore() {
    SigningKey key = SigningKey.generate();
    key.destroy();
    assertTrue(key.isDestroyed());
    assertThrows(IllegalStateException.class, () -> key.sign(new byte[1]));
    assertThrows(IllegalStateException.class, key::seed);
  }

  @Test
  void itsTextHoldsNoSecret() {
    SigningKey key = SigningKey.generate();
    String seed = HexFormat.of().formatHex(key.seed());
    assertFalse(key.toString().contains(seed));
    assertTrue(key.toString().contains(key.verifyKey().toString()));
  }

  @Test
  void aSavedKeyIsReadableByItsOwnerOnlyAndComesBack() throws IOException {
    Path file = directory.resolve("deep/inside/log.key");
    SigningKey key = SigningKey.generate();
    key.save(file);
    assertEquals("rw-------", mode(file));
    assertEquals("rwx------", mode(directory.resolve("deep")));
    assertEquals("rwx------", mode(directory.resolve("deep/inside")));
    assertEquals(key.verifyKey(), SigningKey.load(file).verifyKey());
    try (Stream<Path> files = Files.list(directory.resolve("deep/inside"))) {
      assertEquals(1, files.count(), "nothing is left beside it");
    }
  }

  @Test
  void aKeyIsNeverWrittenOverAnother() throws IOException {
    Path file = directory.resolve("operator.key");
    SigningKey first = SigningKey.generate();
    first.save(file);
    SigningKey second = SigningKey.generate();
    assertThrows(FileAlreadyExistsException.class, () -> second.save(file));
    assertEquals(first.verifyKey(), SigningKey.load(file).verifyKey());
  }

  @Test
  void aKeyThatOthersCanReadIsRefused() throws IOException {
    Path file = directory.resolve("log.key");
    SigningKey.generate().save(file);
    for (String mode : new String[] {"rw-r-----", "rw----r--", "rw--w----"}) {
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
      var refused = assertThrows(FileSystemException.class, () -> SigningKey.load(file));
      assertTrue(refused.toString().contains("chmod 600"), refused.toString());
    }
  }

  @Test
  void aFileOfAnotherLengthIsNoKey() throws IOException {
    Path file = directory.resolve("log.key");
    for (int length : new int[] {0, 31, 33}) {
      SecretFiles.replace(file, new byte[length]);
      assertThrows(IOException.class, () -> SigningKey.load(file));
    }
  }

  private static String mode(Path file) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
  }
}
