package dev.chit.server.edge;

import com.linecorp.armeria.server.ServiceRequestContext;
import dev.chit.core.AccountId;
import dev.chit.server.calls.Answers;
import dev.chit.server.calls.Refusals;
import dev.chit.server.calls.RefusedException;
import dev.chit.server.directory.Registrar;
import dev.chit.server.mailbox.store.DeviceAddress;
import dev.chit.server.ops.Health;
import dev.chit.server.ops.Version;
import dev.chit.wire.Ids;
import dev.chit.wire.Limits;
import dev.chit.wire.Refusal;
import dev.chit.wire.v1.AccountRecord;
import dev.chit.wire.v1.AcknowledgeReply;
import dev.chit.wire.v1.AcknowledgeRequest;
import dev.chit.wire.v1.AddDeviceRequest;
import dev.chit.wire.v1.Balance;
import dev.chit.wire.v1.BlobState;
import dev.chit.wire.v1.CancelRequest;
import dev.chit.wire.v1.CertifyReply;
import dev.chit.wire.v1.CertifyRequest;
import dev.chit.wire.v1.Checkpoint;
import dev.chit.wire.v1.ChitGrpc;
import dev.chit.wire.v1.ChitStateReply;
import dev.chit.wire.v1.ClientFrame;
import dev.chit.wire.v1.CloseAccountReply;
import dev.chit.wire.v1.CloseAccountRequest;
import dev.chit.wire.v1.ConsistencyProof;
import dev.chit.wire.v1.DeleteBlobReply;
import dev.chit.wire.v1.DeleteBlobRequest;
import dev.chit.wire.v1.DeviceReply;
import dev.chit.wire.v1.FindRequest;
import dev.chit.wire.v1.GetBalanceRequest;
import dev.chit.wire.v1.GetBlobFrame;
import dev.chit.wire.v1.GetBlobRequest;
import dev.chit.wire.v1.GetCheckpointRequest;
import dev.chit.wire.v1.GetChitRequest;
import dev.chit.wire.v1.GetConsistencyRequest;
import dev.chit.wire.v1.GetEntriesReply;
import dev.chit.wire.v1.GetEntriesRequest;
import dev.chit.wire.v1.GetReceiptRequest;
import dev.chit.wire.v1.HealthReply;
import dev.chit.wire.v1.HealthRequest;
import dev.chit.wire.v1.Hello;
import dev.chit.wire.v1.ListOnlineReply;
import dev.chit.wire.v1.ListOnlineRequest;
import dev.chit.wire.v1.MeetFrame;
import dev.chit.wire.v1.PrekeyBundle;
import dev.chit.wire.v1.PublishPrekeysReply;
import dev.chit.wire.v1.PublishPrekeysRequest;
import dev.chit.wire.v1.PutBlobFrame;
import dev.chit.wire.v1.Receipt;
import dev.chit.wire.v1.RegisterReply;
import dev.chit.wire.v1.RegisterRequest;
import dev.chit.wire.v1.RevokeDeviceRequest;
import dev.chit.wire.v1.RevokeRequest;
import dev.chit.wire.v1.SendReply;
import dev.chit.wire.v1.SendRequest;
import dev.chit.wire.v1.ServerFrame;
import dev.chit.wire.v1.SettleReply;
import dev.chit.wire.v1.SettleRequest;
import dev.chit.wire.v1.StatBlobRequest;
import dev.chit.wire.v1.TakePrekeysRequest;
import io.grpc.stub.StreamObserver;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// What members call. Nothing in here waits: handlers run on event loops, the rest elsewhere.
final class ChitService extends ChitGrpc.ChitImplBase {
  private static final int ONLINE_MAX = 5_000;

  private final Rooms rooms;
  private final Registrar registrar;
  private final Health health;
  private final Answers answers;
  private final Registrations registrations;
  private final StreamCalls streams;
  private final BlobCalls blobs;
  private final DeviceCalls devices;
  private final ClosingCall closing;

  ChitService(Rooms rooms, Registrar registrar, Registrations registrations, Health health) {
    this.rooms = rooms;
    this.registrar = registrar;
    this.health = health;
    this.answers = rooms.answers();
    this.streams = new StreamCalls(rooms);
    this.blobs = new BlobCalls(rooms);
    this.devices = new DeviceCalls(rooms);
    this.closing = new ClosingCall(rooms, registrations);
    this.registrations = registrations;
  }

