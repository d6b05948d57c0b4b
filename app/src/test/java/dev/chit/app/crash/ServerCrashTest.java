package dev.chit.app.crash;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.protobuf.ByteString;
import dev.chit.client.ChitException;
import dev.chit.client.ChitRefusedException;
import dev.chit.client.ServerAddress;
import dev.chit.client.connection.Transport;
import dev.chit.core.AccountId;
import dev.chit.crypto.SigningKey;
import dev.chit.testkit.crash.KillPlan;
import dev.chit.testkit.crash.KillPlan.Moment;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiConsumer;
import java.util.function.ToIntFunction;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The server is killed (SIGKILL) at random moments, while members pay and write to each other, to
/// members who come and go, and to newcomers who never connect before the end; while others
/// register; and while it starts. It comes back on the same directory and port, the members ask
/// again for whatever they have no answer to, and in the end:
///
/// - every acknowledged payment is in the log once, at the index and with the balance that were
///   said; no other chit is; what was refused is not; a chit presented again was never moved twice;
/// - every member was told of every event of its account;
/// - every registration opened one account, with one grant;
/// - every acknowledged message reached its recipient, whole, and in its sender's order; by its id,
///   the recipient has it once. What a recipient acknowledged before a gentle stop does not come
///   again after it (before a crash, it may);
/// - the balances are those of a model; they add up to zero; an independent audit derives the root
///   that was signed, and the log is an extension of every checkpoint that anybody saw.
///
/// A killed process keeps what it handed to the operating system: this shows that nothing is said
/// before it is handed over for good, and that any moment is one to start again from. Whether a
/// disk keeps what it was told to keep when the power fails, it does not show.
///
/// `-Dchit.crash.kills=300` makes a long run of it; see [KillPlan].
final class ServerCrashTest {
  private static final Logger LOG = Logger.getLogger(ServerCrashTest.class.getName());
  private static final int KILLS = 10;
  private static final int STEADY = 4;
  private static final int WANDERERS = 2;
  private static final int NEWCOMER_ONE_IN = 4;
  private static final int CHECKPOINT_EVERY_ANSWERS = 16;

  @TempDir Path scratch;

  private final KillPlan plan = KillPlan.of(ServerCrashTest.class, KILLS);
  private final Random random = plan.random("test");
  private final List<Member> steady = new ArrayList<>();
  private final List<Member> wanderers = new ArrayList<>();
  private final List<Member> unregistered = new CopyOnWriteArrayList<>();
  private int newcomers;

  @Test
  void nothingAcknowledgedIsLostAndNothingHappensTwice() throws Exception {
    try (var server = new ServerProcess(scratch, plan.random("port"));
        var transport = new Transport(2)) {
      try {
        run(server, transport);
      } catch (Exception | AssertionError e) {
        throw new AssertionError(
            "Failed; again with " + plan.reproduce("app") + "\nThe server: " + server.story(), e);
      }
    }
  }

  private void run(ServerProcess server, Transport transport) throws Exception {
    World world = found(server, transport);
    for (int kill = 0; kill < plan.kills(); kill++) {
      server.launch();
      switch (plan.next()) {
        case Moment.Starting moment -> {
          Thread.sleep(moment.after());
          server.kill();
        }
        case Moment.UnderLoad moment -> live(world, server, transport, moment);
      }
      world.faults.none();
    }
    server.launch();
    finish(world, server, transport);
  }

  /// The first members, on a server that ends gently.
  private World found(ServerProcess server, Transport transport) throws Exception {
    ServerAddress address = server.startLearning();
    var world = new World(SigningKey.load(server.data().resolve("log.key")).verifyKey());
    for (int i = 0; i < STEADY + WANDERERS; i++) {
      Member member = member(world, (i < STEADY ? "steady-" : "wanderer-") + i);
      member.register(transport, address);
      (i < STEADY ? steady : wanderers).add(member);
      world.add(member);
    }
    server.stop();
    return world;
  }

  private Member member(World world, String name) {
    Random own = plan.random(name);
    return new Member(world, name, Keys.random(own), own);
  }

  /// One life of the server, up to the moment to kill it.
  private void live(World world, ServerProcess server, Transport transport, Moment.UnderLoad moment)
      throws Exception {
    ServerAddress address = server.awaitReady();
    for (Member member : steady) {
      member.connect(transport, address);
      member.keepBusy(true);
    }
    wander(transport, address);
    if (random.nextInt(NEWCOMER_ONE_IN) == 0) {
      unregistered.add(member(world, "newcomer-" + newcomers++));
    }
    Thread registering = Thread.startVirtualThread(() -> register(world, transport, address));
    Thread watching = Thread.startVirtualThread(() -> watch(transport, address));
    long answers = world.progress.answers();
    world.progress.awaitAnswers(answers + (moment.answers() + 1) / 2);
    wander(transport, address);
    world.progress.awaitAnswers(answers + moment.answers());
    Thread.sleep(moment.later());
    server.kill();
    registering.interrupt();
    watching.interrupt();
    registering.join();
    watching.join();
  }

