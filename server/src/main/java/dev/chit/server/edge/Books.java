package dev.chit.server.edge;

import com.google.protobuf.ByteString;
import dev.chit.core.AccountId;
import dev.chit.core.BadSignatureException;
import dev.chit.core.ChitId;
import dev.chit.core.Salt;
import dev.chit.core.chit.BadChitException;
import dev.chit.core.chit.MemoOpening;
import dev.chit.core.chit.ParsedChit;
import dev.chit.core.chit.VerifiedChit;
import dev.chit.core.ledger.Command;
import dev.chit.core.ledger.Entry;
import dev.chit.core.ledger.Outcome;
import dev.chit.core.ledger.Rejection;
import dev.chit.core.log.SignedCheckpoint;
import dev.chit.crypto.Ed25519;
import dev.chit.server.calls.LedgerMessages;
import dev.chit.server.calls.Refusals;
import dev.chit.server.calls.RefusedException;
import dev.chit.server.cosigning.Witnesses;
import dev.chit.server.ledger.LedgerService;
import dev.chit.server.store.StoreException;
import dev.chit.wire.Ids;
import dev.chit.wire.Limits;
import dev.chit.wire.Proofs;
import dev.chit.wire.Refusal;
import dev.chit.wire.v1.Balance;
import dev.chit.wire.v1.Checkpoint;
import dev.chit.wire.v1.ConsistencyProof;
import dev.chit.wire.v1.GetCheckpointRequest;
import dev.chit.wire.v1.GetReceiptRequest;
import dev.chit.wire.v1.LoggedEvent;
import dev.chit.wire.v1.Receipt;
import dev.chit.wire.v1.Settle;
import dev.chit.wire.v1.SettleReply;
import dev.chit.wire.v1.SettleRequest;
import dev.chit.wire.v1.SettleResult;
import dev.chit.wire.v1.Settled;
import dev.chit.wire.v1.Welcome;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/// The ledger as callers see it: chits checked on the workers, then presented; entries, balances
/// and proofs as messages. What reads the disk blocks, and is called on the readers.
final class Books implements EventFeed.History {
  private final LedgerService ledger;
  private final Witnesses witnesses;
  private final Executor workers;

  /// @param workers for what costs time but waits for nothing
  Books(LedgerService ledger, Witnesses witnesses, Executor workers) {
    this.ledger = ledger;
    this.witnesses = witnesses;
    this.workers = workers;
  }

  // ── payments ──

  /// Presents chits; the connection hears of each.
  void settle(Member member, List<Settle> settles, Connection connection) {
    List<Settle> batch = List.copyOf(settles);
    try {
      workers.execute(() -> batch.forEach(settle -> settle(member, settle, connection)));
    } catch (RejectedExecutionException e) {
      batch.forEach(
          settle -> connection.settled(refused(settle.getRequest(), Refusals.BUSY), null));
    }
  }

  private void settle(Member member, Settle settle, Connection connection) {
    long request = settle.getRequest();
    try {
      Command.Settle command = command(settle.getChit(), settle.getReason());
      ChitId chit = command.chit().id();
      connection.presented(chit);
      var _ =
          ledger
              .submit(command)
              .whenComplete(
                  (outcome, failure) ->
                      connection.settled(result(member, request, outcome, failure), chit));
    } catch (RefusedException e) {
      connection.settled(refused(request, e.refusal()), null);
    }
  }

  CompletionStage<SettleReply> settle(Member member, SettleRequest request) {
    var reply = new CompletableFuture<SettleReply>();
    try {
      workers.execute(() -> settle(member, request, reply));
    } catch (RejectedExecutionException e) {
      reply.completeExceptionally(new RefusedException(Refusals.BUSY));
    }
    return reply;
  }

  private void settle(Member member, SettleRequest request, CompletableFuture<SettleReply> reply) {
    try {
      Command.Settle command = command(request.getChit(), request.getReason());
      var _ =
          ledger
              .submit(command)
              .whenComplete(
                  (outcome, failure) -> {
                    SettleResult result = result(member, 0, outcome, failure);
                    if (result.hasSettled()) {
                      reply.complete(
                          SettleReply.newBuilder().setSettled(result.getSettled()).build());
                    } else {
                      reply.completeExceptionally(
                          new RefusedException(Refusal.of(result.getRejection())));
                    }
                  });
    } catch (RefusedException e) {
      reply.completeExceptionally(e);
    }
  }

  private static Command.Settle command(ByteString chit, ByteString reason)
      throws RefusedException {
    return new Command.Settle(verified(chit), reason(reason));
  }

  /// The chit, its payer's signature checked.
  static VerifiedChit verified(ByteString chit) throws RefusedException {
    try {
      return ParsedChit.parse(chit.toByteArray()).verify(Ed25519.verifier());
    } catch (BadChitException e) {
      throw new RefusedException(Refusals.of(Rejection.BAD_CHIT));
    } catch (BadSignatureException e) {
      throw new RefusedException(Refusals.of(Rejection.BAD_SIGNATURE));
    }
  }

