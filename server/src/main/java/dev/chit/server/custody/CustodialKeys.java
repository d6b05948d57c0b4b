package dev.chit.server.custody;

import dev.chit.core.AccountName;
import dev.chit.core.ChitId;
import dev.chit.core.Label;
import dev.chit.crypto.Secrets;
import dev.chit.crypto.SigningKey;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// The keys of custodial accounts, each made from the operator's key and the account's name: what
/// is not stored cannot be lost apart from the operator's key, which every backup has.
///
/// Seed = HMAC-SHA256(the operator's seed, label ‖ the name in lower case); the id of an account's
/// opening deposit is the first half of the same under another label.
final class CustodialKeys {
  private static final Label IDENTITY = new Label("chit/custodial/v1");
  private static final Label DEPOSIT = new Label("chit/custodial-deposit/v1");

  private final SigningKey operatorKey;

  CustodialKeys(SigningKey operatorKey) {
    this.operatorKey = operatorKey;
  }

  SigningKey identity(AccountName name) {
    byte[] seed = derive(IDENTITY, name);
    try {
      return SigningKey.ofSeed(seed);
    } finally {
      Secrets.wipe(seed);
    }
  }

  /// Nobody else can guess it, so nobody can use it up.
  ChitId deposit(AccountName name) {
    return ChitId.of(Arrays.copyOf(derive(DEPOSIT, name), ChitId.LENGTH));
  }

  private byte[] derive(Label label, AccountName name) {
    byte[] secret = operatorKey.seed();
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(secret, "HmacSHA256"));
      return mac.doFinal(label.before(name.folded().getBytes(StandardCharsets.US_ASCII)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has HMAC-SHA256", e);
    } finally {
      Secrets.wipe(secret);
    }
  }
}