  // ── for everybody ──

  @Override
  public void health(HealthRequest request, StreamObserver<HealthReply> to) {
    to.onNext(HealthReply.newBuilder().setState(health.state()).setVersion(Version.TEXT).build());
    to.onCompleted();
  }

  @Override
  public void register(RegisterRequest request, StreamObserver<RegisterReply> to) {
    Caller caller = Caller.current();
    Refusal refusal = registrationRefused(caller);
    if (refusal == null) {
      Answers.answer(to, registrar.register(caller.statement(), request));
    } else {
      to.onError(refusal.toException());
    }
  }

  /// Whoever has an account and asks once more opens none.
  private @Nullable Refusal registrationRefused(Caller caller) {
    return switch (caller) {
      case Caller.Known(_, Member member) -> member.allowance().query() ? null : Refusals.BUSY;
      case Caller.Stranger _ ->
          registrations.take(
              ServiceRequestContext.current().remoteAddress().getAddress(), System.nanoTime());
    };
  }

  // ── the stream, and what stands in for it ──

  @Override
  public StreamObserver<ClientFrame> connect(StreamObserver<ServerFrame> to) {
    return streams.connect(to);
  }

  @Override
  public void subscribe(Hello hello, StreamObserver<ServerFrame> to) {
    streams.subscribe(hello, to);
  }

  @Override
  public void send(SendRequest request, StreamObserver<SendReply> to) {
    streams.send(request, to);
  }

  @Override
  public void acknowledge(AcknowledgeRequest request, StreamObserver<AcknowledgeReply> to) {
    streams.acknowledge(request, to);
  }

  @Override
  public void settle(SettleRequest request, StreamObserver<SettleReply> to) {
    Member member = Caller.member();
    present(to, () -> rooms.books().settle(member, request));
  }

  // ── the life of a chit ──

  @Override
  public void certify(CertifyRequest request, StreamObserver<CertifyReply> to) {
    Member member = Caller.member();
    present(to, () -> rooms.chits().certify(member, request));
  }

  @Override
  public void cancel(CancelRequest request, StreamObserver<ChitStateReply> to) {
    Caller caller = Caller.current();
    Member member = Caller.member();
    present(to, () -> rooms.chits().cancel(member, caller.statement().identity(), request));
  }

  @Override
  public void revoke(RevokeRequest request, StreamObserver<ChitStateReply> to) {
    Member member = Caller.member();
    present(to, () -> rooms.chits().revoke(member, request));
  }

  @Override
  public void getChit(GetChitRequest request, StreamObserver<ChitStateReply> to) {
    Member member = Caller.member();
    queryLater(to, () -> rooms.chits().state(member, request));
  }

  /// Writes, within the account's allowance.
  private static <T> void present(StreamObserver<T> to, Supplier<CompletionStage<T>> work) {
    if (Caller.member().allowance().payments(1) == 0) {
      to.onError(Refusals.BUSY.toException());
    } else {
      Answers.answer(to, work.get());
    }
  }

  // ── people ──

  @Override
  public void find(FindRequest request, StreamObserver<AccountRecord> to) {
    AccountId asker = Caller.member().account();
    query(to, () -> rooms.directory().find(request, asker));
  }

  @Override
  public void listOnline(ListOnlineRequest request, StreamObserver<ListOnlineReply> to) {
    AccountId asker = Caller.member().account();
    query(
        to,
        () ->
            ListOnlineReply.newBuilder()
                .addAllOnline(PresenceMessages.of(rooms.presence().online(asker, ONLINE_MAX)))
                .build());
  }

  @Override
  public void publishPrekeys(
      PublishPrekeysRequest request, StreamObserver<PublishPrekeysReply> to) {
    Member member = Caller.member();
    queryLater(to, () -> rooms.prekeys().publish(member.address(), request));
  }

