package dev.chit.bench.filling;

import dev.chit.bench.BenchException;
import dev.chit.bench.Progress;
import dev.chit.core.AccountId;
import dev.chit.core.AccountName;
import dev.chit.core.Amount;
import dev.chit.core.BadSignatureException;
import dev.chit.core.ChitId;
import dev.chit.core.Reference;
import dev.chit.core.Salt;
import dev.chit.core.SignatureVerifier;
import dev.chit.core.Utf8;
import dev.chit.core.chit.MemoCommitment;
import dev.chit.core.chit.MemoOpening;
import dev.chit.core.chit.Order;
import dev.chit.core.chit.ParsedChit;
import dev.chit.core.chit.VerifiedChit;
import dev.chit.core.event.InviteHash;
import dev.chit.core.event.StatementBytes;
import dev.chit.core.ledger.Command;
import dev.chit.core.ledger.LedgerTerms;
import dev.chit.core.ledger.Outcome;
import dev.chit.crypto.AgreementKey;
import dev.chit.crypto.DeviceStatement;
import dev.chit.crypto.SigningKey;
import dev.chit.server.ledger.LedgerService;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// Opens accounts and lets them pay one another, as fast as the ledger takes it.
final class Filler {
  private static final int ACCOUNTS_MAX = 1_000;
  private static final int TOLD_EVERY = 1 << 13;

  /// Signed a moment ago by the very process that presents it: to check it would be four times the
  /// work of making it.
  private static final SignatureVerifier MADE_HERE = (key, message, signature) -> true;

  private final LedgerService ledger;
  private final LedgerTerms terms;
  private final SigningKey operator;
  private final SigningKey seed;
  private final int underWayMax;
  private final Semaphore free;
  private final SplittableRandom random = new SplittableRandom();
  private final AtomicReference<@Nullable String> trouble = new AtomicReference<>();

  /// @param seed what the accounts' keys are derived from
  /// @param underWayMax commands at once, fewer than the ledger's queue takes
  Filler(LedgerService ledger, SigningKey operator, SigningKey seed, int underWayMax) {
    this.ledger = ledger;
    this.terms = ledger.terms();
    this.operator = operator;
    this.seed = seed;
    this.underWayMax = underWayMax;
    this.free = new Semaphore(underWayMax);
  }

  /// Adds what is missing to that many entries. Accounts that are there already stay as they are.
  void fill(long entries, Progress progress) throws BenchException, InterruptedException {
    SigningKey[] members = new SigningKey[Math.clamp(entries / 4, 2, ACCOUNTS_MAX)];
    for (int i = 0; i < members.length; i++) {
      members[i] = member(i);
      submit(open("filled-" + i, members[i]));
    }
    awaitAll();
    payAll(members, ledger.checkpoint().size(), entries, progress);
    awaitAll();
    progress.at("entries", entries, entries);
  }

  /// Signing takes longer than what the ledger does with it, so every processor signs.
  private void payAll(SigningKey[] members, long from, long to, Progress progress)
      throws BenchException, InterruptedException {
    var signers = new ArrayList<Future<?>>();
    var next = new AtomicLong(from);
    try (ExecutorService pool =
        Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors())) {
      for (int i = 0; i < Runtime.getRuntime().availableProcessors(); i++) {
        signers.add(pool.submit(() -> pay(members, next, to, progress)));
      }
      for (Future<?> signer : signers) {
        signer.get();
      }
    } catch (ExecutionException e) {
      if (e.getCause() instanceof BenchException known) {
        throw known;
      }
      throw BenchException.failed("The ledger could not be filled: " + e.getCause(), e);
    }
  }

  private @Nullable Void pay(SigningKey[] members, AtomicLong next, long to, Progress progress)
      throws BenchException, InterruptedException {
    var own = new SplittableRandom();
    for (long size = next.getAndIncrement(); size < to; size = next.getAndIncrement()) {
      submit(new Command.Settle(payment(members, own)));
      if (size % TOLD_EVERY == 0) {
        tell(progress, size, to);
      }
    }
    return null;
  }

  private synchronized void tell(Progress progress, long size, long entries) {
    progress.at("entries", size, entries);
  }

  private void submit(Command command) throws BenchException, InterruptedException {
    free.acquire();
    checkTrouble();
    var _ =
        ledger
            .submit(command)
            .whenComplete(
                (outcome, failure) -> {
                  if (failure != null) {
                    trouble.compareAndSet(null, failure.toString());
                  } else if (outcome instanceof Outcome.Refused refused) {
                    trouble.compareAndSet(null, refused.toString());
                  }
                  free.release();
                });
  }

  private void awaitAll() throws BenchException, InterruptedException {
    free.acquire(underWayMax);
    free.release(underWayMax);
    checkTrouble();
  }

  private void checkTrouble() throws BenchException {
    String said = trouble.get();
    if (said != null) {
      throw BenchException.failed("The ledger could not be filled: " + said + ".");
    }
  }

  /// Always the same key for the same number.
  private SigningKey member(int number) {
    byte[] signature = seed.sign(Utf8.encode("chit bench member " + number));
    return SigningKey.ofSeed(Arrays.copyOf(signature, SigningKey.SEED_LENGTH));
  }

  private Command open(String name, SigningKey member) {
    var statement =
        DeviceStatement.sign(
            member, 1, member.verifyKey(), AgreementKey.of(new byte[AgreementKey.LENGTH]), 1);
    var reason = new MemoOpening(new Salt(random.nextLong(), random.nextLong()), "opening grant");
    var id = new ChitId(random.nextLong(), random.nextLong());
    Order grant =
        order(id, operator, member, new Amount(terms.openingGrantMinor()), reason.commitment());
    return new Command.Open(
        new AccountName(name),
        StatementBytes.of(statement.encode()),
        InviteHash.NONE,
        false,
        Optional.of(new Command.Settle(signed(grant, operator), Optional.of(reason))));
  }

  private VerifiedChit payment(SigningKey[] members, SplittableRandom random) {
    int from = random.nextInt(members.length);
    int to = (from + 1 + random.nextInt(members.length - 1)) % members.length;
    var id = new ChitId(random.nextLong(), random.nextLong());
    Order order = order(id, members[from], members[to], new Amount(1), MemoCommitment.NONE);
    return signed(order, members[from]);
  }

  private Order order(
      ChitId id, SigningKey from, SigningKey to, Amount amount, MemoCommitment memo) {
    return new Order(
        terms.ledger(),
        id,
        AccountId.ofKey(from.verifyKey()),
        AccountId.ofKey(to.verifyKey()),
        amount,
        terms.unit().code(),
        0,
        memo,
        Reference.NONE);
  }

  private static VerifiedChit signed(Order order, SigningKey by) {
    try {
      return ParsedChit.of(order, by.sign(order.signedBytes()), by.verifyKey()).verify(MADE_HERE);
    } catch (BadSignatureException e) {
      throw new IllegalStateException("a chit that was made here", e);
    }
  }
}
