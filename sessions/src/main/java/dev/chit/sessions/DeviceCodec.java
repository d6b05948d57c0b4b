package dev.chit.sessions;

import dev.chit.crypto.BadStatementException;
import dev.chit.crypto.DeviceStatement;
import dev.chit.crypto.Secrets;
import dev.chit.crypto.SigningKey;
import dev.chit.sessions.LocalDevice.KemPrekey;
import dev.chit.sessions.LocalDevice.X25519Prekey;
import java.util.ArrayList;
import java.util.List;

/// This device's keys as bytes, private halves and all.
final class DeviceCodec {
  private static final int VERSION = 1;
  private static final int BYTES_WITHOUT_ONE_TIME = 1024;
  private static final int BYTES_OF_ONE_TIME = 128;

  private DeviceCodec() {}

  static byte[] encode(LocalDevice device) {
    int oneTime = device.oneTimeX25519.size() + device.oneTimeKem.size();
    var out = new ByteWriter(BYTES_WITHOUT_ONE_TIME + BYTES_OF_ONE_TIME * oneTime);
    byte[] seed = device.deviceKey().seed();
    out.u8(VERSION)
        .raw(seed)
        .raw(device.agreementPrivateKey)
        .raw(device.statement().encode())
        .u32(device.nextId);
    Secrets.wipe(seed);
    encodeX25519(out, device.signed);
    encodeKem(out, device.lastResort);
    encodeX25519(out, device.oneTimeX25519);
    encodeKem(out, device.oneTimeKem);
    return out.done();
  }

  /// @throws BadStateException if the bytes are not a device of a version that this program knows
  static LocalDevice decode(byte[] state) {
    var in = new ByteReader(state);
    try {
      int version = in.u8();
      if (version != VERSION) {
        throw new BadStateException(
            "device state version " + version + " (expected: " + VERSION + ")");
      }
      byte[] seed = in.raw(SigningKey.SEED_LENGTH);
      SigningKey deviceKey = SigningKey.ofSeed(seed);
      Secrets.wipe(seed);
      var device =
          new LocalDevice(
              deviceKey,
              in.raw(X25519.LENGTH),
              DeviceStatement.parse(in.raw(DeviceStatement.LENGTH)),
              in.u32(),
              decodeX25519(in, LocalDevice.ROTATED_KEPT_MAX),
              decodeKem(in, LocalDevice.ROTATED_KEPT_MAX, true),
              decodeX25519(in, LocalDevice.ONE_TIME_KEPT_MAX),
              decodeKem(in, LocalDevice.ONE_TIME_KEPT_MAX, false));
      in.end();
      return device;
    } catch (BadEncodingException | BadStatementException e) {
      throw new BadStateException("the device's saved keys are damaged", e);
    }
  }

  private static void encodeX25519(ByteWriter out, List<X25519Prekey> keys) {
    out.u32(keys.size());
    keys.forEach(
        key ->
            out.u32(key.id())
                .raw(key.pair().privateKey())
                .raw(key.pair().publicKey())
                .u64(key.madeAtMillis()));
  }

  private static List<X25519Prekey> decodeX25519(ByteReader in, int max)
      throws BadEncodingException {
    int count = in.count(max);
    var keys = new ArrayList<X25519Prekey>(count);
    for (int i = 0; i < count; i++) {
      keys.add(
          new X25519Prekey(
              in.u32(), new X25519.Pair(in.raw(X25519.LENGTH), in.raw(X25519.LENGTH)), in.u64()));
    }
    return keys;
  }

  private static void encodeKem(ByteWriter out, List<KemPrekey> keys) {
    out.u32(keys.size());
    keys.forEach(key -> out.u32(key.id()).raw(key.seed()).u64(key.madeAtMillis()));
  }

  private static List<KemPrekey> decodeKem(ByteReader in, int max, boolean lastResort)
      throws BadEncodingException {
    int count = in.count(max);
    var keys = new ArrayList<KemPrekey>(count);
    for (int i = 0; i < count; i++) {
      keys.add(new KemPrekey(in.u32(), in.raw(MlKem768.SEED_LENGTH), in.u64(), lastResort));
    }
    return keys;
  }
}
