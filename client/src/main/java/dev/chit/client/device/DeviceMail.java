package dev.chit.client.device;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.chit.client.ChitException;
import dev.chit.client.ChitRefusedException;
import dev.chit.client.HistoryRewrittenException;
import dev.chit.client.NotTrustedException;
import dev.chit.client.connection.Live;
import dev.chit.client.people.KnownDevices;
import dev.chit.client.people.People;
import dev.chit.client.people.Person;
import dev.chit.client.proof.LogView;
import dev.chit.client.state.ProfileStore;
import dev.chit.client.state.SealedTable.Row;
import dev.chit.client.state.Tables;
import dev.chit.client.state.v1.DeviceJobRow;
import dev.chit.client.state.v1.UnsealedRow;
import dev.chit.client.talk.DeviceInbox;
import dev.chit.client.talk.Expiry;
import dev.chit.client.talk.OwnCopies;
import dev.chit.client.talk.Poster;
import dev.chit.client.talk.v1.Content;
import dev.chit.client.talk.v1.DevicesChanged;
import dev.chit.client.talk.v1.Farewell;
import dev.chit.client.talk.v1.OwnCopy;
import dev.chit.client.watch.Dispatcher;
import dev.chit.client.watch.Unseen;
import dev.chit.client.work.Worker;
import dev.chit.core.AccountId;
import dev.chit.core.MessageId;
import dev.chit.core.event.Event;
import dev.chit.core.event.EventCodec;
import dev.chit.core.log.Checkpoint;
import dev.chit.crypto.DeviceStatement;
import dev.chit.wire.v1.LoggedEvent;
import dev.chit.wire.v1.ServerFrame;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// What devices of an account tell each other and others, and the worker that looks up anew whose
/// devices may have changed.
public final class DeviceMail implements DeviceInbox, AutoCloseable {
  /// Contents of one account that wait to be sealed or filed once its devices were looked up; those
  /// that there are do not give way.
  static final int JOBS_MAX = 1_000;

  private final ProfileStore store;
  private final People people;
  private final Dispatcher dispatcher;
  private final int self;
  private final Worker looking = new Worker("devices", this::look);

  /// Whose devices the member was warned of. Told once while this is open.
  private final Set<AccountId> missing = ConcurrentHashMap.newKeySet();

  private volatile @Nullable LogView log;
  private volatile @Nullable Again again;
  private volatile @Nullable Expiry expiry;

  /// Seals a content once more, for one device.
  @FunctionalInterface
  public interface Again {
    /// @param job with the message
    void post(Tables tables, DeviceStatement to, DeviceJobRow job) throws SQLException;
  }

  /// @param self this device's number
  public DeviceMail(ProfileStore store, People people, Dispatcher dispatcher, int self) {
    this.store = store;
    this.people = people;
    this.dispatcher = dispatcher;
    this.self = self;
  }

  /// @param until removes what disappears
  public void start(Again how, Expiry until) {
    again = how;
    expiry = until;
    looking.start();
  }

  public void connected(Live live, LogView view) throws ChitException, InterruptedException {
    log = view;
    store.run(
        tables -> {
          for (AccountId account : Leaving.all(tables)) {
            add(tables, account, DeviceJobRow.newBuilder());
          }
          return true;
        });
    looking.connected(live);
  }

  public void disconnected() {
    looking.disconnected();
  }

  // ── as part of other jobs ──

  @Override
  public void sent(Tables tables, Person to, MessageId id, Content content, Poster poster)
      throws SQLException {
    if (!OwnCopies.isCopied(content)) {
      return;
    }
    for (DeviceStatement device : KnownDevices.ofOwn(tables, self)) {
      poster.post(
          tables,
          device,
          Content.newBuilder()
              .setOwnCopy(
                  OwnCopy.newBuilder()
                      .setRecipient(ByteString.copyFrom(to.account().bytes()))
                      .setMessageId(ByteString.copyFrom(id.bytes()))
                      .setContent(content.toBuilder().clearCheckpoint())));
    }
  }

  @Override
  public void copy(Tables tables, OwnCopy copy) throws SQLException {
    if (copy.getRecipient().size() != AccountId.LENGTH
        || copy.getMessageId().size() != MessageId.LENGTH) {
      return;
    }
    AccountId to = AccountId.of(copy.getRecipient().toByteArray());
    Optional<Person> known = People.known(tables, to);
    Expiry until = expiry;
    if (known.isPresent() && until != null) {
      OwnCopies.take(tables, known.get(), copy, until);
    } else {
      add(tables, to, DeviceJobRow.newBuilder().setCopy(copy));
    }
  }

