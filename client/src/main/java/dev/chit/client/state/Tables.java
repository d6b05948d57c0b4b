package dev.chit.client.state;

import com.google.protobuf.ByteString;
import com.google.protobuf.BytesValue;
import com.google.protobuf.Empty;
import dev.chit.client.state.v1.ChitRow;
import dev.chit.client.state.v1.ContactRow;
import dev.chit.client.state.v1.DeliveringRow;
import dev.chit.client.state.v1.DeviceJobRow;
import dev.chit.client.state.v1.DisappearRow;
import dev.chit.client.state.v1.EarlyChangeRow;
import dev.chit.client.state.v1.ExpiringRow;
import dev.chit.client.state.v1.FileRow;
import dev.chit.client.state.v1.HeardRow;
import dev.chit.client.state.v1.HeldRow;
import dev.chit.client.state.v1.LeavingRow;
import dev.chit.client.state.v1.LogRow;
import dev.chit.client.state.v1.MemoRow;
import dev.chit.client.state.v1.MessageRow;
import dev.chit.client.state.v1.OfferRow;
import dev.chit.client.state.v1.OutboxRow;
import dev.chit.client.state.v1.PendingRow;
import dev.chit.client.state.v1.ProfileRow;
import dev.chit.client.state.v1.ReceiptRow;
import dev.chit.client.state.v1.RequestRow;
import dev.chit.client.state.v1.SentRow;
import dev.chit.client.state.v1.StandingRow;
import dev.chit.client.state.v1.TokenRow;
import dev.chit.client.state.v1.ToldRow;
import dev.chit.client.state.v1.UnsealedRow;
import dev.chit.client.state.v1.UnseenRow;
import dev.chit.core.AccountId;
import dev.chit.sessions.vault.Vault;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/// Everything that is stored, as a job of the state thread sees it.
public final class Tables {
  private static final byte[] ONLY = {};

  private final SealedTable<ProfileRow> profile;
  private final SealedTable<LogRow> log;
  private final SealedTable<BytesValue> device;

  /// Sessions with a peer's device; id: account ‖ device.
  public final SealedTable<BytesValue> peers;

  /// Id: account; tag: folded name.
  public final SealedTable<ContactRow> contacts;

  /// Id: account; tag: the standing.
  public final SealedTable<StandingRow> standings;

  /// Tag: account.
  public final SealedTable<HeldRow> held;

  /// Id: sender ‖ message id; tag: the other account.
  public final SealedTable<MessageRow> messages;

  /// Id: sender ‖ message id ‖ group, if it was said to one.
  public final SealedTable<EarlyChangeRow> earlyChanges;

  /// Id: the other account, or the group.
  public final SealedTable<DisappearRow> disappearing;

  /// Id: sender ‖ message id; of what others offer, the file's.
  public final SealedTable<ExpiringRow> expiring;

  /// Empty between jobs.
  public final SealedTable<DeliveringRow> delivering;

  /// Id: envelope id.
  public final SealedTable<OutboxRow> outbox;

  /// Tag: account ‖ device.
  public final SealedTable<UnsealedRow> unsealed;

  /// Id: envelope id; tag: recipient ‖ id of the message that it is or changes.
  public final SealedTable<SentRow> sent;

  /// Envelopes that were received; id: account ‖ device ‖ SHA-256(envelope id ‖ envelope).
  public final SealedTable<Empty> received;

  /// Id: chit id.
  public final SealedTable<PendingRow> pending;

  /// Sequence: the event's index in the log; id: chit id; tag: [#unverified] until its inclusion
  /// was verified.
  public final SealedTable<ReceiptRow> receipts;

  /// Id: chit id ‖ sender; tag: the sender, of what came from somebody who is no contact before its
  /// chit.
  public final SealedTable<MemoRow> memos;

  /// Chits that were drawn here or came to this profile; id: chit id; tag: [#open] while something
  /// can still happen to them.
  public final SealedTable<ChitRow> chits;

  /// Id: direction ‖ the other account ‖ request id; tag: direction ‖ the other account.
  public final SealedTable<RequestRow> requests;

  /// Files sent and offered; id: the other account ‖ direction ‖ file id; tag: the other account.
  public final SealedTable<FileRow> files;

  public final SealedTable<UnseenRow> unseen;

  /// Id: account.
  public final SealedTable<ToldRow> told;

  /// Id: account.
  public final SealedTable<HeardRow> heard;

  /// Where contacts' devices can be dialled; id: account ‖ device.
  public final SealedTable<OfferRow> offers;