  @Override
  public void takePrekeys(TakePrekeysRequest request, StreamObserver<PrekeyBundle> to) {
    queryLater(
        to,
        () -> {
          var device = new DeviceAddress(account(request), request.getDevice());
          return answers
              .read(() -> rooms.directory().statement(device))
              .thenCompose(statement -> rooms.prekeys().take(device, statement))
              .thenApply(
                  taken -> {
                    taken.low().ifPresent(left -> tellPrekeysLeft(device, left));
                    return taken.bundle();
                  });
        });
  }

  private static dev.chit.core.AccountId account(TakePrekeysRequest request)
      throws RefusedException {
    try {
      return Ids.account(request.getAccount());
    } catch (IllegalArgumentException e) {
      throw new RefusedException(Refusals.badRequest("An account id has 16 bytes."));
    }
  }

  private void tellPrekeysLeft(DeviceAddress device, int left) {
    for (Connection connection : rooms.connections().of(device.account())) {
      if (connection.member().address().equals(device)) {
        connection.prekeysLeft(left);
      }
    }
  }

  // ── the ledger ──

  @Override
  public void getBalance(GetBalanceRequest request, StreamObserver<Balance> to) {
    Member member = Caller.member();
    query(to, () -> rooms.books().balance(member.account()));
  }

  @Override
  public void getEntries(GetEntriesRequest request, StreamObserver<GetEntriesReply> to) {
    Member member = Caller.member();
    query(
        to,
        () -> {
          if (request.getLimit() < 1 || request.getLimit() > Limits.ENTRIES_MAX) {
            throw new RefusedException(Refusals.badRequest("A page has 1 to 500 entries."));
          }
          long below = request.getBefore() == 0 ? Long.MAX_VALUE : request.getBefore();
          return GetEntriesReply.newBuilder()
              .addAllEntries(rooms.books().below(member.account(), below, request.getLimit()))
              .build();
        });
  }

  @Override
  public void getReceipt(GetReceiptRequest request, StreamObserver<Receipt> to) {
    Member member = Caller.member();
    query(to, () -> rooms.books().receipt(member, request));
  }

  @Override
  public void getCheckpoint(GetCheckpointRequest request, StreamObserver<Checkpoint> to) {
    query(to, () -> rooms.books().checkpoint(request));
  }

  @Override
  public void getConsistency(GetConsistencyRequest request, StreamObserver<ConsistencyProof> to) {
    query(to, () -> rooms.books().consistency(request.getFromSize(), request.getToSize()));
  }

  // ── blobs ──

  @Override
  public StreamObserver<PutBlobFrame> putBlob(StreamObserver<BlobState> to) {
    return blobs.put(to);
  }

  @Override
  public void getBlob(GetBlobRequest request, StreamObserver<GetBlobFrame> to) {
    blobs.get(request, to);
  }

  @Override
  public void statBlob(StatBlobRequest request, StreamObserver<BlobState> to) {
    Member member = Caller.member();
    queryLater(to, () -> blobs.stat(member, request));
  }

  @Override
  public void deleteBlob(DeleteBlobRequest request, StreamObserver<DeleteBlobReply> to) {
    Member member = Caller.member();
    queryLater(to, () -> blobs.delete(member, request));
  }

  // ── devices ──

  @Override
  public void addDevice(AddDeviceRequest request, StreamObserver<DeviceReply> to) {
    devices.add(request, to);
  }

  @Override
  public void revokeDevice(RevokeDeviceRequest request, StreamObserver<DeviceReply> to) {
    devices.revoke(request, to);
  }

  @Override
  public void closeAccount(CloseAccountRequest request, StreamObserver<CloseAccountReply> to) {
    closing.close(request, to);
  }

  @Override
  public StreamObserver<MeetFrame> meetDevice(StreamObserver<MeetFrame> to) {
    return devices.meet(to);
  }

  /// Reads, within the account's allowance.
  private <T> void query(StreamObserver<T> to, Callable<T> work) {
    queryLater(to, () -> answers.read(work));
  }

  private <T> void queryLater(StreamObserver<T> to, Query<T> work) {
    if (!Caller.member().allowance().query()) {
      to.onError(Refusals.BUSY.toException());
      return;
    }
    try {
      Answers.answer(to, work.start());
    } catch (RefusedException e) {
      to.onError(e.refusal().toException());
    }
  }

  @FunctionalInterface
  private interface Query<T> {
    CompletionStage<T> start() throws RefusedException;
  }
}
