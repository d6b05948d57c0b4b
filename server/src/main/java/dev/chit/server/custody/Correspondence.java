package dev.chit.server.custody;

import com.google.protobuf.ByteString;
import dev.chit.core.AccountId;
import dev.chit.core.ClearText;
import dev.chit.core.ledger.Account;
import dev.chit.core.ledger.Rejection;
import dev.chit.server.calls.Answers;
import dev.chit.server.calls.Refusals;
import dev.chit.server.directory.Directory;
import dev.chit.server.mailbox.Letter;
import dev.chit.server.mailbox.Link;
import dev.chit.server.mailbox.Mailboxes;
import dev.chit.server.mailbox.Sender;
import dev.chit.server.mailbox.store.DeviceAddress;
import dev.chit.server.mailbox.store.Envelope;
import dev.chit.wire.Refusal;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Predicate;

/// Carries texts between members and those whose keys the server keeps, as [ClearText]: nothing
/// here is sealed, and a member's client takes it from nobody but such an account, and says so.
///
/// What a member writes goes to the account's mailbox, as if it had a device; a front end that
/// [#collect]s it is that device. An account that none collects for is refused.
public final class Correspondence {
  /// Under which an account whose key the server keeps sends and receives.
  private static final int DEVICE = 1;

  private static final int ID_BYTES = 16;

  private final Mailboxes mailboxes;
  private final Directory directory;
  private final Answers answers;
  private final Predicate<AccountId> mayWrite;
  private final SecureRandom random = new SecureRandom();

  /// @param mayWrite takes one envelope of an account's allowance, or says no
  public Correspondence(
      Mailboxes mailboxes, Directory directory, Answers answers, Predicate<AccountId> mayWrite) {
    this.mailboxes = mailboxes;
    this.directory = directory;
    this.answers = answers;
    this.mayWrite = mayWrite;
  }

  /// Writes to a member, on all devices of theirs.
  ///
  /// @return why not, or nothing once it is on a disk
  public CompletionStage<Optional<Rejection>> write(Account from, AccountId to, ClearText text) {
    if (!from.custodial()) {
      throw new IllegalArgumentException(from.name() + " (expected: a custodial account)");
    }
    if (!mayWrite.test(from.id())) {
      return CompletableFuture.completedStage(Optional.of(Rejection.QUOTA));
    }
    return answers
        .read(() -> directory.addresses(to))
        .thenCompose(devices -> write(from.id(), devices, text));
  }

  private CompletionStage<Optional<Rejection>> write(
      AccountId from, List<DeviceAddress> devices, ClearText text) {
    var id = new byte[ID_BYTES];
    random.nextBytes(id);
    var envelope =
        new Envelope(
            ByteString.copyFrom(from.bytes()),
            DEVICE,
            ByteString.copyFrom(id),
            ByteString.copyFrom(text.encode()),
            System.currentTimeMillis());
    CompletionStage<Optional<Rejection>> all =
        CompletableFuture.completedStage(Optional.of(Rejection.UNKNOWN_DEVICE));
    for (DeviceAddress device : devices) {
      var told = new Told();
      mailboxes.deliver(device, new Letter(envelope, told, 0, System.nanoTime()));
      // It arrives if it arrives at one of them.
      all = all.thenCombine(told.outcome, (one, other) -> one.isEmpty() ? one : other);
    }
    return all;
  }

  private static final class Told implements Sender {
    final CompletableFuture<Optional<Rejection>> outcome = new CompletableFuture<>();

    @Override
    public void delivered(long request) {
      outcome.complete(Optional.empty());
    }

    @Override
    public void stored(long request) {
      outcome.complete(Optional.empty());
    }

    @Override
    public void refused(long request, Refusal refusal) {
      outcome.complete(
          Optional.of(refusal.equals(Refusals.BUSY) ? Rejection.BUSY : Rejection.UNKNOWN_DEVICE));
    }
  }

  /// What a front end does when something has come. Called from any thread; must not block.
  public interface Collector {
    void wake();

    /// The mailbox cannot be read, or too much was not acknowledged: collect anew after a while.
    void stuck();

    /// Runs a task after a while, on any thread.
    void later(Runnable task, long millis);
  }

  /// What a member wrote.
  ///
  /// @param number to be acknowledged once it is safe, and all before it
  public record Written(AccountId from, ClearText text, long number) {}

  /// Some of what has come.
  ///
  /// @param through number of the last thing that came, a text or not; 0 if nothing did
  public record Page(List<Written> written, long through) {}

  /// Collects what members write to an account, from now until it is closed.
  public Collecting collect(AccountId account, Collector collector) {
    directory.collects(account);
    return new Collecting(
        account,
        mailboxes.attach(
            new DeviceAddress(account, DEVICE),
            new Link() {
              @Override
              public void wake() {
                collector.wake();
              }

              @Override
              public void replaced() {
                collector.stuck();
              }

              @Override
              public void stuck() {
                collector.stuck();
              }

              @Override
              public void later(Runnable task, long millis) {
                collector.later(task, millis);
              }
            }));
  }

  /// One account's mail. Its methods block for no longer than a lock.
  public final class Collecting implements AutoCloseable {
    private static final int LETTERS_AT_ONCE = 64;
    private static final int BYTES_AT_ONCE = 1 << 20;

    private final AccountId account;
    private final Mailboxes.Attachment mailbox;

    private Collecting(AccountId account, Mailboxes.Attachment mailbox) {
      this.account = account;
      this.mailbox = mailbox;
    }

    /// What has come and was not taken before. What is no text is passed over.
    public Page take() {
      var letters = new ArrayList<Letter>();
      mailbox.take(letters, LETTERS_AT_ONCE, BYTES_AT_ONCE);
      var written = new ArrayList<Written>();
      for (Letter letter : letters) {
        read(letter).ifPresent(written::add);
      }
      return new Page(written, letters.isEmpty() ? 0 : letters.getLast().number());
    }

    private static Optional<Written> read(Letter letter) {
      Envelope envelope = letter.envelope();
      try {
        return Optional.of(
            new Written(
                AccountId.of(envelope.sender().toByteArray()),
                ClearText.decode(envelope.sealed().toByteArray()),
                letter.number()));
      } catch (IllegalArgumentException e) {
        return Optional.empty();
      }
    }

    /// Everything up to this number is safe where it was collected.
    public void acknowledge(long through) {
      var _ = mailbox.acknowledge(through);
    }

    /// From now on nothing is taken for the account.
    @Override
    public void close() {
      directory.collectsNoLonger(account);
      mailbox.detach();
    }
  }
}