  private static Optional<MemoOpening> reason(ByteString reason) throws RefusedException {
    if (reason.isEmpty()) {
      return Optional.empty();
    }
    try {
      var salt = Salt.of(reason.substring(0, Salt.LENGTH).toByteArray());
      String text =
          StandardCharsets.UTF_8
              .newDecoder()
              .decode(reason.substring(Salt.LENGTH).asReadOnlyByteBuffer())
              .toString();
      return Optional.of(new MemoOpening(salt, text));
    } catch (CharacterCodingException | IllegalArgumentException | IndexOutOfBoundsException e) {
      throw new RefusedException(
          Refusals.badRequest("A reason is 16 random bytes and a text of at most 200 bytes."));
    }
  }

  private static SettleResult result(
      Member member, long request, @Nullable Outcome outcome, @Nullable Throwable failure) {
    if (outcome == null || failure != null) {
      // Nobody can tell what became of it; presenting the same chit again finds out.
      return refused(request, Refusals.BUSY);
    }
    return switch (outcome) {
      case Outcome.Done done -> settled(member, request, done.entry(), false);
      case Outcome.Repeated repeated -> settled(member, request, repeated.first(), true);
      case Outcome.Refused refused -> refused(request, Refusals.of(refused.rejection()));
    };
  }

  private static SettleResult settled(
      Member member, long request, Entry entry, boolean isRepeated) {
    LoggedEvent event = LedgerMessages.logged(entry, member.account());
    return SettleResult.newBuilder()
        .setRequest(request)
        .setSettled(
            Settled.newBuilder()
                .setEvent(event)
                .setBalance(event.getBalance())
                .setRepeated(isRepeated))
        .build();
  }

  static SettleResult refused(long request, Refusal refusal) {
    return SettleResult.newBuilder().setRequest(request).setRejection(refusal.toProto()).build();
  }

  // ── what is written; may read the disk ──

  @Override
  public List<LoggedEvent> below(AccountId account, long index, int max) throws StoreException {
    return ledger.entries(account, index, max).stream()
        .map(entry -> LedgerMessages.logged(entry, account))
        .toList();
  }

  Balance balance(AccountId account) throws StoreException, RefusedException {
    return ledger
        .balance(account)
        .map(LedgerMessages::balance)
        .orElseThrow(() -> new RefusedException(Refusals.of(Rejection.UNKNOWN_ACCOUNT)));
  }

  Welcome welcome(Member member, long connection) throws StoreException, RefusedException {
    return Welcome.newBuilder()
        .setLedger(LedgerMessages.terms(ledger.terms()))
        .setAccount(member.accountBytes())
        .setName(member.name())
        .setBalance(balance(member.account()))
        .setCheckpoint(checkpoint())
        .setServerTimeMillis(System.currentTimeMillis())
        .setConnection(connection)
        .build();
  }

  /// Of an event that the caller has part in; the operator has part in all, and all in the first,
  /// which says what the ledger is.
  Receipt receipt(Member member, GetReceiptRequest request)
      throws StoreException, RefusedException {
    dev.chit.server.ledger.Receipt receipt =
        find(request).orElseThrow(() -> new RefusedException(Refusals.of(Rejection.UNKNOWN_EVENT)));
    boolean forAll = member.isOperator() || receipt.entry().index() == 0;
    if (!forAll && receipt.entry().side(member.account()).isEmpty()) {
      throw new RefusedException(Refusals.of(Rejection.UNKNOWN_EVENT));
    }
    return LedgerMessages.receipt(
        request.getWitnessed() ? witnessed(receipt, request.getWitnessesList()) : receipt);
  }

  /// The same, proved in the newest tree that these witnesses have signed.
  private dev.chit.server.ledger.Receipt witnessed(
      dev.chit.server.ledger.Receipt receipt, List<String> names)
      throws StoreException, RefusedException {
    SignedCheckpoint signed = cosigned(names);
    if (receipt.entry().index() >= signed.size()) {
      throw new RefusedException(Refusals.NOT_WITNESSED);
    }
    return ledger.receipt(receipt.entry(), signed);
  }

  private Optional<dev.chit.server.ledger.Receipt> find(GetReceiptRequest request)
      throws StoreException, RefusedException {
    return switch (request.getByCase()) {
      case INDEX -> ledger.receipt(request.getIndex());
      case CHIT_ID -> {
        try {
          yield ledger.receipt(Ids.chit(request.getChitId()));
        } catch (IllegalArgumentException e) {
          throw new RefusedException(Refusals.badRequest("A chit's id has 16 bytes."));
        }
      }
      case BY_NOT_SET ->
          throw new RefusedException(Refusals.badRequest("A receipt is asked for by something."));
    };
  }

  Checkpoint checkpoint() {
    return LedgerMessages.checkpoint(ledger.checkpoint());
  }

  Checkpoint checkpoint(GetCheckpointRequest request) throws RefusedException {
    return request.getWitnessed()
        ? LedgerMessages.checkpoint(cosigned(request.getWitnessesList()))
        : checkpoint();
  }

  private SignedCheckpoint cosigned(List<String> names) throws RefusedException {
    if (names.size() > Limits.WITNESSES_MAX) {
      throw new RefusedException(Refusals.badRequest("A request names at most 8 witnesses."));
    }
    return witnesses.newest(names).orElseThrow(() -> new RefusedException(Refusals.NOT_WITNESSED));
  }

  ConsistencyProof consistency(long from, long to) throws StoreException, RefusedException {
    if (from < 0 || from > to || to > ledger.checkpoint().size()) {
      throw new RefusedException(
          Refusals.badRequest("A proof is between two sizes that the log has had."));
    }
    return Proofs.message(ledger.consistency(from, to));
  }
}
