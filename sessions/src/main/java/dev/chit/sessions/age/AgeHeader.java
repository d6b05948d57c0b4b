package dev.chit.sessions.age;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.chit.crypto.Secrets;
import dev.chit.sessions.age.AgeException.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;

/// The text before the payload: one stanza that holds the file key, wrapped under the passphrase,
/// and a MAC over all of it.
///
/// @param text up to and with the `---`, which is what the MAC covers
/// @param salt 16 bytes
/// @param logN scrypt's cost, a power of two
/// @param wrapped the file key, 16 bytes and a tag
record AgeHeader(String text, byte[] salt, int logN, byte[] wrapped, byte[] mac) {
  private static final String VERSION = "age-encryption.org/v1";
  private static final String STANZA = "-> scrypt ";
  private static final String END = "---";
  private static final int SALT_LENGTH = 16;
  private static final int LINE_MAX = 128;
  private static final int WRAPPED_LENGTH = AgeKeys.FILE_KEY_LENGTH + AgeKeys.TAG_LENGTH;

  private static final Base64.Encoder ENCODER = Base64.getEncoder().withoutPadding();

  /// A new header for a file key.
  static AgeHeader wrap(byte[] fileKey, char[] passphrase, int logN, SecureRandom random) {
    var salt = new byte[SALT_LENGTH];
    random.nextBytes(salt);
    byte[] key = AgeKeys.ofPassphrase(passphrase, salt, logN);
    byte[] wrapped = AgeKeys.seal(key, new byte[AgeKeys.NONCE_LENGTH], fileKey, fileKey.length);
    Secrets.wipe(key);
    String text =
        VERSION
            + "\n"
            + STANZA
            + ENCODER.encodeToString(salt)
            + " "
            + logN
            + "\n"
            + ENCODER.encodeToString(wrapped)
            + "\n"
            + END;
    return new AgeHeader(text, salt, logN, wrapped, AgeKeys.mac(fileKey, bytes(text)));
  }

  byte[] encoded() {
    return bytes(text + " " + ENCODER.encodeToString(mac) + "\n");
  }

  /// Reads a header, as far as it can be judged without the passphrase.
  static AgeHeader read(InputStream in) throws IOException {
    if (!line(in).equals(VERSION)) {
      throw new AgeException(Problem.NOT_AGE);
    }
    String stanza = line(in);
    if (!stanza.startsWith(STANZA)) {
      throw new AgeException(Problem.NOT_AGE);
    }
    String[] words = stanza.substring(STANZA.length()).split(" ", -1);
    if (words.length != 2 || !words[1].matches("[1-9][0-9]?")) {
      throw new AgeException(Problem.DAMAGED);
    }
    byte[] salt = decoded(words[0], SALT_LENGTH);
    int logN = Integer.parseInt(words[1]);
    if (logN > AgeKeys.LOG_N_MAX) {
      throw new AgeException(Problem.DAMAGED);
    }
    String body = line(in);
    byte[] wrapped = decoded(body, WRAPPED_LENGTH);
    String last = line(in);
    if (!last.startsWith(END + " ")) {
      throw new AgeException(Problem.DAMAGED);
    }
    byte[] mac = decoded(last.substring(END.length() + 1), AgeKeys.MAC_LENGTH);
    return new AgeHeader(
        VERSION + "\n" + stanza + "\n" + body + "\n" + END, salt, logN, wrapped, mac);
  }

  /// The file key: wipe it after use.
  byte[] unwrap(char[] passphrase) throws AgeException {
    byte[] key = AgeKeys.ofPassphrase(passphrase, salt, logN);
    byte[] fileKey =
        AgeKeys.open(key, new byte[AgeKeys.NONCE_LENGTH], wrapped, wrapped.length)
            .orElseThrow(() -> new AgeException(Problem.WRONG_PASSPHRASE));
    Secrets.wipe(key);
    if (!MessageDigest.isEqual(mac, AgeKeys.mac(fileKey, bytes(text)))) {
      Secrets.wipe(fileKey);
      throw new AgeException(Problem.DAMAGED);
    }
    return fileKey;
  }

  private static String line(InputStream in) throws IOException {
    var line = new StringBuilder();
    while (true) {
      int next = in.read();
      if (next == '\n') {
        return line.toString();
      }
      if (next < ' ' || next > '~' || line.length() == LINE_MAX) {
        throw new AgeException(line.isEmpty() ? Problem.NOT_AGE : Problem.DAMAGED);
      }
      line.append((char) next);
    }
  }

  /// There is one text for some bytes: what would be written otherwise is refused.
  private static byte[] decoded(String text, int length) throws AgeException {
    try {
      byte[] bytes = Base64.getDecoder().decode(text);
      if (bytes.length == length && ENCODER.encodeToString(bytes).equals(text)) {
        return bytes;
      }
    } catch (IllegalArgumentException e) {
      // Said below.
    }
    throw new AgeException(Problem.DAMAGED);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(US_ASCII);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof AgeHeader that
        && text.equals(that.text)
        && MessageDigest.isEqual(mac, that.mac);
  }

  @Override
  public int hashCode() {
    return text.hashCode();
  }

  /// Without what it holds.
  @Override
  public String toString() {
    return "AgeHeader";
  }
}
