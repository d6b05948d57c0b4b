package dev.chit.server.directory;

import dev.chit.core.AccountId;
import dev.chit.core.AccountName;
import dev.chit.core.ledger.Account;
import dev.chit.core.ledger.Device;
import dev.chit.core.ledger.Rejection;
import dev.chit.crypto.DeviceStatement;
import dev.chit.server.calls.Answers;
import dev.chit.server.calls.LedgerMessages;
import dev.chit.server.calls.Refusals;
import dev.chit.server.calls.RefusedException;
import dev.chit.server.ledger.LedgerService;
import dev.chit.server.ledger.Receipt;
import dev.chit.server.mailbox.Recipients;
import dev.chit.server.mailbox.store.DeviceAddress;
import dev.chit.server.presence.Presence;
import dev.chit.server.store.StoreException;
import dev.chit.wire.Ids;
import dev.chit.wire.Refusal;
import dev.chit.wire.v1.AccountRecord;
import dev.chit.wire.v1.FindRequest;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;

/// Which account has which name, key and devices, as the log says. What is not asynchronous blocks,
/// and is called on the readers.
public final class Directory implements Recipients {
  /// What an identity is here.
  public sealed interface Standing {
    record NoAccount() implements Standing {}

    /// There is the account, but not with this device.
    record NoDevice() implements Standing {}

    /// The device was the account's once.
    record Revoked() implements Standing {}

    /// The account has ended.
    record Closed() implements Standing {}

    record Registered(DeviceAddress address, String name, boolean isOperator) implements Standing {}
  }

  private final LedgerService ledger;
  private final Presence presence;
  private final Answers answers;
  private final Devices devices;

  /// Accounts without keys of their own whose texts somebody takes now.
  private final Set<AccountId> collected = ConcurrentHashMap.newKeySet();

  public Directory(LedgerService ledger, Presence presence, Answers answers) {
    this.ledger = ledger;
    this.presence = presence;
    this.answers = answers;
    this.devices = new Devices(ledger);
  }

  public CompletionStage<Standing> standing(DeviceStatement statement) {
    return answers.read(() -> standingNow(statement));
  }

  private Standing standingNow(DeviceStatement statement) throws StoreException {
    Optional<Account> account = ledger.account(statement.account());
    if (account.isEmpty()) {
      return new Standing.NoAccount();
    }
    if (account.get().isClosed()) {
      return new Standing.Closed();
    }
    Optional<Device> device = devices.device(account.get(), statement.device());
    if (device.isEmpty()
        || !Arrays.equals(devices.statement(device.get()).bytes(), statement.encode())) {
      return new Standing.NoDevice();
    }
    if (device.get().isRevoked()) {
      return new Standing.Revoked();
    }
    return new Standing.Registered(
        new DeviceAddress(statement.account(), statement.device()),
        account.get().name().value(),
        account.get().operator());
  }

  @Override
  public CompletionStage<Optional<Refusal>> refusal(DeviceAddress recipient) {
    return answers.read(() -> refusalNow(recipient));
  }

  /// Why nothing can be sent there. Reads the disk.
  public Optional<Refusal> refusalNow(DeviceAddress recipient) throws StoreException {
    Optional<Account> account = ledger.account(recipient.account());
    if (account.isEmpty()) {
      return Optional.of(Refusals.of(Rejection.UNKNOWN_ACCOUNT));
    }
    if (account.get().isClosed()) {
      return Optional.of(Refusals.of(Rejection.ACCOUNT_CLOSED));
    }
    if (account.get().custodial() && !collected.contains(recipient.account())) {
      return Optional.of(Refusals.OLD_PROGRAM);
    }
    return devices.present(account.get(), recipient.device()).isPresent()
        ? Optional.empty()
        : Optional.of(Refusals.of(Rejection.UNKNOWN_DEVICE));
  }

  /// From now on somebody takes what is written to an account without a key of its own.
  public void collects(AccountId account) {
    collected.add(account);
  }

  public void collectsNoLonger(AccountId account) {
    collected.remove(account);
  }

  /// The devices of a member with keys of their own; none if there is no such member.
  public List<DeviceAddress> addresses(AccountId member) throws StoreException {
    Optional<Account> account = ledger.account(member).filter(it -> !it.custodial());
    return account.isEmpty()
        ? List.of()
        : ledger.devices(account.get()).stream()
            .filter(device -> !device.isRevoked())
            .map(device -> new DeviceAddress(member, device.number()))
            .toList();
  }

  /// The statement of a device, 172 bytes.
  public byte[] statement(DeviceAddress device) throws StoreException, RefusedException {
    Account account =
        ledger
            .account(device.account())
            .orElseThrow(() -> new RefusedException(Refusals.of(Rejection.UNKNOWN_ACCOUNT)));
    if (account.isClosed()) {
      throw new RefusedException(Refusals.of(Rejection.ACCOUNT_CLOSED));
    }
    Device found =
        devices
            .present(account, device.device())
            .orElseThrow(() -> new RefusedException(Refusals.of(Rejection.UNKNOWN_DEVICE)));
    return devices.statement(found).bytes();
  }

  /// An account by name or id, with the proof that the log has it.
  ///
  /// @param asker is told whether the account is online only if it may see that
  public AccountRecord find(FindRequest request, AccountId asker)
      throws StoreException, RefusedException {
    Account account =
        lookUp(request)
            .orElseThrow(() -> new RefusedException(Refusals.of(Rejection.UNKNOWN_ACCOUNT)));
    // Before the proof, so that its tree has all of their events.
    Collection<Device> all = ledger.devices(account);
    Receipt opened = receipt(account);
    AccountRecord.Builder record = AccountRecord.newBuilder();
    devices.tell(account, all, opened, record);
    return record
        .setAccount(Ids.bytes(account.id()))
        .setName(account.name().value())
        .setOpened(LedgerMessages.receipt(opened))
        .setOnline(presence.isOnline(account.id(), asker))
        .setFrozen(account.frozen())
        .build();
  }

  private Optional<Account> lookUp(FindRequest request) throws StoreException, RefusedException {
    try {
      return switch (request.getByCase()) {
        case NAME -> ledger.account(new AccountName(request.getName()));
        case ACCOUNT -> {
          AccountId id = Ids.account(request.getAccount());
          yield ledger.account(id);
        }
        case BY_NOT_SET ->
            throw new RefusedException(Refusals.badRequest("Nothing says whom to find."));
      };
    } catch (IllegalArgumentException e) {
      throw new RefusedException(Refusals.of(Rejection.UNKNOWN_ACCOUNT));
    }
  }

  private Receipt receipt(Account account) throws StoreException {
    return ledger
        .receipt(account.openedIndex())
        .orElseThrow(
            () -> new StoreException("The log lacks event " + account.openedIndex() + "."));
  }
}
