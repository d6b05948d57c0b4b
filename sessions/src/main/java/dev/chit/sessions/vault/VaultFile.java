package dev.chit.sessions.vault;

import dev.chit.core.Label;
import dev.chit.crypto.Secrets;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.Arrays;
import javax.crypto.spec.SecretKeySpec;

/// The file that holds the data key: `chit-vault` ‖ version u8 (1) ‖ kind u8, then
///
/// - kind 0, no passphrase: the data key, 32 bytes;
/// - kind 1, passphrase: Argon2id memory in KiB u32 ‖ passes u32 ‖ lanes u32 ‖ salt 16 ‖ nonce 12 ‖
///   the data key sealed with AES-256-GCM, 48 bytes. Its associated data are `chit/vault-wrap/v1`
///   NUL and all bytes of the file before the nonce.
final class VaultFile {
  static final int LENGTH_MAX = 1024;

  private static final byte[] MAGIC = VaultKeys.ascii("chit-vault");
  private static final int VERSION = 1;
  private static final int RAW = 0;
  private static final int WRAPPED = 1;
  private static final int START_LENGTH = MAGIC.length + 2;
  private static final int RAW_LENGTH = START_LENGTH + Vault.KEY_LENGTH;
  private static final int WRAP_HEADER_LENGTH = START_LENGTH + 12 + PassphraseKey.SALT_LENGTH;
  private static final int WRAPPED_LENGTH =
      WRAP_HEADER_LENGTH + AesGcm.NONCE_LENGTH + Vault.KEY_LENGTH + AesGcm.TAG_LENGTH;
  private static final Label WRAP = new Label("chit/vault-wrap/v1");

  private VaultFile() {}

  static byte[] encode(byte[] dataKey, Unlock unlock, SecureRandom random) {
    return switch (unlock) {
      case Unlock.NoPassphrase _ -> raw(dataKey);
      case Unlock.Passphrase passphrase -> wrap(dataKey, passphrase, Argon2Cost.measured(), random);
    };
  }

  private static byte[] raw(byte[] dataKey) {
    var file = new byte[RAW_LENGTH];
    begin(file, RAW).put(dataKey);
    return file;
  }

  static byte[] wrap(
      byte[] dataKey, Unlock.Passphrase passphrase, Argon2Cost cost, SecureRandom random) {
    var salt = new byte[PassphraseKey.SALT_LENGTH];
    random.nextBytes(salt);
    var nonce = new byte[AesGcm.NONCE_LENGTH];
    random.nextBytes(nonce);
    var file = new byte[WRAPPED_LENGTH];
    ByteBuffer out =
        begin(file, WRAPPED)
            .putInt(cost.memoryKib())
            .putInt(cost.passes())
            .putInt(cost.lanes())
            .put(salt);
    byte[] header = Arrays.copyOf(file, WRAP_HEADER_LENGTH);
    byte[] key = PassphraseKey.derive(passphrase, cost, salt);
    byte[] sealed = AesGcm.seal(new SecretKeySpec(key, "AES"), nonce, WRAP.before(header), dataKey);
    Secrets.wipe(key);
    out.put(nonce).put(sealed);
    return file;
  }

  static byte[] decode(byte[] file, Unlock unlock) throws VaultException {
    if (file.length < START_LENGTH || !Arrays.equals(Arrays.copyOf(file, MAGIC.length), MAGIC)) {
      throw new VaultException(VaultException.Problem.DAMAGED);
    }
    if (file[MAGIC.length] != VERSION) {
      throw new VaultException(VaultException.Problem.NEWER);
    }
    int kind = file[MAGIC.length + 1];
    if (kind == RAW && file.length == RAW_LENGTH) {
      return Arrays.copyOfRange(file, START_LENGTH, RAW_LENGTH);
    }
    if (kind == WRAPPED && file.length == WRAPPED_LENGTH) {
      return switch (unlock) {
        case Unlock.NoPassphrase _ ->
            throw new VaultException(VaultException.Problem.PASSPHRASE_NEEDED);
        case Unlock.Passphrase passphrase -> unwrap(file, passphrase);
      };
    }
    throw new VaultException(VaultException.Problem.DAMAGED);
  }

  private static byte[] unwrap(byte[] file, Unlock.Passphrase passphrase) throws VaultException {
    ByteBuffer in = ByteBuffer.wrap(file).position(START_LENGTH);
    int memoryKib = in.getInt();
    int passes = in.getInt();
    int lanes = in.getInt();
    if (!Argon2Cost.isAllowed(memoryKib, passes, lanes)) {
      throw new VaultException(VaultException.Problem.DAMAGED);
    }
    byte[] salt = take(in, PassphraseKey.SALT_LENGTH);
    byte[] nonce = take(in, AesGcm.NONCE_LENGTH);
    byte[] sealed = take(in, in.remaining());
    byte[] key = PassphraseKey.derive(passphrase, new Argon2Cost(memoryKib, passes, lanes), salt);
    byte[] header = Arrays.copyOf(file, WRAP_HEADER_LENGTH);
    try {
      return AesGcm.open(new SecretKeySpec(key, "AES"), nonce, WRAP.before(header), sealed)
          .orElseThrow(() -> new VaultException(VaultException.Problem.WRONG_PASSPHRASE));
    } finally {
      Secrets.wipe(key);
    }
  }

  private static ByteBuffer begin(byte[] file, int kind) {
    return ByteBuffer.wrap(file).put(MAGIC).put((byte) VERSION).put((byte) kind);
  }

  private static byte[] take(ByteBuffer in, int length) {
    var bytes = new byte[length];
    in.get(bytes);
    return bytes;
  }
}