  /// Lets each of those who come and go do one or the other.
  private void wander(Transport transport, ServerAddress address) throws ChitException {
    for (Member member : wanderers) {
      if (random.nextBoolean()) {
        member.connect(transport, address);
        member.keepBusy(true);
      } else {
        member.leave();
      }
    }
  }

  /// Tries to register who has no account yet; whoever hears no answer tries again in another life.
  private void register(World world, Transport transport, ServerAddress address) {
    try {
      for (Member member : List.copyOf(unregistered)) {
        member.register(transport, address);
        unregistered.remove(member);
        world.add(member);
      }
    } catch (ChitRefusedException e) {
      world.faults.add("a registration was refused: " + e.getMessage());
    } catch (ChitException | InterruptedException e) {
      LOG.fine("killed while somebody registered");
    }
  }

  private void watch(Transport transport, ServerAddress address) {
    try {
      steady.getFirst().watchCheckpoints(transport, address, CHECKPOINT_EVERY_ANSWERS);
    } catch (ChitException | InterruptedException e) {
      LOG.fine("killed while somebody looked at the checkpoint");
    }
  }

  /// Everybody comes, and nobody begins anything new; then what was said is held against what is.
  private void finish(World world, ServerProcess server, Transport transport) throws Exception {
    ServerAddress address = server.awaitReady();
    register(world, transport, address);
    assertEquals(List.of(), unregistered, "members still without an account");
    connectAll(world, transport, address);
    world.progress.await(() -> allIdle(world), "answers to everything");
    sendLastWords(world);
    // An answer to what was asked later shows that the acknowledgements were heard.
    askAll(world, (member, next) -> member.pay(next.account()));
    int repeats = repeats(world);
    server.stop();

    server.launch();
    address = server.awaitReady();
    connectAll(world, transport, address);
    sendLastWords(world);
    assertEquals(repeats, repeats(world), "messages that came again after a gentle stop");

    ExportedLog log = Operator.export(server.data(), transport, address);
    Model model = Model.of(log.events(), world.faults);
    Map<AccountId, Long> balances = new HashMap<>();
    for (Member member : world.registered()) {
      balances.put(member.account(), member.balanceMinor(transport, address));
    }
    var verdict = new Verdict(world);
    verdict.onMoney(log, model, balances, address.fingerprint().orElseThrow());
    verdict.onMessages();
    for (Member member : world.registered()) {
      world.progress.await(
          () -> Verdict.knowsAll(member, model), member.name + " to hear of all its events");
    }
    report(world, log);
    world.registered().forEach(Member::leave);
    server.stop();
  }

  private static void connectAll(World world, Transport transport, ServerAddress address)
      throws ChitException {
    for (Member member : world.registered()) {
      member.keepBusy(false);
      member.promptly();
      member.connect(transport, address);
    }
  }

  /// Everybody writes to the next, and has it: it came behind whatever was waiting.
  private static void sendLastWords(World world) throws InterruptedException {
    Map<ByteString, Member> words = new HashMap<>();
    askAll(world, (member, next) -> words.put(member.write(next.account()), next));
    for (Map.Entry<ByteString, Member> each : words.entrySet()) {
      Member recipient = each.getValue();
      world.progress.await(
          () -> recipient.look(it -> it.history.has(each.getKey())), "the last words");
    }
  }

  private static void askAll(World world, BiConsumer<Member, Member> ask)
      throws InterruptedException {
    List<Member> all = world.registered();
    for (int i = 0; i < all.size(); i++) {
      ask.accept(all.get(i), all.get((i + 1) % all.size()));
    }
    world.progress.await(() -> allIdle(world), "answers to the last questions");
  }

  private static boolean allIdle(World world) {
    return world.registered().stream().allMatch(Member::isIdle);
  }

  private static int repeats(World world) {
    return sum(world, member -> member.history.repeats());
  }

  private void report(World world, ExportedLog log) {
    LOG.info(
        "%d kills: %d payments (%d settled but unheard of before a crash, %d refused), %d messages (%d came more than once), %d members, %d events, %d checkpoints seen"
            .formatted(
                plan.kills(),
                sum(world, member -> member.wallet.paid().size()),
                sum(world, member -> member.wallet.settledUnheard()),
                sum(world, member -> member.wallet.refused().size()),
                sum(world, member -> member.postbag.acknowledged().size()),
                repeats(world),
                world.registered().size(),
                log.events().size(),
                world.checkpoints.seen().size()));
  }

  private static int sum(World world, ToIntFunction<Member> of) {
    return world.registered().stream().mapToInt(member -> member.look(of::applyAsInt)).sum();
  }
}
