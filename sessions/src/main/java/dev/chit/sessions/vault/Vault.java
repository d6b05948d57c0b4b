package dev.chit.sessions.vault;

import dev.chit.core.Label;
import dev.chit.crypto.SecretFiles;
import dev.chit.crypto.Secrets;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Seals the rows of a local store under one random data key of 256 bits. Safe for use by many
/// threads; close it when done.
///
/// ```java
/// Vault vault = Vault.create(home.resolve("vault"), new Unlock.NoPassphrase(), random);
/// byte[] index = vault.keyedHash("message", id);
/// byte[] sealed = vault.seal("message", index, text);
/// ```
///
/// Rows: version u8 (1) ‖ nonce 12 ‖ AES-256-GCM ciphertext and tag 16, under a key derived for the
/// table, with `chit/vault-row/v1` NUL ‖ table ‖ NUL ‖ row as associated data. Nonces are random:
/// seal at most 2³² rows of a table.
public final class Vault implements AutoCloseable {
  /// What a row grows by.
  public static final int ROW_OVERHEAD = 1 + AesGcm.NONCE_LENGTH + AesGcm.TAG_LENGTH;

  public static final int KEY_LENGTH = 32;

  private static final int ROW_VERSION = 1;
  private static final Label ROW = new Label("chit/vault-row/v1");
  private static final Label INDEX = new Label("chit/vault-index/v1");

  private final byte[] dataKey;
  private final SecureRandom random;
  private volatile boolean closed;
  private final Map<String, SecretKeySpec> rowKeys = new ConcurrentHashMap<>();
  private final Map<String, SecretKeySpec> indexKeys = new ConcurrentHashMap<>();

  Vault(byte[] dataKey, SecureRandom random) {
    this.dataKey = dataKey;
    this.random = random;
  }

  /// A new vault with a new data key in a new file of mode 0600.
  ///
  /// @throws FileAlreadyExistsException if there is a file already, which stays as it was
  /// @throws IOException if it cannot be written
  public static Vault create(Path file, Unlock unlock, SecureRandom random) throws IOException {
    var dataKey = new byte[KEY_LENGTH];
    random.nextBytes(dataKey);
    return create(file, dataKey, unlock, random);
  }

  /// A vault for rows that another one sealed, in a new file of mode 0600.
  ///
  /// @param key what [#dataKey] gave; copied
  public static Vault ofKey(Path file, byte[] key, Unlock unlock, SecureRandom random)
      throws IOException {
    if (key.length != KEY_LENGTH) {
      throw new IllegalArgumentException(
          "data key of " + key.length + " bytes (expected: " + KEY_LENGTH + ")");
    }
    return create(file, key.clone(), unlock, random);
  }

  private static Vault create(Path file, byte[] dataKey, Unlock unlock, SecureRandom random)
      throws IOException {
    byte[] bytes = VaultFile.encode(dataKey, unlock, random);
    SecretFiles.create(file, bytes);
    Secrets.wipe(bytes);
    return new Vault(dataKey, random);
  }

  /// Opens what [#create] made. A passphrase is ignored by a vault that has none.
  ///
  /// @throws VaultException if the passphrase is wrong or missing, or the file is damaged or newer
  /// @throws IOException if the file cannot be read, or others could read it
  public static Vault open(Path file, Unlock unlock, SecureRandom random)
      throws IOException, VaultException {
    byte[] bytes = SecretFiles.read(file, VaultFile.LENGTH_MAX);
    try {
      return new Vault(VaultFile.decode(bytes, unlock), random);
    } finally {
      Secrets.wipe(bytes);
    }
  }

  /// Puts this vault's key under another passphrase, or none; what was sealed stays readable.
  public void relock(Path file, Unlock unlock) throws IOException {
    alive();
    byte[] bytes = VaultFile.encode(dataKey, unlock, random);
    SecretFiles.replace(file, bytes);
    Secrets.wipe(bytes);
  }

  /// A copy of the key that opens every row, for a backup: wipe it after use.
  public byte[] dataKey() {
    alive();
    return dataKey.clone();
  }

  /// Seals a row's content.
  ///
  /// @param table 1 to 64 of `a-z0-9_-`
  /// @param row names the row within its table: the content opens nowhere else
  public byte[] seal(String table, byte[] row, byte[] plain) {
    var nonce = new byte[AesGcm.NONCE_LENGTH];
    random.nextBytes(nonce);
    byte[] sealed = AesGcm.seal(rowKey(table), nonce, place(table, row), plain);
    return ByteBuffer.allocate(1 + nonce.length + sealed.length)
        .put((byte) ROW_VERSION)
        .put(nonce)
        .put(sealed)
        .array();
  }

  public byte[] seal(String table, long row, byte[] plain) {
    return seal(table, rowBytes(row), plain);
  }

  /// Opens a row's content.
  ///
  /// @throws DamagedRowException if it was not sealed by this vault for this table and row
  public byte[] open(String table, byte[] row, byte[] sealed) {
    if (sealed.length < ROW_OVERHEAD || sealed[0] != ROW_VERSION) {
      throw new DamagedRowException(table);
    }
    byte[] nonce = Arrays.copyOfRange(sealed, 1, 1 + AesGcm.NONCE_LENGTH);
    byte[] rest = Arrays.copyOfRange(sealed, 1 + AesGcm.NONCE_LENGTH, sealed.length);
    return AesGcm.open(rowKey(table), nonce, place(table, row), rest)
        .orElseThrow(() -> new DamagedRowException(table));
  }

  public byte[] open(String table, long row, byte[] sealed) {
    return open(table, rowBytes(row), sealed);
  }

  /// HMAC-SHA-256, 32 bytes, under a key of this vault and purpose: finds rows by what must not
  /// stand in the clear.
  ///
  /// @param purpose 1 to 64 of `a-z0-9_-`
  public byte[] keyedHash(String purpose, byte[] value) {
    alive();
    SecretKeySpec key =
        indexKeys.computeIfAbsent(purpose, name -> derived(INDEX, name, "HmacSHA256"));
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(key);
      return mac.doFinal(value);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has HmacSHA256", e);
    }
  }

  /// Wipes the data key; using the vault afterwards throws [IllegalStateException].
  @Override
  public void close() {
    closed = true;
    Secrets.wipe(dataKey);
    rowKeys.clear();
    indexKeys.clear();
  }

  private void alive() {
    if (closed) {
      throw new IllegalStateException("this vault was closed");
    }
  }

  private SecretKeySpec rowKey(String table) {
    alive();
    return rowKeys.computeIfAbsent(table, name -> derived(ROW, name, "AES"));
  }

  private SecretKeySpec derived(Label label, String name, String algorithm) {
    if (!name.matches("[a-z0-9_-]{1,64}")) {
      throw new IllegalArgumentException(name + " (expected: 1 to 64 of a-z, 0-9, _ and -)");
    }
    return new SecretKeySpec(VaultKeys.derive(dataKey, label, name), algorithm);
  }

  private static byte[] place(String table, byte[] row) {
    return ROW.before(VaultKeys.ascii(table), new byte[1], row);
  }

  private static byte[] rowBytes(long row) {
    return ByteBuffer.allocate(Long.BYTES).putLong(row).array();
  }

  @Override
  public String toString() {
    return "Vault";
  }
}
