package dev.chit.sessions.vault;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VaultTest {
  private static final byte[] ROW = {1, 2, 3};
  private static final byte[] PLAIN = "dear diary".getBytes(UTF_8);
  private static final Unlock NONE = new Unlock.NoPassphrase();

  private final SecureRandom random = new SecureRandom();
  @TempDir Path parent;
  private Path file = Path.of("");

  @BeforeEach
  void place() {
    file = parent.resolve("home").resolve("vault");
  }

  @Test
  void whatWasSealedOpensAfterALaterStart() throws Exception {
    byte[] sealed;
    byte[] hash;
    try (Vault vault = Vault.create(file, NONE, random)) {
      sealed = vault.seal("message", ROW, PLAIN);
      hash = vault.keyedHash("message", ROW);
    }
    try (Vault vault = Vault.open(file, NONE, random)) {
      assertArrayEquals(PLAIN, vault.open("message", ROW, sealed));
      assertArrayEquals(hash, vault.keyedHash("message", ROW));
      assertEquals(PLAIN.length + Vault.ROW_OVERHEAD, sealed.length);
    }
  }

  @Test
  void aVaultOpensUnderItsPassphraseAloneAndUnderTheNextOneAfterAChange() throws Exception {
    byte[] sealed;
    try (Vault vault = Vault.create(file, passphrase("correct horse"), random)) {
      sealed = vault.seal("message", 7, PLAIN);
      assertProblem(VaultException.Problem.WRONG_PASSPHRASE, passphrase("correct horsf"));
      assertProblem(VaultException.Problem.PASSPHRASE_NEEDED, NONE);
      vault.relock(file, passphrase("battery staple"));
    }
    assertProblem(VaultException.Problem.WRONG_PASSPHRASE, passphrase("correct horse"));
    try (Vault vault = Vault.open(file, passphrase("battery staple"), random)) {
      assertArrayEquals(PLAIN, vault.open("message", 7, sealed));
      vault.relock(file, NONE);
    }
    try (Vault vault = Vault.open(file, NONE, random)) {
      assertArrayEquals(PLAIN, vault.open("message", 7, sealed));
    }
  }

  @Test
  void theSamePassphraseTypedInAnotherFormOfUnicodeOpens() throws Exception {
    Vault.create(file, passphrase("caf\u00e9"), random).close();
    Vault.open(file, passphrase("cafe\u0301"), random).close();
  }

  @Test
  void theFileIsItsOwnersAloneAndRefusedWhenOthersCanReadIt() throws Exception {
    Vault.create(file, NONE, random).close();
    assertEquals("rw-------", mode(file));
    assertEquals("rwx------", mode(parent.resolve("home")));
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
    assertThrows(IOException.class, () -> Vault.open(file, NONE, random));
  }

  @Test
  void aVaultIsNeverMadeOverAnother() throws Exception {
    Vault.create(file, NONE, random).close();
    byte[] before = Files.readAllBytes(file);
    assertThrows(FileAlreadyExistsException.class, () -> Vault.create(file, NONE, random));
    assertArrayEquals(before, Files.readAllBytes(file));
  }

  @Test
  void aRowOpensOnlyInItsPlaceAndUnchanged() throws Exception {
    try (Vault vault = Vault.create(file, NONE, random);
        Vault other = Vault.create(file.resolveSibling("other"), NONE, random)) {
      byte[] sealed = vault.seal("message", ROW, PLAIN);
      assertThrows(DamagedRowException.class, () -> vault.open("contact", ROW, sealed));
      assertThrows(DamagedRowException.class, () -> vault.open("message", 7, sealed));
      assertThrows(DamagedRowException.class, () -> other.open("message", ROW, sealed));
      assertThrows(DamagedRowException.class, () -> vault.open("message", ROW, new byte[5]));
      for (int bit = 0; bit < 8 * sealed.length; bit++) {
        byte[] changed = sealed.clone();
        changed[bit / 8] ^= (byte) (1 << bit % 8);
        assertThrows(DamagedRowException.class, () -> vault.open("message", ROW, changed));
      }
      assertFalse(Arrays.equals(sealed, vault.seal("message", ROW, PLAIN)));
      assertFalse(Arrays.equals(vault.keyedHash("message", ROW), vault.keyedHash("contact", ROW)));
    }
  }

  @Test
  void everyFlippedByteOfALockedFileIsNoticed() throws Exception {
    var secret = new byte[32];
    byte[] good = VaultFile.wrap(secret, passphrase("x"), Argon2Cost.LEAST, random);
    assertArrayEquals(secret, VaultFile.decode(good, passphrase("x")));
    // A run of Argon2id for each: one byte of every field.
    for (int at : new int[] {0, 10, 11, 13, 17, 18, 22, 30, 45, 60, good.length - 1}) {
      byte[] changed = good.clone();
      changed[at] ^= 1;
      assertThrows(VaultException.class, () -> VaultFile.decode(changed, passphrase("x")), "" + at);
    }
    assertThrows(
        VaultException.class,
        () -> VaultFile.decode(Arrays.copyOf(good, good.length - 1), passphrase("x")));
  }

  @Test
  void aGuessNeverCostsLessThanTheLeast() {
    assertEquals(Argon2Cost.LEAST, Argon2Cost.fitting(Long.MAX_VALUE / 4));
    assertEquals(6, Argon2Cost.fitting(250_000_000).passes());
    assertEquals(12, Argon2Cost.fitting(1).passes());
    assertThrows(IllegalArgumentException.class, () -> new Argon2Cost(65_535, 3, 4));
    assertThrows(IllegalArgumentException.class, () -> new Argon2Cost(65_536, 2, 4));
    assertTrue(Argon2Cost.isAllowed(65_536, 3, 1));
    assertFalse(Argon2Cost.isAllowed(1024 * 1024 + 1, 3, 1));
    assertFalse(Argon2Cost.isAllowed(65_536, 65, 1));
    assertFalse(Argon2Cost.isAllowed(65_536, 3, 17));
  }

  @Test
  void passphrasesHaveLimits() {
    assertThrows(IllegalArgumentException.class, () -> passphrase(""));
    passphrase("x".repeat(1024));
    assertThrows(IllegalArgumentException.class, () -> passphrase("x".repeat(1025)));
  }

  @Test
  void aClosedVaultSealsNothing() throws Exception {
    Vault vault = Vault.create(file, NONE, random);
    vault.seal("message", ROW, PLAIN);
    vault.close();
    assertThrows(IllegalStateException.class, () -> vault.seal("message", ROW, PLAIN));
    assertThrows(IllegalStateException.class, () -> vault.keyedHash("message", ROW));
  }

  private void assertProblem(VaultException.Problem problem, Unlock unlock) {
    var thrown = assertThrows(VaultException.class, () -> Vault.open(file, unlock, random));
    assertEquals(problem, thrown.problem());
  }

  private static Unlock.Passphrase passphrase(String words) {
    return new Unlock.Passphrase(words.toCharArray());
  }

  private static String mode(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }
}
