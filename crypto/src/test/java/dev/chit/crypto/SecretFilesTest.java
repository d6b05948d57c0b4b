package dev.chit.crypto;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretFilesTest {
  @TempDir Path directory;

  @Test
  void whatReplacesAReadableFileIsPrivate() throws IOException {
    Path file = directory.resolve("secret");
    Files.write(file, new byte[] {1});
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
    SecretFiles.replace(file, new byte[] {2, 3});
    assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
    assertArrayEquals(new byte[] {2, 3}, SecretFiles.read(file, 2));
  }

  @Test
  void aFileIsReadUpToItsLimitAndNotBeyond() throws IOException {
    Path file = directory.resolve("secret");
    SecretFiles.create(file, new byte[32]);
    assertArrayEquals(new byte[32], SecretFiles.read(file, 32));
    assertThrows(FileSystemException.class, () -> SecretFiles.read(file, 31));
  }

  @Test
  void aMissingFileIsMissing() {
    assertThrows(
        NoSuchFileException.class, () -> SecretFiles.read(directory.resolve("secret"), 32));
  }

  @Test
  void aWriteThatFailsLeavesWhatWasThere() throws IOException {
    Path occupied = directory.resolve("occupied");
    Files.createDirectories(occupied.resolve("inside"));
    assertThrows(IOException.class, () -> SecretFiles.replace(occupied, new byte[1]));
    try (var entries = Files.list(directory)) {
      assertEquals(1, entries.count());
    }
  }

  @Test
  void aLinkInTheWayIsNotFollowed() throws IOException {
    Path target = directory.resolve("target");
    Path link = Files.createSymbolicLink(directory.resolve("link"), target);
    assertThrows(IOException.class, () -> SecretFiles.create(link, new byte[1]));
    assertFalse(Files.exists(target));
  }

  @Test
  void secretsCompareByTheirBytesAndVanishWhenWiped() {
    byte[] secret = {1, 2};
    assertEquals(true, Secrets.same(secret, new byte[] {1, 2}));
    assertFalse(Secrets.same(secret, new byte[] {1, 3}));
    assertFalse(Secrets.same(secret, new byte[] {1}));
    Secrets.wipe(secret);
    assertArrayEquals(new byte[2], secret);
  }
}
