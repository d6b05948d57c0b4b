package dev.chit.client;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.chit.client.state.ProfileStore;
import dev.chit.client.talk.FreshStart;
import dev.chit.crypto.Secrets;
import dev.chit.sessions.age.AgeException;
import dev.chit.sessions.age.AgeFile;
import dev.chit.sessions.vault.Unlock;
import dev.chit.sessions.vault.Vault;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// A whole profile in one age file: `chit-backup` ‖ version u8 (1) ‖ the vault's data key 32 ‖ the
/// database with its sealed rows.
final class Backup {
  private static final byte[] MAGIC = "chit-backup".getBytes(US_ASCII);
  private static final int VERSION = 1;

  private Backup() {}

  /// Writes a new file of mode 0600, under its name once it is whole.
  static void write(ProfileStore store, Path file, char[] passphrase)
      throws ChitException, InterruptedException {
    if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
      throw new UsageException("file-exists", "There is a file " + file + " already.");
    }
    Path unfinished = unfinished(file);
    byte[] dataKey = store.dataKey();
    try {
      try (OutputStream out =
          AgeFile.seal(Files.newOutputStream(unfinished), passphrase, new SecureRandom())) {
        out.write(MAGIC);
        out.write(VERSION);
        out.write(dataKey);
        store.copyRows(out);
      }
      try (var channel = FileChannel.open(unfinished, StandardOpenOption.WRITE)) {
        channel.force(true);
      }
      Files.move(unfinished, file);
    } catch (IOException e) {
      throw new ProfileException("cannot-write", "Cannot write " + file + ".", e);
    } finally {
      Secrets.wipe(dataKey);
      delete(unfinished);
    }
  }

  /// Beside it, under a name that nobody has, of mode 0600.
  private static Path unfinished(Path file) throws ProfileException {
    try {
      Path directory = file.toAbsolutePath().getParent();
      return Files.createTempFile(directory, "." + file.getFileName(), ".part");
    } catch (IOException e) {
      throw new ProfileException("cannot-write", "Cannot write " + file + ".", e);
    }
  }

  private static void delete(Path unfinished) throws ProfileException {
    try {
      Files.deleteIfExists(unfinished);
    } catch (IOException e) {
      throw new ProfileException("cannot-write", "Cannot write " + unfinished + ".", e);
    }
  }

  /// Makes a profile of a backup.
  static ProfileStore restore(Path home, Path file, char[] passphrase, Unlock unlock)
      throws ChitException {
    try (InputStream in = AgeFile.open(Files.newInputStream(file), passphrase)) {
      if (!Arrays.equals(in.readNBytes(MAGIC.length), MAGIC)) {
        throw notOne(file, null);
      }
      if (in.read() != VERSION) {
        throw new ProfileException(
            "newer-profile", "This backup was made by a later version of this program.", null);
      }
      byte[] dataKey = in.readNBytes(Vault.KEY_LENGTH);
      try {
        return ProfileStore.restore(
            home,
            unlock,
            new SecureRandom(),
            dataKey,
            in,
            tables -> {
              FreshStart.of(tables);
              return true;
            });
      } finally {
        Secrets.wipe(dataKey);
      }
    } catch (AgeException e) {
      throw switch (e.problem()) {
        case WRONG_PASSPHRASE ->
            new ProfileException(
                "wrong-passphrase", "That is not the passphrase of this backup.", e);
        case NOT_AGE -> notOne(file, e);
        case DAMAGED -> new ProfileException("bad-backup", file + " is damaged or cut off.", e);
      };
    } catch (IOException e) {
      throw new ProfileException("no-backup", "Cannot read " + file + ".", e);
    }
  }

  private static ProfileException notOne(Path file, @Nullable Throwable cause) {
    return new ProfileException("bad-backup", file + " is no backup of a profile.", cause);
  }
}
