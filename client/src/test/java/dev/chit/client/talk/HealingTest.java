package dev.chit.client.talk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import dev.chit.client.ChitException;
import dev.chit.client.state.ProfileStore;
import dev.chit.client.state.SealedTable.Row;
import dev.chit.client.state.v1.OutboxRow;
import dev.chit.client.state.v1.UnsealedRow;
import dev.chit.client.talk.v1.Content;
import dev.chit.client.talk.v1.ResendRequest;
import dev.chit.client.talk.v1.Text;
import dev.chit.crypto.DeviceStatement;
import dev.chit.crypto.Ed25519;
import dev.chit.sessions.LocalDevice;
import dev.chit.sessions.PrekeyBundle;
import dev.chit.sessions.SignalSessions;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// How often messages are asked for and sent again.
final class HealingTest {
  @TempDir Path home;

  private final TestClock clock = new TestClock();
  private final LocalDevice alice = TestProfile.device(clock);
  private final LocalDevice.Replenished bob =
      TestProfile.device(clock).replenish(1, TestProfile.RANDOM, clock.instant());
  private final DeviceStatement bobs = bob.device().statement();
  private final Sealer sealer =
      new Sealer(
          new SignalSessions(Ed25519.verifier(), TestProfile.RANDOM, clock), TestProfile.RANDOM);
  private final Healing healing = new Healing(sealer, TestProfile.RANDOM, clock);
  private ProfileStore store;

  @BeforeEach
  void create() throws Exception {
    store = TestProfile.create(home.resolve("alice"), alice);
  }

  @AfterEach
  void close() {
    store.close();
  }

  @Test
  void aMessageIsSentAgainThreeTimesAndNotAFourth() throws Exception {
    send("hello");
    for (int sent = 1; sent <= Healing.RESENDS_MAX; sent++) {
      resend(bobs, List.of(lastEnvelope()));
      assertEquals(1 + sent, outbox().size());
    }
    resend(bobs, List.of(lastEnvelope()));
    assertEquals(1 + Healing.RESENDS_MAX, outbox().size());
    assertEquals(
        1, outbox().stream().map(row -> row.value().getMessageId()).distinct().count(), "ids");
  }

  @Test
  void theSameEnvelopeIsAskedForInVainASecondTime() throws Exception {
    send("hello");
    ByteString first = lastEnvelope();
    resend(bobs, List.of(first, first));
    resend(bobs, List.of(first));
    assertEquals(2, outbox().size());
  }

  @Test
  void onlyItsRecipientGetsAMessageAgain() throws Exception {
    send("hello");
    resend(TestProfile.device(clock).statement(), List.of(lastEnvelope()));
    assertEquals(1, outbox().size());
  }

  @Test
  void soManyEnvelopesAreAnsweredInOneRequestAndNotOneMore() throws Exception {
    var ids = new ArrayList<ByteString>();
    for (int i = 0; i <= Healing.IDS_IN_REQUEST_MAX; i++) {
      send("message " + i);
      ids.add(lastEnvelope());
    }
    resend(bobs, ids);
    assertEquals(ids.size() + Healing.IDS_IN_REQUEST_MAX, outbox().size());
  }

  @Test
  void soManyRequestsWaitAndNotOneMore() throws Exception {
    int most = Healing.REQUESTS_WAITING_MAX * Healing.IDS_IN_REQUEST_MAX;
    for (int i = 0; i < most; i++) {
      assertTrue(ask(i), "request " + i);
    }
    assertFalse(ask(most));
    List<Integer> asked =
        store.run(tables -> tables.unsealed.after(0, 1_000)).stream()
            .map(row -> request(row.value()).getEnvelopeIdsCount())
            .toList();
    assertEquals(Healing.REQUESTS_WAITING_MAX, asked.size());
    assertTrue(asked.stream().allMatch(count -> count == Healing.IDS_IN_REQUEST_MAX));
  }

  private boolean ask(int number) throws ChitException, InterruptedException {
    ByteString id = ByteString.copyFrom(ByteBuffer.allocate(16).putInt(number).array());
    return store.run(tables -> healing.ask(tables, bobs, id));
  }

  private static ResendRequest request(UnsealedRow row) {
    try {
      return Content.parseFrom(row.getContent()).getResend();
    } catch (com.google.protobuf.InvalidProtocolBufferException e) {
      throw new AssertionError(e);
    }
  }

  /// Seals a text for Bob, in a session that the first one starts.
  private void send(String text) throws ChitException, InterruptedException {
    var batch = bob.batch();
    var bundle =
        new PrekeyBundle(
            bobs,
            batch.signedX25519(),
            batch.oneTimeX25519().getFirst(),
            batch.oneTimeKem().getFirst(),
            false);
    var id = new byte[16];
    TestProfile.RANDOM.nextBytes(id);
    UnsealedRow row =
        UnsealedRow.newBuilder()
            .setRecipient(ByteString.copyFrom(bobs.account().bytes()))
            .setDevice(bobs.device())
            .setMessageId(ByteString.copyFrom(id))
            .setContent(
                Content.newBuilder()
                    .setText(Text.newBuilder().setText(text))
                    .build()
                    .toByteString())
            .build();
    assertEquals(
        Sealer.Sealed.DONE, store.run(tables -> sealer.seal(tables, bobs, row, bundle)), text);
  }

  private void resend(DeviceStatement asking, List<ByteString> envelopes)
      throws ChitException, InterruptedException {
    store.run(
        tables -> {
          healing.resend(
              tables, asking, ResendRequest.newBuilder().addAllEnvelopeIds(envelopes).build());
          return true;
        });
  }

  private ByteString lastEnvelope() throws ChitException, InterruptedException {
    return outbox().getLast().value().getEnvelopeId();
  }

  private List<Row<OutboxRow>> outbox() throws ChitException, InterruptedException {
    return store.run(tables -> tables.outbox.after(0, 1_000));
  }
}
