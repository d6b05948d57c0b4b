package dev.chit.server.cosigning;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.chit.core.log.BadCheckpointException;
import dev.chit.core.log.ConsistencyProof;
import dev.chit.core.log.Cosignature;
import dev.chit.core.log.SignedCheckpoint;
import dev.chit.core.log.WitnessKey;
import dev.chit.core.log.WitnessRequest;
import dev.chit.crypto.Ed25519;
import dev.chit.crypto.Fingerprint;
import dev.chit.crypto.ServerCertificate;
import dev.chit.crypto.SigningKey;
import dev.chit.server.ServerStartException;
import dev.chit.server.witness.TestLog;
import dev.chit.server.witness.WitnessConfig;
import dev.chit.server.witness.WitnessServer;
import dev.chit.testkit.Eventually;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A server's side and the witnesses', over TLS, without a ledger.
class WitnessesTest {
  private final SigningKey logKey = SigningKey.generate();
  private final Set<Fingerprint> watched = Set.of(Fingerprint.ofKey(logKey.verifyKey()));
  private final List<AutoCloseable> running = new ArrayList<>();

  @TempDir Path directory;

  @AfterEach
  void stop() throws Exception {
    for (AutoCloseable one : running.reversed()) {
      one.close();
    }
  }

  private <T extends AutoCloseable> T keep(T one) {
    running.add(one);
    return one;
  }

  private WitnessServer witness(String name) throws ServerStartException {
    return witness(name, 0);
  }

  private WitnessServer witness(String name, int port) throws ServerStartException {
    return WitnessServer.start(
        new WitnessConfig(directory.resolve(name), "127.0.0.1", port, watched));
  }

  private static WitnessAddress address(WitnessServer witness) {
    return new WitnessAddress("127.0.0.1", witness.port(), Fingerprint.ofKey(witness.key().key()));
  }

  private Witnesses shown(Grown log, WitnessServer... witnesses) throws IOException {
    return Witnesses.start(
        Files.createDirectories(directory.resolve("server")),
        List.of(witnesses).stream().map(WitnessesTest::address).toList(),
        logKey,
        log);
  }

  /// Waits until so many events are signed by all of these.
  private static SignedCheckpoint signed(Witnesses witnesses, long size, WitnessKey... by)
      throws Exception {
    List<String> names = List.of(by).stream().map(WitnessKey::name).toList();
    SignedCheckpoint found =
        Eventually.get(
            size + " events signed by " + names,
            () -> witnesses.newest(names).filter(it -> it.size() >= size));
    for (WitnessKey key : by) {
      assertTrue(Cosignature.of(found, key, Ed25519.verifier()).isPresent());
    }
    return found;
  }

  @Test
  void theNewestCheckpointIsSigned() throws Exception {
    var log = new Grown(logKey, 3);
    WitnessServer witness = keep(witness("w"));
    Witnesses witnesses = keep(shown(log, witness));
    assertEquals(3, signed(witnesses, 3, witness.key()).size());
    log.grow(700);
    log.grow(900);
    assertEquals(900, signed(witnesses, 900, witness.key()).size());
    assertEquals(0, witnesses.eventsBehind());
    assertEquals(0, witnesses.contradicting());
    assertEquals(Witnesses.State.SIGNING, witnesses.state());
  }

  @Test
  void whatWasSignedOutlivesTheServerThoughTheWitnessIsGone() throws Exception {
    var log = new Grown(logKey, 3);
    WitnessServer witness = witness("w");
    try (Witnesses witnesses = shown(log, witness)) {
      signed(witnesses, 3, witness.key());
    }
    witness.close();
    Witnesses again = keep(shown(log, witness));
    assertEquals(3, signed(again, 3, witness.key()).size());
  }

