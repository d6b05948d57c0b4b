package dev.chit.server.edge;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.chit.wire.v1.AccountRecord;
import dev.chit.wire.v1.FindRequest;
import dev.chit.wire.v1.GetBalanceRequest;
import dev.chit.wire.v1.LoggedEvent;
import dev.chit.wire.v1.SendRequest;
import dev.chit.wire.v1.ServerFrame;
import dev.chit.wire.v1.SettleResult;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FirstStepsTest {
  @TempDir Path data;

  @Test
  void twoMembersFindEachOtherTalkAndPay() throws Exception {
    try (var server = TestServer.start(data, config -> config.withOpeningGrant(10_000))) {
      TestClient alice = server.member("alice");
      TestClient bob = server.member("bob");

      AccountRecord found = alice.calls().find(FindRequest.newBuilder().setName("BOB").build());
      assertEquals(bob.account(), dev.chit.wire.Ids.account(found.getAccount()));

      TestStream alices = alice.connect();
      TestStream bobs = bob.connect();
      assertEquals("alice", alices.welcome().getName());
      bobs.welcome();

      alices.send(TestClient.send(7, bob.account(), "hello"));
      assertEquals(List.of("hello"), bobs.texts(1));
      bobs.acknowledge(1);
      assertEquals(List.of(7L), alices.take(1, TestAcks::any));

      alices.settle(8, alice.chit(bob.account(), 250));
      SettleResult result = alices.settled(8);
      assertEquals(9_750, result.getSettled().getBalance());
      List<LoggedEvent> notices = bobs.take(3, ServerFrame::getEventsList);
      assertEquals(10_250, notices.getLast().getBalance());
      assertEquals(
          10_250, bob.calls().getBalance(GetBalanceRequest.getDefaultInstance()).getBalance());
    }
  }

  @Test
  void whatIsSentToSomebodyAwayWaits() throws Exception {
    try (var server = TestServer.start(data)) {
      TestClient alice = server.member("alice");
      TestClient bob = server.member("bob");

      assertEquals(
          false,
          alice
              .calls()
              .send(
                  SendRequest.newBuilder()
                      .setSend(TestClient.send(1, bob.account(), "later"))
                      .build())
              .getDelivered());
      TestStream bobs = bob.connect();
      assertEquals(List.of("later"), bobs.texts(1));
    }
  }
}
