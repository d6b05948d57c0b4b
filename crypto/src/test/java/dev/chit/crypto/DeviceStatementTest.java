package dev.chit.crypto;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.google.gson.JsonObject;
import dev.chit.core.AccountId;
import dev.chit.core.Label;
import dev.chit.core.VerifyKey;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class DeviceStatementTest {
  private final SigningKey identity = SigningKey.generate();
  private final VerifyKey device = SigningKey.generate().verifyKey();
  private final AgreementKey agreement = AgreementKey.of(new byte[32]);

  @Test
  void theVectorsAreMadeAgainByteForByte() throws Exception {
    for (JsonObject one : Vectors.cases(Vectors.read("device.json"), "cases")) {
      SigningKey identity = SigningKey.ofSeed(Vectors.bytes(one, "identitySeed"));
      DeviceStatement statement =
          DeviceStatement.sign(
              identity,
              one.get("device").getAsInt(),
              VerifyKey.of(Vectors.bytes(one, "deviceKey")),
              AgreementKey.of(Vectors.bytes(one, "agreementKey")),
              one.get("createdSeconds").getAsLong());
      assertArrayEquals(Vectors.bytes(one, "statement"), statement.encode());
      assertEquals(statement, DeviceStatement.parse(Vectors.bytes(one, "statement")));
      assertEquals(Vectors.text(one, "account"), statement.account().toString());
      assertEquals(
          Vectors.text(one, "fingerprint"), Fingerprint.ofKey(statement.identity()).text());
    }
  }

  @Test
  void theRefusedVectorsAreRefused() throws Exception {
    for (JsonObject one : Vectors.cases(Vectors.read("device.json"), "refused")) {
      assertThrows(
          BadStatementException.class,
          () -> DeviceStatement.parse(Vectors.bytes(one, "statement")),
          Vectors.text(one, "name"));
    }
  }

  @Test
  void whatWasSignedIsWhatIsParsed() throws Exception {
    DeviceStatement signed = DeviceStatement.sign(identity, 7, device, agreement, 1_800_000_000);
    DeviceStatement parsed = DeviceStatement.parse(signed.encode());
    assertEquals(signed, parsed);
    assertEquals(AccountId.ofKey(identity.verifyKey()), parsed.account());
    assertEquals(identity.verifyKey(), parsed.identity());
    assertEquals(7, parsed.device());
    assertEquals(device, parsed.deviceKey());
    assertEquals(agreement, parsed.agreementKey());
    assertEquals(1_800_000_000, parsed.createdSeconds());
  }

  @Test
  void everyFlippedBitIsRefused() {
    byte[] good = DeviceStatement.sign(identity, 1, device, agreement, 1).encode();
    for (int bit = 0; bit < 8 * good.length; bit++) {
      byte[] flipped = good.clone();
      flipped[bit / 8] ^= (byte) (1 << bit % 8);
      assertThrows(BadStatementException.class, () -> DeviceStatement.parse(flipped), "bit " + bit);
    }
  }

  @Test
  void anotherLengthIsRefused() {
    byte[] good = DeviceStatement.sign(identity, 1, device, agreement, 1).encode();
    for (int length : new int[] {0, DeviceStatement.LENGTH - 1, DeviceStatement.LENGTH + 1}) {
      assertThrows(
          BadStatementException.class, () -> DeviceStatement.parse(Arrays.copyOf(good, length)));
    }
  }

  @Test
  void devicesCountFromOneAndTimeFromZero() {
    assertThrows(
        IllegalArgumentException.class,
        () -> DeviceStatement.sign(identity, 0, device, agreement, 1));
    assertThrows(
        IllegalArgumentException.class,
        () -> DeviceStatement.sign(identity, 1, device, agreement, -1));
    // Signed all the same, by an identity that breaks the rules.
    assertThrows(BadStatementException.class, () -> DeviceStatement.parse(signedAnyway(0, 1)));
    assertThrows(BadStatementException.class, () -> DeviceStatement.parse(signedAnyway(-1, 1)));
    assertThrows(BadStatementException.class, () -> DeviceStatement.parse(signedAnyway(1, -1)));
  }

  @Test
  void bothEndsOfTheRangesAreGood() throws Exception {
    DeviceStatement.parse(signedAnyway(1, 0));
    DeviceStatement.parse(signedAnyway(Integer.MAX_VALUE, Long.MAX_VALUE));
  }

  private byte[] signedAnyway(int number, long created) {
    byte[] fields =
        ByteBuffer.allocate(108)
            .put(identity.verifyKey().bytes())
            .putInt(number)
            .put(device.bytes())
            .put(agreement.bytes())
            .putLong(created)
            .array();
    return ByteBuffer.allocate(DeviceStatement.LENGTH)
        .put(fields)
        .put(identity.sign(Label.DEVICE, fields))
        .array();
  }
}