  @Test
  void aDamagedFileOfWhatWasSignedIsBegunAnew() throws Exception {
    var log = new Grown(logKey, 3);
    WitnessServer witness = keep(witness("w"));
    try (Witnesses witnesses = shown(log, witness)) {
      signed(witnesses, 3, witness.key());
    }
    Path file = directory.resolve("server").resolve("cosigned");
    String whole = Files.readString(file);
    for (String damaged : List.of("", "x\n", whole.replace("\n3\n", "\n4\n"), whole + "— x y\n")) {
      Files.writeString(file, damaged);
      try (Witnesses witnesses = shown(log, witness)) {
        signed(witnesses, 3, witness.key());
      }
    }
  }

  @Test
  void aWitnessThatRestartsGoesOnWhereItWas() throws Exception {
    var log = new Grown(logKey, 3);
    WitnessServer first = witness("w");
    int port = first.port();
    WitnessKey key = first.key();
    Witnesses witnesses = keep(shown(log, first));
    signed(witnesses, 3, key);
    first.close();
    log.grow(50);
    assertEquals(47, witnesses.eventsBehind());
    WitnessServer second = keep(witness("w", port));
    assertEquals(key, second.key());
    log.grow(60);
    assertEquals(60, signed(witnesses, 60, key).size());
  }

  @Test
  void aDeadWitnessHoldsUpNobodyElse() throws Exception {
    var log = new Grown(logKey, 3);
    WitnessServer alive = keep(witness("alive"));
    WitnessServer dead = witness("dead");
    dead.close();
    Witnesses witnesses = keep(shown(log, alive, dead));
    signed(witnesses, 3, alive.key());
    log.grow(10);
    signed(witnesses, 10, alive.key());
    assertTrue(witnesses.newest(List.of(alive.key().name(), dead.key().name())).isEmpty());
    assertEquals(10, witnesses.eventsBehind());
    assertEquals(10, witnesses.newest(List.of()).orElseThrow().size());
  }

  @Test
  void severalWitnessesSignTheSameCheckpoints() throws Exception {
    var log = new Grown(logKey, 3);
    WitnessServer one = keep(witness("one"));
    WitnessServer two = witness("two");
    Witnesses witnesses = keep(shown(log, one, two));
    signed(witnesses, 3, one.key(), two.key());
    log.grow(20);
    signed(witnesses, 20, one.key(), two.key());
    two.close();
    log.grow(30);
    signed(witnesses, 30, one.key());
    // The newest that both have signed is still there for whoever requires both.
    assertEquals(20, signed(witnesses, 20, one.key(), two.key()).size());
    assertTrue(witnesses.newest(List.of("nobody")).isEmpty());
  }

  @Test
  void aServerThatForksIsRefusedAndHearsOfIt() throws Exception {
    var log = new Grown(logKey, 10);
    WitnessServer witness = keep(witness("w"));
    try (Witnesses witnesses = shown(log, witness)) {
      signed(witnesses, 10, witness.key());
    }
    var fork = new Grown(logKey, 8);
    fork.branch("other");
    fork.grow(12);
    try (Witnesses witnesses = shown(fork, witness)) {
      Eventually.is("the contradiction", () -> witnesses.contradicting() == 1);
      assertEquals(Witnesses.State.CONTRADICTING, witnesses.state());
      assertEquals(10, witnesses.newest(List.of()).orElseThrow().size());
    }
    // The true log is signed as before.
    log.grow(11);
    try (Witnesses witnesses = shown(log, witness)) {
      signed(witnesses, 11, witness.key());
      assertEquals(0, witnesses.contradicting());
    }
  }

  @Test
  void aServerPutBackFromAnOldCopyHearsOfIt() throws Exception {
    var log = new Grown(logKey, 10);
    WitnessServer witness = keep(witness("w"));
    try (Witnesses witnesses = shown(log, witness)) {
      signed(witnesses, 10, witness.key());
    }
    Files.delete(directory.resolve("server").resolve("cosigned"));
    Witnesses witnesses = keep(shown(new Grown(logKey, 7), witness));
    Eventually.is("the contradiction", () -> witnesses.contradicting() == 1);
    assertTrue(witnesses.newest(List.of()).isEmpty());
  }