  /// Id: account, of the one that asks for no more than a lookup; tag: account.
  public final SealedTable<DeviceJobRow> deviceJobs;

  /// Id: account.
  public final SealedTable<LeavingRow> leaving;

  public final GroupTables groups;

  /// What contacts knock with; id: account.
  public final SealedTable<TokenRow> tokens;

  private final List<Runnable> afterCommit = new ArrayList<>();

  Tables(Connection database, Vault vault) throws SQLException {
    profile = new SealedTable<>(database, vault, "profile", ProfileRow.parser());
    log = new SealedTable<>(database, vault, "log", LogRow.parser());
    device = new SealedTable<>(database, vault, "device", BytesValue.parser());
    peers = new SealedTable<>(database, vault, "peers", BytesValue.parser());
    contacts = new SealedTable<>(database, vault, "contacts", ContactRow.parser());
    standings = new SealedTable<>(database, vault, "standings", StandingRow.parser());
    held = new SealedTable<>(database, vault, "held", HeldRow.parser());
    messages = new SealedTable<>(database, vault, "messages", MessageRow.parser());
    earlyChanges = new SealedTable<>(database, vault, "early_changes", EarlyChangeRow.parser());
    disappearing = new SealedTable<>(database, vault, "disappearing", DisappearRow.parser());
    delivering = new SealedTable<>(database, vault, "delivering", DeliveringRow.parser());
    expiring = new SealedTable<>(database, vault, "expiring", ExpiringRow.parser());
    outbox = new SealedTable<>(database, vault, "outbox", OutboxRow.parser());
    unsealed = new SealedTable<>(database, vault, "unsealed", UnsealedRow.parser());
    sent = new SealedTable<>(database, vault, "sent", SentRow.parser());
    received = new SealedTable<>(database, vault, "received", Empty.parser());
    pending = new SealedTable<>(database, vault, "pending", PendingRow.parser());
    receipts = new SealedTable<>(database, vault, "receipts", ReceiptRow.parser());
    memos = new SealedTable<>(database, vault, "memos", MemoRow.parser());
    chits = new SealedTable<>(database, vault, "chits", ChitRow.parser());
    requests = new SealedTable<>(database, vault, "requests", RequestRow.parser());
    files = new SealedTable<>(database, vault, "files", FileRow.parser());
    unseen = new SealedTable<>(database, vault, "unseen", UnseenRow.parser());
    told = new SealedTable<>(database, vault, "told", ToldRow.parser());
    tokens = new SealedTable<>(database, vault, "tokens", TokenRow.parser());
    offers = new SealedTable<>(database, vault, "offers", OfferRow.parser());
    deviceJobs = new SealedTable<>(database, vault, "device_jobs", DeviceJobRow.parser());
    leaving = new SealedTable<>(database, vault, "leaving", LeavingRow.parser());
    heard = new SealedTable<>(database, vault, "heard", HeardRow.parser());
    groups = new GroupTables(database, vault);
  }

  /// Tag of receipts whose inclusion was not verified yet.
  public static byte[] unverified() {
    return new byte[] {1};
  }

  /// Tag of chits to which something can still happen.
  public static byte[] open() {
    return new byte[] {1};
  }

  public ProfileRow profile() throws SQLException {
    return profile.get(ONLY).orElse(ProfileRow.getDefaultInstance());
  }

  public void profile(ProfileRow row) throws SQLException {
    profile.put(ONLY, row);
  }

  /// The profile's own account.
  public AccountId account() throws SQLException {
    return AccountId.of(profile().getAccount().toByteArray());
  }

  public LogRow log() throws SQLException {
    return log.get(ONLY).orElse(LogRow.getDefaultInstance());
  }

  public void log(LogRow row) throws SQLException {
    log.put(ONLY, row);
  }

  /// This device's keys, as `LocalDevice` encodes them.
  public byte[] device() throws SQLException {
    return device.get(ONLY).orElse(BytesValue.getDefaultInstance()).getValue().toByteArray();
  }

  public void device(byte[] encoded) throws SQLException {
    device.put(ONLY, BytesValue.of(ByteString.copyFrom(encoded)));
  }

  /// Calls `action` on the state thread once this job is on disk; not at all if it fails.
  public void afterCommit(Runnable action) {
    afterCommit.add(action);
  }

  int actions() {
    return afterCommit.size();
  }

  void forgetActions(int from) {
    afterCommit.subList(from, afterCommit.size()).clear();
  }

  List<Runnable> takeActions() {
    List<Runnable> actions = List.copyOf(afterCommit);
    afterCommit.clear();
    return actions;
  }
}
