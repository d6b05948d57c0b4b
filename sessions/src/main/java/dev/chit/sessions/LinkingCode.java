package dev.chit.sessions;

import dev.chit.core.AccountId;
import dev.chit.core.log.Hash;
import dev.chit.crypto.Fingerprint;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.Base64;

/// What a device shows so that another becomes a device of the same account: a secret for one
/// meeting, whose account it is, and which server.
///
/// As text `chit-device:1:` and, in base64url without padding, secret 32 ‖ account id 16 ‖ SHA-256
/// of the server's log key 32: 121 characters.
public final class LinkingCode {
  private static final String PREFIX = "chit-device:1:";
  private static final int SECRET_LENGTH = 32;
  private static final int LENGTH = SECRET_LENGTH + AccountId.LENGTH + Hash.LENGTH;
  private static final int PLACE_LENGTH = 16;

  private final byte[] secret;
  private final AccountId account;
  private final Fingerprint server;

  private LinkingCode(byte[] secret, AccountId account, Fingerprint server) {
    this.secret = secret;
    this.account = account;
    this.server = server;
  }

  /// A fresh one.
  public static LinkingCode make(AccountId account, Fingerprint server, SecureRandom random) {
    var secret = new byte[SECRET_LENGTH];
    random.nextBytes(secret);
    return new LinkingCode(secret, account, server);
  }

  /// @throws IllegalArgumentException if the text is no code; the message does not repeat it
  public static LinkingCode parse(String text) {
    if (!text.startsWith(PREFIX)) {
      throw new IllegalArgumentException("not a code of a device");
    }
    byte[] bytes = decoded(text.substring(PREFIX.length()));
    if (bytes.length != LENGTH) {
      throw new IllegalArgumentException("a code of another length");
    }
    ByteBuffer fields = ByteBuffer.wrap(bytes);
    var secret = new byte[SECRET_LENGTH];
    fields.get(secret);
    var account = new AccountId(fields.getLong(), fields.getLong());
    var hash = new byte[Hash.LENGTH];
    fields.get(hash);
    var code = new LinkingCode(secret, account, Fingerprint.ofHash(Hash.of(hash)));
    if (!code.text().equals(text)) {
      throw new IllegalArgumentException("a code that is written otherwise");
    }
    return code;
  }

  private static byte[] decoded(String text) {
    try {
      return Base64.getUrlDecoder().decode(text);
    } catch (IllegalArgumentException e) {
      // The decoder's own message would repeat some of the code.
      throw new IllegalArgumentException("a code with other characters");
    }
  }

  /// What is shown: whoever sees it can come to the meeting.
  public String text() {
    byte[] bytes =
        ByteBuffer.allocate(LENGTH)
            .put(secret)
            .put(account.bytes())
            .put(server.hash().bytes())
            .array();
    return PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  public AccountId account() {
    return account;
  }

  public Fingerprint server() {
    return server;
  }

  /// Where the two devices meet, 16 bytes. The server learns it, and nothing of the code by it.
  public byte[] place() {
    return KeySchedule.linking(secret, Labels.LINKING_PLACE.bytes(), PLACE_LENGTH);
  }

  byte[] secret() {
    return secret;
  }

  /// Whose it is only: the code is a secret.
  @Override
  public String toString() {
    return "LinkingCode[" + account + "]";
  }
}
