package dev.chit.crypto;

import dev.chit.core.AccountId;
import dev.chit.core.Label;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// What the operator gives to the member who is to take over a custodial account: account id 16 ‖
/// last second u64 ‖ first 16 bytes of HMAC-SHA256 under the operator's seed over the label
/// `chit/claim-code/v1` NUL and the two; as 80 hexadecimal digits. Whoever has it can take the
/// account over, until then.
public final class ClaimCode {
  private static final Label LABEL = new Label("chit/claim-code/v1");
  private static final int PROOF_BYTES = 16;
  private static final int BYTES = AccountId.LENGTH + Long.BYTES + PROOF_BYTES;

  private final AccountId account;
  private final long untilSeconds;
  private final byte[] proof;

  private ClaimCode(AccountId account, long untilSeconds, byte[] proof) {
    this.account = account;
    this.untilSeconds = untilSeconds;
    this.proof = proof;
  }

  /// @param untilSeconds the last second, since the epoch
  public static ClaimCode of(SigningKey operator, AccountId account, long untilSeconds) {
    return new ClaimCode(account, untilSeconds, proof(operator, account, untilSeconds));
  }

  /// @throws IllegalArgumentException unless the text has the form of one
  public static ClaimCode parse(String text) {
    byte[] bytes;
    try {
      bytes = HexFormat.of().parseHex(text);
    } catch (IllegalArgumentException e) {
      throw malformed();
    }
    if (bytes.length != BYTES) {
      throw malformed();
    }
    ByteBuffer from = ByteBuffer.wrap(bytes);
    var id = new byte[AccountId.LENGTH];
    var proof = new byte[PROOF_BYTES];
    from.get(id);
    long until = from.getLong();
    from.get(proof);
    return new ClaimCode(AccountId.of(id), until, proof);
  }

  private static IllegalArgumentException malformed() {
    return new IllegalArgumentException("claim code (expected: " + 2 * BYTES + " digits, 0-9 a-f)");
  }

  /// The custodial account.
  public AccountId account() {
    return account;
  }

  public long untilSeconds() {
    return untilSeconds;
  }

  /// Whether the operator made it. Says nothing of its time.
  public boolean isOf(SigningKey operator) {
    return MessageDigest.isEqual(proof, proof(operator, account, untilSeconds));
  }

  private static byte[] proof(SigningKey operator, AccountId account, long untilSeconds) {
    byte[] secret = operator.seed();
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(secret, "HmacSHA256"));
      byte[] until = ByteBuffer.allocate(Long.BYTES).putLong(untilSeconds).array();
      return Arrays.copyOf(mac.doFinal(LABEL.before(account.bytes(), until)), PROOF_BYTES);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has HMAC-SHA256", e);
    } finally {
      Secrets.wipe(secret);
    }
  }

  public String text() {
    return HexFormat.of()
        .formatHex(
            ByteBuffer.allocate(BYTES)
                .put(account.bytes())
                .putLong(untilSeconds)
                .put(proof)
                .array());
  }

  /// Without what makes it worth something.
  @Override
  public String toString() {
    return "ClaimCode[" + account + "]";
  }
}