  @Test
  void nobodyElseCanConnect() throws Exception {
    WitnessServer witness = keep(witness("w"));
    var stranger = SigningKey.generate();
    String request = new TestLog(stranger).grow(3).request(0);
    try (var channel = new WitnessChannel(address(witness), ServerCertificate.create(stranger))) {
      assertThrows(IOException.class, () -> channel.send(WitnessRequest.parse(request)));
    }
    // Nor does a watched log bring another one along.
    try (var channel = new WitnessChannel(address(witness), ServerCertificate.create(logKey))) {
      var refused =
          assertThrows(IOException.class, () -> channel.send(WitnessRequest.parse(request)));
      assertTrue(String.valueOf(refused.getMessage()).contains("404"), refused.toString());
    }
  }

  @Test
  void anotherWitnessAtTheOldAddressIsNotAsked() throws Exception {
    WitnessServer wanted = witness("wanted");
    wanted.close();
    WitnessServer impostor = keep(witness("impostor"));
    var address =
        new WitnessAddress("127.0.0.1", impostor.port(), Fingerprint.ofKey(wanted.key().key()));
    String request = new TestLog(logKey).grow(3).request(0);
    try (var channel = new WitnessChannel(address, ServerCertificate.create(logKey))) {
      assertThrows(IOException.class, () -> channel.send(WitnessRequest.parse(request)));
    }
    assertArrayEquals(new String[0], directory.resolve("impostor").resolve("logs").toFile().list());
  }

  @Test
  void anAnswerThatIsNotTheWitnessesIsNotKept() throws Exception {
    var log = new TestLog(logKey).grow(3);
    var other = SigningKey.generate();
    Cosignature forged =
        Cosignature.sign(
            log.checkpoint().checkpoint(), WitnessKey.of(other.verifyKey()), 1, other::sign);
    WitnessKey expected = WitnessKey.of(SigningKey.generate().verifyKey());
    assertTrue(
        Cosignature.ofLines(
                forged.line(), log.checkpoint().checkpoint(), expected, Ed25519.verifier())
            .isEmpty());
    String renamed = forged.line().replace(forged.witness().name(), expected.name());
    assertTrue(
        Cosignature.ofLines(renamed, log.checkpoint().checkpoint(), expected, Ed25519.verifier())
            .isEmpty());
    assertThrows(
        BadCheckpointException.class,
        () ->
            Cosignature.ofLines(
                "no line\n", log.checkpoint().checkpoint(), expected, Ed25519.verifier()));
  }

  @Test
  void aDirectoryHasOneWitness() throws Exception {
    keep(witness("w"));
    assertEquals(
        ServerStartException.Reason.ALREADY_RUNNING,
        assertThrows(ServerStartException.class, () -> witness("w")).reason());
  }

  @Test
  void aWitnessWithoutItsKeyIsNotBegunAnew() throws Exception {
    witness("w").close();
    Files.delete(directory.resolve("w").resolve("witness.key"));
    assertEquals(
        ServerStartException.Reason.BAD_DATA,
        assertThrows(ServerStartException.class, () -> witness("w")).reason());
  }

  /// A log that tells when it grows.
  private static final class Grown implements WitnessedLog {
    private final TestLog log;
    private final List<Consumer<SignedCheckpoint>> listeners = new ArrayList<>();
    private String branch = "leaf";

    Grown(SigningKey key, long size) {
      log = new TestLog(key).grow(size);
    }

    void branch(String name) {
      branch = name;
    }

    synchronized void grow(long size) {
      log.grow(size, branch.equals("leaf") ? Long.MAX_VALUE : 0, branch);
      listeners.forEach(listener -> listener.accept(log.checkpoint()));
    }

    @Override
    public synchronized SignedCheckpoint checkpoint() {
      return log.checkpoint();
    }

    @Override
    public synchronized ConsistencyProof consistency(long from, long to) {
      return log.proof(from, to);
    }

    @Override
    public synchronized void onGrowth(Consumer<SignedCheckpoint> grown) {
      listeners.add(grown);
    }
  }
}
