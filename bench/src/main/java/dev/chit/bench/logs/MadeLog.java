package dev.chit.bench.logs;

import dev.chit.audit.ExportWriter;
import dev.chit.bench.BenchException;
import dev.chit.bench.Progress;
import dev.chit.core.AccountId;
import dev.chit.core.AccountName;
import dev.chit.core.Amount;
import dev.chit.core.ChitId;
import dev.chit.core.LedgerId;
import dev.chit.core.Reference;
import dev.chit.core.Salt;
import dev.chit.core.Unit;
import dev.chit.core.chit.MemoCommitment;
import dev.chit.core.chit.MemoOpening;
import dev.chit.core.chit.Order;
import dev.chit.core.chit.ParsedChit;
import dev.chit.core.event.Event;
import dev.chit.core.event.EventCodec;
import dev.chit.core.event.InviteHash;
import dev.chit.core.event.StatementBytes;
import dev.chit.core.log.Checkpoint;
import dev.chit.core.log.LogFrontier;
import dev.chit.core.log.MerkleTree;
import dev.chit.core.log.SignedCheckpoint;
import dev.chit.crypto.AgreementKey;
import dev.chit.crypto.DeviceStatement;
import dev.chit.crypto.Fingerprint;
import dev.chit.crypto.SigningKey;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/// An exported log, made here: as many accounts as asked for, and payments among them, every one
/// signed by its payer.
final class MadeLog {
  private static final Unit UNIT = new Unit("EUR", 2);
  private static final long GRANT_MINOR = 1_000_000_000;
  private static final long START_MILLIS = 1_767_225_600_000L;
  private static final long CHIT_LIFE_SECONDS = 90L * 24 * 60 * 60;
  private static final int TOLD_EVERY = 4096;

  /// Orders kept for [VerifyLimit]; there are no more where the log is short.
  private static final int KEPT_MAX = 1 << 13;

  private final SigningKey logKey = SigningKey.generate();
  private final SigningKey operator = SigningKey.generate();
  private final LedgerId ledger = LedgerId.ofKey(logKey.verifyKey());
  private final SplittableRandom random = new SplittableRandom();
  private final LogFrontier tree = LogFrontier.empty();
  private final List<SignedOrder> kept = new ArrayList<>();
  private final Path directory;

  private MadeLog(Path directory) {
    this.directory = directory;
  }

  /// @param events at least two, and two for each account
  static MadeLog write(Path directory, int accounts, long events, Progress progress)
      throws BenchException {
    var log = new MadeLog(directory);
    try (ExportWriter writer = ExportWriter.create(directory)) {
      log.writeAll(writer, accounts, events, progress);
      return log;
    } catch (IOException e) {
      throw BenchException.failed("A log could not be written to " + directory + ".", e);
    }
  }

  Path directory() {
    return directory;
  }

  Fingerprint server() {
    return Fingerprint.ofKey(logKey.verifyKey());
  }

  List<SignedOrder> signedOrders() {
    return kept;
  }

  private void writeAll(ExportWriter writer, int accounts, long events, Progress progress)
      throws IOException {
    append(writer, created());
    append(writer, opened("operator", operator, true));
    var members = new ArrayList<SigningKey>();
    for (int i = 0; i < accounts; i++) {
      SigningKey member = SigningKey.generate();
      members.add(member);
      append(writer, opened("member-" + i, member, false));
      append(writer, granted(member));
    }
    while (tree.size() < events) {
      append(writer, paid(members));
      if (tree.size() % TOLD_EVERY == 0) {
        progress.at("events", tree.size(), events);
      }
    }
    progress.at("events", events, events);
    writer.finish(
        SignedCheckpoint.sign(
                new Checkpoint(Checkpoint.originOf(ledger), tree.size(), tree.root()),
                logKey.verifyKey(),
                logKey::sign)
            .note());
  }

  private void append(ExportWriter writer, Event event) throws IOException {
    byte[] bytes = EventCodec.encode(event);
    tree.append(MerkleTree.leafHash(bytes));
    writer.append(bytes);
  }

  private Event created() {
    return new Event.Created(
        salt(),
        START_MILLIS,
        logKey.verifyKey(),
        UNIT,
        operator.verifyKey(),
        CHIT_LIFE_SECONDS,
        GRANT_MINOR);
  }

  private Event opened(String name, SigningKey identity, boolean isOperator) {
    var statement =
        DeviceStatement.sign(
            identity,
            1,
            identity.verifyKey(),
            AgreementKey.of(new byte[AgreementKey.LENGTH]),
            START_MILLIS / 1000);
    return new Event.Opened(
        salt(),
        millis(),
        new AccountName(name),
        false,
        isOperator,
        InviteHash.NONE,
        StatementBytes.of(statement.encode()));
  }

  private Event granted(SigningKey member) {
    var reason = new MemoOpening(salt(), "opening grant");
    Order order = order(operator, member, GRANT_MINOR, reason.commitment());
    return new Event.Issued(salt(), millis(), signed(order, operator), reason);
  }

  private Event paid(List<SigningKey> members) {
    int from = random.nextInt(members.size());
    int to = (from + 1 + random.nextInt(members.size() - 1)) % members.size();
    SigningKey payer = members.get(from);
    Order order = order(payer, members.get(to), 1, MemoCommitment.NONE);
    ParsedChit chit = signed(order, payer);
    if (kept.size() < KEPT_MAX) {
      kept.add(new SignedOrder(chit.payerKey(), order.signedBytes(), chit.signature()));
    }
    return new Event.Settled(salt(), millis(), chit);
  }

  private Order order(SigningKey from, SigningKey to, long minor, MemoCommitment memo) {
    return new Order(
        ledger,
        new ChitId(random.nextLong(), random.nextLong()),
        AccountId.ofKey(from.verifyKey()),
        AccountId.ofKey(to.verifyKey()),
        new Amount(minor),
        UNIT.code(),
        0,
        memo,
        Reference.NONE);
  }

  private static ParsedChit signed(Order order, SigningKey by) {
    return ParsedChit.of(order, by.sign(order.signedBytes()), by.verifyKey());
  }

  private Salt salt() {
    return new Salt(random.nextLong(), random.nextLong());
  }

  /// A thousand events a second.
  private long millis() {
    return START_MILLIS + tree.size();
  }
}
