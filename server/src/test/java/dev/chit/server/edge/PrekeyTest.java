package dev.chit.server.edge;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import dev.chit.wire.Ids;
import dev.chit.wire.Limits;
import dev.chit.wire.v1.Prekey;
import dev.chit.wire.v1.PrekeyBundle;
import dev.chit.wire.v1.PublishPrekeysReply;
import dev.chit.wire.v1.PublishPrekeysRequest;
import dev.chit.wire.v1.TakePrekeysRequest;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;

class PrekeyTest {
  private static final int X25519_BYTES = 96;

  @TempDir static Path data;
  private static TestServer server;

  private TestClient alice;
  private TestClient bob;

  @BeforeAll
  static void start() throws Exception {
    server = TestServer.start(data);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @BeforeEach
  void meet(TestInfo test) {
    String name = Integer.toHexString(test.getDisplayName().hashCode());
    alice = server.member("alice" + name);
    bob = server.member("bob" + name);
  }

  @Test
  void everyOneTimePrekeyIsTakenOnceAndThenTheLastResort() {
    bob.calls().publishPrekeys(batch(2));

    PrekeyBundle first = take(1);
    PrekeyBundle second = take(1);
    PrekeyBundle third = take(1);

    assertArrayEquals(bob.identity().statement().encode(), first.getDevice().toByteArray());
    assertEquals(1, first.getSignedX25519().getId());
    assertEquals(100, first.getOneTimeX25519().getId());
    assertEquals(200, first.getKem().getId());
    assertFalse(first.getKemIsLastResort());
    assertEquals(101, second.getOneTimeX25519().getId());
    assertEquals(201, second.getKem().getId());
    assertFalse(third.hasOneTimeX25519());
    assertEquals(2, third.getKem().getId());
    assertTrue(third.getKemIsLastResort());
    assertEquals(2, take(1).getKem().getId());
  }

  @Test
  void aDeviceThatPublishedNothingCannotBeTalkedTo() {
    assertEquals("no-prekeys", RegisterTest.code(() -> take(1)));
    assertEquals("unknown-device", RegisterTest.code(() -> take(2)));
    TestIdentity nobody = TestIdentity.random();
    assertEquals(
        "unknown-account",
        RegisterTest.code(
            () ->
                alice
                    .calls()
                    .takePrekeys(
                        TakePrekeysRequest.newBuilder()
                            .setAccount(Ids.bytes(nobody.account()))
                            .setDevice(1)
                            .build())));
  }

  @Test
  void aHundredAreTakenInAtOnceAndTwoHundredKept() {
    assertEquals(100, publish(Limits.PREKEYS_PUBLISHED_MAX).getOneTimeX25519Kept());
    assertEquals("bad-prekey", RegisterTest.code(() -> publish(Limits.PREKEYS_PUBLISHED_MAX + 1)));
    assertEquals(200, publish(Limits.PREKEYS_PUBLISHED_MAX).getOneTimeKemKept());
    assertEquals(200, publish(1).getOneTimeX25519Kept());
  }

  @Test
  void aPrekeyHasExactlyItsLength() {
    for (int length : new int[] {X25519_BYTES - 1, X25519_BYTES + 1}) {
      var request = batch(0).toBuilder().setSignedX25519(prekey(1, length)).build();
      assertEquals("bad-prekey", RegisterTest.code(() -> bob.calls().publishPrekeys(request)));
    }
    var request =
        batch(0).toBuilder().setLastResortKem(prekey(1, Limits.PREKEY_BYTES_MAX + 1)).build();
    assertEquals("bad-prekey", RegisterTest.code(() -> bob.calls().publishPrekeys(request)));
  }

  @Test
  void whoRunsLowIsTold() throws Exception {
    publish(21);
    TestStream stream = bob.connect();
    stream.welcome();
    take(1);
    take(1);
    stream.await(all -> all.stream().anyMatch(frame -> frame.getPrekeysLeftPlusOne() == 20));
  }

  private PublishPrekeysReply publish(int oneTime) {
    return bob.calls().publishPrekeys(batch(oneTime));
  }

  private PrekeyBundle take(int device) {
    return alice
        .calls()
        .takePrekeys(
            TakePrekeysRequest.newBuilder()
                .setAccount(Ids.bytes(bob.account()))
                .setDevice(device)
                .build());
  }

  private static PublishPrekeysRequest batch(int oneTime) {
    var batch =
        PublishPrekeysRequest.newBuilder()
            .setSignedX25519(prekey(1, X25519_BYTES))
            .setLastResortKem(prekey(2, Limits.PREKEY_BYTES_MAX));
    for (int i = 0; i < oneTime; i++) {
      batch.addOneTimeX25519(prekey(100 + i, X25519_BYTES));
      batch.addOneTimeKem(prekey(200 + i, Limits.PREKEY_BYTES_MAX));
    }
    return batch.build();
  }

  private static Prekey prekey(int id, int length) {
    return Prekey.newBuilder()
        .setId(id)
        .setValue(ByteString.copyFrom(TestIdentity.bytes(length)))
        .build();
  }
}
