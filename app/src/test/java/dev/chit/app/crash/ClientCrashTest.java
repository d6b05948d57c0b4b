package dev.chit.app.crash;

import dev.chit.client.ServerAddress;
import dev.chit.client.connection.Transport;
import dev.chit.core.AccountId;
import dev.chit.testkit.crash.ChildProgram;
import dev.chit.testkit.crash.KillPlan;
import dev.chit.testkit.crash.KillPlan.Moment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Two members' clients, each a process, pay and write to each other; one of them, or now and then
/// the server, is killed (SIGKILL) at random moments, and comes back in the same directory; half of
/// the server's ends are gentle. In the end, when everybody has come back for good:
///
/// - every payment that a client reported as paid is in the log, where it said; one that it
///   reported as pending, or had begun when it was killed, is settled once or not at all, and none
///   is pending any more; both wallets know exactly the payments in the log, with their memos;
/// - every message that a client reported as sent, or as kept to be sent, is in the other's history
///   once; nothing is there twice, nor that was not written; and each was given to a listener;
/// - the independent audit finds nothing.
///
/// `-Dchit.crash.kills=100` makes a long run of it; see [KillPlan].
final class ClientCrashTest {
  private static final Logger LOG = Logger.getLogger(ClientCrashTest.class.getName());
  private static final int KILLS = 8;
  private static final int SERVER_ONE_IN = 4;

  private static final int LEARNING_ANSWERS = 20;

  /// Clients start and answer more slowly than bare connections.
  private static final int ANSWERS_DIVISOR = 4;

  @TempDir Path scratch;

  private final KillPlan plan = KillPlan.of(ClientCrashTest.class, KILLS);
  private final Random random = plan.random("test");
  private final Faults faults = new Faults();
  private final Progress progress = new Progress(faults);

  @Test
  void whatAClientReportedHoldsAndNothingHappensTwice() throws Exception {
    try (var server = new ServerProcess(scratch, plan.random("port"))) {
      ServerAddress address = server.startLearning();
      server.stop();
      var program =
          server.program().another(BusyMember.class.getName(), scratch.resolve("clients"));
      try (var ann = client("ann", "ben", program, address);
          var ben = client("ben", "ann", program, address)) {
        try {
          run(server, ann, ben);
          finish(server, ann, ben);
        } catch (Exception | AssertionError e) {
          throw new AssertionError(
              "Failed; again with %s%nThe server: %s%nAnn: %s%nBen: %s"
                  .formatted(plan.reproduce("app"), server.story(), ann.story(), ben.story()),
              e);
        }
      }
    }
  }

  private ClientProcess client(
      String name, String other, ChildProgram program, ServerAddress server) {
    return new ClientProcess(
        name, other, program, scratch.resolve(name), server, new Told(name, faults, progress));
  }

  private void run(ServerProcess server, ClientProcess ann, ClientProcess ben) throws Exception {
    server.launch();
    var _ = server.awaitReady();
    ann.launchLearning();
    ben.launch();
    progress.awaitAnswers(LEARNING_ANSWERS);
    ann.stop();
    ann.launch();
    for (int kill = 0; kill < plan.kills(); kill++) {
      switch (plan.next()) {
        case Moment.Starting moment -> Thread.sleep(moment.after());
        case Moment.UnderLoad moment -> {
          progress.awaitAnswers(progress.answers() + 1 + moment.answers() / ANSWERS_DIVISOR);
          Thread.sleep(moment.later());
        }
      }
      if (random.nextInt(SERVER_ONE_IN) == 0) {
        end(server);
        server.launch();
        var _ = server.awaitReady();
      } else {
        ClientProcess victim = random.nextBoolean() ? ann : ben;
        victim.kill();
        victim.launch();
      }
      faults.none();
    }
    progress.awaitAnswers(progress.answers() + 1);
    ann.kill();
    ben.kill();
  }

  /// By SIGKILL, or as gently as an operator does.
  private void end(ServerProcess server) throws Exception {
    if (random.nextBoolean()) {
      server.kill();
    } else {
      server.stop();
    }
  }

  private void finish(ServerProcess server, ClientProcess ann, ClientProcess ben) throws Exception {
    try (var profileOfAnn = new Profile(ann, faults, progress);
        var profileOfBen = new Profile(ben, faults, progress);
        var transport = new Transport(1)) {
      List<Profile> both = List.of(profileOfAnn, profileOfBen);
      profileOfAnn.awaitRest(profileOfBen);
      profileOfBen.awaitRest(profileOfAnn);
      Map<AccountId, Long> balances =
          Map.of(
              profileOfAnn.account(), profileOfAnn.balanceMinor(),
              profileOfBen.account(), profileOfBen.balanceMinor());
      ServerAddress address =
          ServerAddress.parse(Files.readString(server.data().resolve("address")).strip());
      ExportedLog log = Operator.export(server.data(), transport, address);
      Model model = Model.of(log.events(), faults);
      profileOfAnn.holdAgainst(model, profileOfBen);
      profileOfBen.holdAgainst(model, profileOfAnn);
      Verdict.audit(log, List.of(), balances, address.fingerprint().orElseThrow());
      faults.none();
      LOG.info(
          "%d kills: %d payments told of and %d in the log, %d messages told of and %d in histories"
              .formatted(
                  plan.kills(),
                  both.stream().mapToInt(it -> it.told().paid().size()).sum(),
                  model.settled().size(),
                  both.stream().mapToInt(it -> it.told().sent().size()).sum(),
                  both.stream().mapToInt(Profile::received).sum()));
    }
  }
}
