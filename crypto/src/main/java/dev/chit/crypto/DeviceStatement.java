package dev.chit.crypto;

import dev.chit.core.AccountId;
import dev.chit.core.Label;
import dev.chit.core.SignatureVerifier;
import dev.chit.core.VerifyKey;
import java.nio.ByteBuffer;
import java.util.Arrays;

/// An identity's word that a device is its own: the device's number, its keys and when this was
/// said, signed by the identity. There is none whose signature was not checked.
///
/// Bytes (172, big-endian): identity key 32 ‖ device number u32 ‖ device Ed25519 key 32 ‖ device
/// X25519 key 32 ‖ created u64 (epoch seconds) ‖ signature 64 over `chit/device/v1` NUL ‖ the
/// fields before it. See `docs/protocol.md`, section "Device statement".
public final class DeviceStatement {
  public static final int LENGTH = 172;

  private static final int SIGNED_LENGTH = LENGTH - SigningKey.SIGNATURE_LENGTH;

  private final byte[] bytes;
  private final VerifyKey identity;
  private final int device;
  private final VerifyKey deviceKey;
  private final AgreementKey agreementKey;
  private final long createdSeconds;

  private DeviceStatement(byte[] bytes) {
    ByteBuffer fields = ByteBuffer.wrap(bytes);
    this.bytes = bytes;
    this.identity = VerifyKey.of(take(fields, VerifyKey.LENGTH));
    this.device = fields.getInt();
    this.deviceKey = VerifyKey.of(take(fields, VerifyKey.LENGTH));
    this.agreementKey = AgreementKey.of(take(fields, AgreementKey.LENGTH));
    this.createdSeconds = fields.getLong();
  }

  /// States that a device belongs to `identity`.
  ///
  /// @param device its number within the account, 1 or more
  /// @param createdSeconds now, in epoch seconds
  public static DeviceStatement sign(
      SigningKey identity,
      int device,
      VerifyKey deviceKey,
      AgreementKey agreementKey,
      long createdSeconds) {
    checkDevice(device);
    if (createdSeconds < 0) {
      throw new IllegalArgumentException(
          "created at " + createdSeconds + " (expected: epoch seconds, 0 or more)");
    }
    byte[] signed =
        ByteBuffer.allocate(SIGNED_LENGTH)
            .put(identity.verifyKey().bytes())
            .putInt(device)
            .put(deviceKey.bytes())
            .put(agreementKey.bytes())
            .putLong(createdSeconds)
            .array();
    byte[] signature = identity.sign(Label.DEVICE, signed);
    return new DeviceStatement(ByteBuffer.allocate(LENGTH).put(signed).put(signature).array());
  }

  /// The statement in `raw`, its signature checked by [Ed25519#verifier].
  ///
  /// @throws BadStatementException if there are not exactly 172 bytes, a field is out of its range,
  ///   or the identity did not sign it
  public static DeviceStatement parse(byte[] raw) throws BadStatementException {
    return parse(raw, Ed25519.verifier());
  }

  /// The statement in `raw`, its signature checked by `verifier`.
  ///
  /// @throws BadStatementException if there are not exactly 172 bytes, a field is out of its range,
  ///   or the identity did not sign it
  public static DeviceStatement parse(byte[] raw, SignatureVerifier verifier)
      throws BadStatementException {
    if (raw.length != LENGTH) {
      throw new BadStatementException(
          "device statement of " + raw.length + " bytes (expected: " + LENGTH + ")");
    }
    var statement = new DeviceStatement(raw.clone());
    if (statement.device < 1 || statement.createdSeconds < 0) {
      throw new BadStatementException("device statement with a field out of its range");
    }
    byte[] signed = Arrays.copyOf(statement.bytes, SIGNED_LENGTH);
    byte[] signature = Arrays.copyOfRange(statement.bytes, SIGNED_LENGTH, LENGTH);
    if (!verifier.verify(statement.identity, Label.DEVICE.before(signed), signature)) {
      throw new BadStatementException("device statement that its identity did not sign");
    }
    return statement;
  }

  /// All 172 bytes.
  public byte[] encode() {
    return bytes.clone();
  }

  public AccountId account() {
    return AccountId.ofKey(identity);
  }

  public VerifyKey identity() {
    return identity;
  }

  /// The device's number within the account, 1 or more.
  public int device() {
    return device;
  }

  /// What the device signs with: its TLS certificates and prekeys.
  public VerifyKey deviceKey() {
    return deviceKey;
  }

  /// The device's long-term X25519 key in sessions.
  public AgreementKey agreementKey() {
    return agreementKey;
  }

  /// When the identity said so, in epoch seconds.
  public long createdSeconds() {
    return createdSeconds;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof DeviceStatement that && Arrays.equals(bytes, that.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  @Override
  public String toString() {
    return "DeviceStatement[account=" + account() + ", device=" + device + "]";
  }

  private static void checkDevice(int device) {
    if (device < 1) {
      throw new IllegalArgumentException("device " + device + " (expected: 1 or more)");
    }
  }

  private static byte[] take(ByteBuffer from, int length) {
    var bytes = new byte[length];
    from.get(bytes);
    return bytes;
  }
}