  @Override
  public void changed(Tables tables, Person from, DevicesChanged changed) throws SQLException {
    if (from.account().equals(tables.account())) {
      DeviceLabels.merge(tables, changed.getLabelsList());
    }
    if (changed.getIndex() > from.devicesIndex()) {
      add(tables, from.account(), DeviceJobRow.newBuilder().setIndex(changed.getIndex()));
    }
  }

  @Override
  public void farewell(Tables tables, Person from) throws SQLException {
    Leaving.said(tables, from.account());
    add(tables, from.account(), DeviceJobRow.newBuilder());
  }

  @Override
  public void saidClosed(Tables tables, AccountId account) throws SQLException {
    add(tables, account, DeviceJobRow.newBuilder().setSaidClosed(true));
  }

  /// Somebody went offline.
  public void gone(AccountId account) throws ChitException, InterruptedException {
    store.run(
        tables -> {
          if (Leaving.isOne(tables, account)) {
            add(tables, account, DeviceJobRow.newBuilder());
          }
          return true;
        });
  }

  @Override
  public void refused(Tables tables, UnsealedRow row) throws SQLException {
    add(
        tables,
        AccountId.of(row.getRecipient().toByteArray()),
        DeviceJobRow.newBuilder()
            .setMessageId(row.getMessageId())
            .setContent(row.getContent())
            .addAllRefused(row.getRefusedList())
            .addRefused(row.getDevice()));
  }

  private void add(Tables tables, AccountId account, DeviceJobRow.Builder job) throws SQLException {
    job.setAccount(ByteString.copyFrom(account.bytes()));
    if (job.hasCopy() || !job.getContent().isEmpty()) {
      if (tables.deviceJobs.count(account.bytes()) <= JOBS_MAX) {
        tables.deviceJobs.add(null, account.bytes(), job.build());
      }
    } else {
      addLookup(tables, account, job);
    }
    tables.afterCommit(looking::wake);
  }

  /// One row for an account, whatever was said how often. It comes to be the newest, for a lookup
  /// that is under way may be too old for it.
  private static void addLookup(Tables tables, AccountId account, DeviceJobRow.Builder job)
      throws SQLException {
    Optional<Row<DeviceJobRow>> known = tables.deviceJobs.find(account.bytes());
    if (known.isPresent()) {
      DeviceJobRow before = known.get().value();
      job.setIndex(Math.max(job.getIndex(), before.getIndex()))
          .setSaidClosed(job.getSaidClosed() || before.getSaidClosed());
      tables.deviceJobs.remove(known.get().sequence());
    }
    tables.deviceJobs.add(account.bytes(), account.bytes(), job.build());
  }

  /// Looks at this account's own events: its devices may have changed.
  public void received(List<ServerFrame> frames) throws ChitException, InterruptedException {
    for (ServerFrame frame : frames) {
      for (LoggedEvent logged : frame.getEventsList()) {
        if (isOfDevice(logged)) {
          store.run(
              tables -> {
                add(
                    tables,
                    tables.account(),
                    DeviceJobRow.newBuilder().setIndex(logged.getIndex()));
                return true;
              });
        }
      }
    }
  }

  private static boolean isOfDevice(LoggedEvent logged) {
    try {
      return EventCodec.decode(logged.getEvent().toByteArray()) instanceof Event.OfDevice;
    } catch (dev.chit.core.event.BadEventException e) {
      // Whoever keeps the account's payments says so.
      return false;
    }
  }

  // ── the worker ──

  private long look(Live live) throws ChitException, InterruptedException {
    LogView view = log;
    while (view != null) {
      List<Row<DeviceJobRow>> next = store.run(tables -> tables.deviceJobs.after(0, 1));
      if (next.isEmpty()) {
        break;
      }
      AccountId account = AccountId.of(next.getFirst().value().getAccount().toByteArray());
      // What comes while the lookup lasts may need a newer one.
      long through =
          store.run(
              tables ->
                  tables.deviceJobs.tagged(account.bytes(), Long.MAX_VALUE, 1).stream()
                      .mapToLong(Row::sequence)
                      .findFirst()
                      .orElse(0));
      Optional<Person> person = find(account, view, live);
      store.run(tables -> finish(tables, account, through, person));
      dispatcher.wake();
    }
    return Worker.Round.DONE;
  }

