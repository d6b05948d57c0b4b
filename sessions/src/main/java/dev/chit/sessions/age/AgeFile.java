package dev.chit.sessions.age;

import dev.chit.crypto.Secrets;
import dev.chit.sessions.age.AgeException.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.SecureRandom;

/// Writes and reads age files under a passphrase, of any length, in constant memory.
///
/// ```java
/// try (OutputStream sealed = AgeFile.seal(Files.newOutputStream(file), passphrase, random)) {
///   sealed.write(secret);
/// }
/// byte[] secret = AgeFile.open(Files.newInputStream(file), passphrase).readAllBytes();
/// ```
public final class AgeFile {
  private static final int NONCE_LENGTH = 16;

  private AgeFile() {}

  /// What is written to the stream arrives sealed in `out`. The file is whole once the stream was
  /// closed, which closes `out`.
  ///
  /// @param passphrase belongs to the caller, who wipes it
  public static OutputStream seal(OutputStream out, char[] passphrase, SecureRandom random)
      throws IOException {
    return seal(out, passphrase, AgeKeys.LOG_N, random);
  }

  static OutputStream seal(OutputStream out, char[] passphrase, int logN, SecureRandom random)
      throws IOException {
    var fileKey = new byte[AgeKeys.FILE_KEY_LENGTH];
    random.nextBytes(fileKey);
    var nonce = new byte[NONCE_LENGTH];
    random.nextBytes(nonce);
    try {
      out.write(AgeHeader.wrap(fileKey, passphrase, logN, random).encoded());
      out.write(nonce);
      return new SealingStream(out, AgeKeys.payloadKey(fileKey, nonce));
    } finally {
      Secrets.wipe(fileKey);
    }
  }

  /// What was sealed. Each piece of 64 KiB is verified before any of it is given out; that nothing
  /// is missing is known when the stream has ended.
  ///
  /// @throws AgeException if it cannot be opened; the stream throws it as well
  public static InputStream open(InputStream in, char[] passphrase) throws IOException {
    byte[] fileKey = AgeHeader.read(in).unwrap(passphrase);
    try {
      byte[] nonce = in.readNBytes(NONCE_LENGTH);
      if (nonce.length < NONCE_LENGTH) {
        throw new AgeException(Problem.DAMAGED);
      }
      return new OpeningStream(in, AgeKeys.payloadKey(fileKey, nonce));
    } finally {
      Secrets.wipe(fileKey);
    }
  }
}
