package dev.chit.server.edge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.google.protobuf.ByteString;
import dev.chit.core.LedgerId;
import dev.chit.core.event.ActId;
import dev.chit.core.event.InviteHash;
import dev.chit.core.event.OperatorAct;
import dev.chit.core.event.OperatorAct.Deed;
import dev.chit.core.event.SignedAct;
import dev.chit.server.ServerLimits;
import dev.chit.wire.Refusal;
import dev.chit.wire.v1.ActRequest;
import dev.chit.wire.v1.GetBalanceRequest;
import dev.chit.wire.v1.GetCheckpointRequest;
import dev.chit.wire.v1.HealthRequest;
import dev.chit.wire.v1.RegisterReply;
import io.grpc.StatusRuntimeException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

class RegisterTest {
  private static final HealthRequest NOTHING = HealthRequest.getDefaultInstance();

  @TempDir Path data;

  @Test
  void anAccountIsOpenedOnceAndGrantedOnce() throws Exception {
    try (var server = TestServer.start(data, config -> config.withOpeningGrant(500))) {
      TestClient alice = server.stranger();
      RegisterReply first = alice.register("Alice");
      RegisterReply again = alice.register("Alice");

      assertEquals(first.getOpened().getIndex(), again.getOpened().getIndex());
      assertEquals(first.getOpened().getEvent(), again.getOpened().getEvent());
      assertEquals(500, first.getBalance().getBalance());
      assertEquals(
          500, alice.calls().getBalance(GetBalanceRequest.getDefaultInstance()).getBalance());

      assertEquals("key-taken", code(() -> alice.register("Other")));
      assertEquals("name-taken", code(() -> server.stranger().register("aLICE")));
      assertEquals("name-taken", code(() -> server.stranger().register("operator")));
    }
  }

  @Test
  void aNameHasOneToThirtyTwoGoodCharacters() throws Exception {
    try (var server = TestServer.start(data)) {
      server.stranger().register("a");
      server.stranger().register("b".repeat(32));
      assertEquals("bad-name", code(() -> server.stranger().register("")));
      assertEquals("bad-name", code(() -> server.stranger().register("b".repeat(33))));
      assertEquals("bad-name", code(() -> server.stranger().register("b c")));
    }
  }

  @Test
  void anInvitationOpensOneAccount() throws Exception {
    try (var server = TestServer.start(data, config -> config.withInvitationOnly(true))) {
      TestClient operator = server.operator();
      invite(operator, "welcome-1");

      assertEquals("bad-invite", code(() -> server.stranger().register("eve")));
      assertEquals("bad-invite", code(() -> server.stranger().register("eve", "welcome-2")));
      TestClient alice = server.stranger();
      alice.register("alice", "welcome-1");
      assertEquals("bad-invite", code(() -> server.stranger().register("eve", "welcome-1")));
      alice.register("alice", "welcome-1");
    }
  }

  @Test
  void anAddressMayAskForSoManyAccountsAndNotOneMore() throws Exception {
    try (var server = limited(new ServerLimits.Registrations(600, 1))) {
      List<TestClient> strangers = connected(server, 3);
      strangers.get(0).register("m1");
      strangers.get(1).register("m2");
      assertEquals("quota", code(() -> strangers.get(2).register("m3")));
      // Whoever has an account opens none by asking again.
      RegisterReply again = strangers.get(0).register("m1");
      assertEquals(2, again.getOpened().getIndex());
    }
  }

  @Test
  void everybodyTogetherMayAskForSoManyAccountsAndNotOneMore() throws Exception {
    try (var server = limited(new ServerLimits.Registrations(1, 60))) {
      List<TestClient> strangers = connected(server, 3);
      strangers.get(0).register("m1");
      assertEquals("bad-name", code(() -> strangers.get(1).register("no good")));
      assertEquals("busy", code(() -> strangers.get(2).register("m2")));
    }
  }

  /// Connected before, so that they take no time of the minute.
  private static List<TestClient> connected(TestServer server, int count) {
    List<TestClient> strangers = Stream.generate(server::stranger).limit(count).toList();
    strangers.forEach(
        stranger -> assertEquals("serving", stranger.calls().health(NOTHING).getState()));
    return strangers;
  }

  private TestServer limited(ServerLimits.Registrations registrations) throws Exception {
    return TestServer.start(
        data, config -> config.withLimits(ServerLimits.DEFAULT.with(registrations)));
  }

  private static void invite(TestClient operator, String code) {
    String origin =
        operator
            .calls()
            .getCheckpoint(GetCheckpointRequest.getDefaultInstance())
            .getNote()
            .lines()
            .findFirst()
            .orElseThrow();
    var act =
        new OperatorAct(
            LedgerId.parse(origin.substring("chit/".length())),
            ActId.of(TestIdentity.bytes(16)),
            new Deed.Invite(InviteHash.ofCode(code)),
            "a test");
    byte[] signed =
        SignedAct.of(act, operator.identity().identity().sign(act.signedBytes())).bytes();
    operator.admin().act(ActRequest.newBuilder().setAct(ByteString.copyFrom(signed)).build());
  }

  static String code(Executable call) {
    return codeOf(assertThrows(StatusRuntimeException.class, call));
  }

  static String codeOf(StatusRuntimeException failure) {
    return Refusal.of(failure).map(Refusal::code).orElse(failure.toString());
  }
}