  private Optional<Person> find(AccountId account, LogView view, Live live)
      throws ChitException, InterruptedException {
    try {
      return Optional.of(people.find(account, view, live).person());
    } catch (NotTrustedException | HistoryRewrittenException e) {
      dispatcher.warn(e.code(), String.valueOf(e.getMessage()));
      return Optional.empty();
    } catch (ChitRefusedException e) {
      if (e.isTransient()) {
        throw e;
      }
      return Optional.empty();
    }
  }

  /// @param through the newest job that the lookup is for
  private boolean finish(Tables tables, AccountId account, long through, Optional<Person> found)
      throws SQLException {
    for (Row<DeviceJobRow> row :
        tables.deviceJobs.tagged(account.bytes(), through + 1, JOBS_MAX).reversed()) {
      if (found.isPresent()) {
        finish(tables, found.get(), row.value());
      }
      tables.deviceJobs.remove(row.sequence());
    }
    return true;
  }

  private void finish(Tables tables, Person person, DeviceJobRow job) throws SQLException {
    Leaving.looked(tables, person);
    if (job.getSaidClosed() && !person.isClosed() && missing.add(person.account())) {
      Unseen.warn(
          tables,
          "closing-unproved",
          "The server says that "
              + person.name()
              + " has closed the account, and its log does not: it keeps messages back.");
    }
    boolean isMissing =
        job.getIndex() > person.devicesIndex()
            && job.getIndex() < Checkpoint.sizeIn(tables.log().getCheckpoint());
    if (isMissing && missing.add(person.account())) {
      Unseen.warn(
          tables,
          "devices-withheld",
          "The server does not show what "
              + person.name()
              + " says to have done to their devices: what is sealed for a lost one may reach it.");
    }
    Expiry until = expiry;
    if (job.hasCopy() && until != null) {
      OwnCopies.take(tables, person, job.getCopy(), until);
    }
    Again how = again;
    if (!job.getContent().isEmpty() && how != null && isContent(job.getContent())) {
      for (DeviceStatement device : person.devices()) {
        if (!job.getRefusedList().contains(device.device())
            && !OwnCopies.isSealed(tables, device, job.getMessageId(), job.getContent())) {
          how.post(tables, device, job);
        }
      }
    }
  }

  private static boolean isContent(ByteString bytes) {
    try {
      return !Content.parseFrom(bytes).hasOwnCopy();
    } catch (InvalidProtocolBufferException e) {
      return false;
    }
  }

  // ── telling others ──

  /// Has contacts, members of common groups and own devices look this account's devices up anew, as
  /// part of a job.
  void tellAll(Tables tables, long index, Poster poster) throws SQLException {
    DevicesChanged.Builder changed = DevicesChanged.newBuilder().setIndex(index);
    for (Person person : Acquainted.of(tables)) {
      for (DeviceStatement device : person.devices()) {
        poster.post(tables, device, Content.newBuilder().setDevicesChanged(changed));
      }
    }
    tellOwn(tables, index, poster);
  }

  /// As [#tellAll], own devices alone: what the devices are called is for nobody else.
  void tellOwn(Tables tables, long index, Poster poster) throws SQLException {
    DevicesChanged.Builder changed =
        DevicesChanged.newBuilder().setIndex(index).addAllLabels(DeviceLabels.of(tables));
    for (DeviceStatement device : KnownDevices.ofOwn(tables, self)) {
      poster.post(tables, device, Content.newBuilder().setDevicesChanged(changed));
    }
  }

  /// Tells contacts and members of common groups that this account ends, as part of a job: those
  /// with whom there is a session. To begin one now could take for ever, and with an operator's
  /// account, to which what was left over may have been paid, it does.
  public void farewell(Tables tables, Poster poster) throws SQLException {
    for (Person person : Acquainted.of(tables)) {
      for (DeviceStatement device : person.devices()) {
        if (KnownDevices.hasSession(tables, device)) {
          poster.post(
              tables, device, Content.newBuilder().setFarewell(Farewell.getDefaultInstance()));
        }
      }
    }
  }

  @Override
  public void close() {
    looking.close();
  }
}
