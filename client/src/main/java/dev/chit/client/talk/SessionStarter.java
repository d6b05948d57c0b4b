package dev.chit.client.talk;

import dev.chit.client.ChitException;
import dev.chit.client.ChitRefusedException;
import dev.chit.client.MessageState;
import dev.chit.client.NotTrustedException;
import dev.chit.client.connection.Live;
import dev.chit.client.people.People;
import dev.chit.client.people.Person;
import dev.chit.client.state.ProfileStore;
import dev.chit.client.state.SealedTable.Row;
import dev.chit.client.state.v1.UnsealedRow;
import dev.chit.client.watch.Unseen;
import dev.chit.client.work.Worker;
import dev.chit.core.AccountId;
import dev.chit.core.MessageId;
import dev.chit.crypto.DeviceStatement;
import dev.chit.sessions.PrekeyBundle;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Moves messages that wait for a session into the outbox: takes prekeys of the device, starts the
/// session and seals, device by device in order.
final class SessionStarter {
  private static final int ROWS_AT_ONCE = 64;
  private static final long LATER_MILLIS = 30_000;

  private final ProfileStore store;
  private final Sealer sealer;
  private final Prekeys prekeys;
  private final DeviceInbox devices;
  private final Runnable outboxFilled;

  SessionStarter(
      ProfileStore store,
      Sealer sealer,
      Prekeys prekeys,
      DeviceInbox devices,
      Runnable outboxFilled) {
    this.store = store;
    this.sealer = sealer;
    this.prekeys = prekeys;
    this.devices = devices;
    this.outboxFilled = outboxFilled;
  }

  /// One round of the worker.
  long work(Live live) throws ChitException, InterruptedException {
    Set<DeviceStatement> later = new HashSet<>();
    long through = 0;
    while (true) {
      long from = through;
      List<Row<UnsealedRow>> rows = store.run(tables -> tables.unsealed.after(from, ROWS_AT_ONCE));
      if (rows.isEmpty()) {
        return later.isEmpty() ? Worker.Round.DONE : LATER_MILLIS;
      }
      for (Row<UnsealedRow> row : rows) {
        Optional<DeviceStatement> device = device(row.value());
        if (device.isEmpty()) {
          var _ = elsewhere(row);
        } else if (!later.contains(device.get())) {
          Sealer.Sealed outcome = seal(live, device.get(), row);
          if (outcome == Sealer.Sealed.POSTPONED) {
            later.add(device.get());
          }
        }
        through = row.sequence();
      }
    }
  }

  private Optional<DeviceStatement> device(UnsealedRow row)
      throws ChitException, InterruptedException {
    AccountId account = AccountId.of(row.getRecipient().toByteArray());
    Optional<Person> person = store.run(tables -> People.known(tables, account));
    return person.flatMap(known -> known.device(row.getDevice()));
  }

  private Sealer.Sealed seal(Live live, DeviceStatement device, Row<UnsealedRow> row)
      throws ChitException, InterruptedException {
    Sealer.Sealed outcome = seal(device, row, null);
    if (outcome != Sealer.Sealed.NEEDS_BUNDLE) {
      return outcome;
    }
    try {
      PrekeyBundle bundle = prekeys.take(device, live);
      Sealer.Sealed second = seal(device, row, bundle);
      return second == Sealer.Sealed.NEEDS_BUNDLE ? seal(device, afresh(row), bundle) : second;
    } catch (ChitRefusedException e) {
      if (e.code().equals("unknown-device")) {
        return elsewhere(row);
      }
      if (e.code().equals("account-closed")) {
        store.run(
            tables -> {
              devices.saidClosed(tables, device.account());
              return true;
            });
        return refuse(row, e.getMessage());
      }
      if (e.code().equals("unknown-account")) {
        return refuse(row, e.getMessage());
      }
      return Sealer.Sealed.POSTPONED;
    } catch (NotTrustedException e) {
      return refuse(row, e.getMessage());
    }
  }

  /// The recipient may have other devices now, which get it as soon as they are known.
  private Sealer.Sealed elsewhere(Row<UnsealedRow> row) throws ChitException, InterruptedException {
    return store.run(
        tables -> {
          devices.refused(tables, row.value());
          tables.unsealed.remove(row.sequence());
          return Sealer.Sealed.REFUSED;
        });
  }

  /// The session is worn out: another one replaces it.
  private static Row<UnsealedRow> afresh(Row<UnsealedRow> row) {
    return new Row<>(row.sequence(), row.value().toBuilder().setAfresh(true).build());
  }

  private Sealer.Sealed seal(
      DeviceStatement device, Row<UnsealedRow> row, @Nullable PrekeyBundle bundle)
      throws ChitException, InterruptedException {
    Sealer.Sealed outcome =
        store.run(
            tables -> {
              // A request that waited may have grown meanwhile.
              UnsealedRow now =
                  tables
                      .unsealed
                      .at(row.sequence())
                      .map(it -> it.toBuilder().setAfresh(row.value().getAfresh()).build())
                      .orElse(row.value());
              Sealer.Sealed result = sealer.seal(tables, device, now, bundle);
              if (result == Sealer.Sealed.DONE) {
                tables.unsealed.remove(row.sequence());
              }
              return result;
            });
    if (outcome == Sealer.Sealed.REFUSED) {
      return refuse(row, "its recipient's keys are not those in the log");
    }
    outboxFilled.run();
    return outcome;
  }

  private Sealer.Sealed refuse(Row<UnsealedRow> row, @Nullable String why)
      throws ChitException, InterruptedException {
    return store.run(
        tables -> {
          AccountId me = tables.account();
          MessageId id = MessageId.of(row.value().getMessageId().toByteArray());
          if (Sealer.move(tables, me, id, MessageState.REFUSED)) {
            Unseen.warn(tables, "message-refused", "A message could not be sent: " + why);
          }
          tables.unsealed.remove(row.sequence());
          return Sealer.Sealed.REFUSED;
        });
  }
}
