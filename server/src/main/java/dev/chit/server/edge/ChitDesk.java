package dev.chit.server.edge;

import com.google.protobuf.ByteString;
import dev.chit.core.BadSignatureException;
import dev.chit.core.ChitId;
import dev.chit.core.SignatureBytes;
import dev.chit.core.VerifyKey;
import dev.chit.core.chit.Cancellation;
import dev.chit.core.chit.Order;
import dev.chit.core.chit.Revocation;
import dev.chit.core.chit.VerifiedChit;
import dev.chit.core.ledger.Command;
import dev.chit.core.ledger.Rejection;
import dev.chit.crypto.Ed25519;
import dev.chit.server.calls.Answers;
import dev.chit.server.calls.LedgerMessages;
import dev.chit.server.calls.Logged;
import dev.chit.server.calls.Refusals;
import dev.chit.server.calls.RefusedException;
import dev.chit.server.ledger.ChitStatus;
import dev.chit.server.ledger.LedgerService;
import dev.chit.server.store.StoreException;
import dev.chit.wire.Ids;
import dev.chit.wire.v1.CancelRequest;
import dev.chit.wire.v1.CertifyReply;
import dev.chit.wire.v1.CertifyRequest;
import dev.chit.wire.v1.ChitStateReply;
import dev.chit.wire.v1.GetChitRequest;
import dev.chit.wire.v1.RevokeRequest;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;

/// The life of a chit as callers see it, beside being settled: certified, cancelled, revoked.
/// Signatures are checked and made on the workers, the disk is read on the readers; the ledger's
/// own threads do neither.
final class ChitDesk {
  private final LedgerService ledger;
  private final Answers workers;
  private final Answers readers;

  /// @param workers for what costs time but waits for nothing
  ChitDesk(LedgerService ledger, Executor workers, Answers readers) {
    this.ledger = ledger;
    this.workers = new Answers(workers);
    this.readers = readers;
  }

  CompletionStage<CertifyReply> certify(Member member, CertifyRequest request) {
    return workers
        .read(() -> new Command.Certify(Books.verified(request.getChit())))
        .thenCompose(this::present)
        .thenCompose(certified -> workers.read(() -> reply(member, certified)));
  }

  private CertifyReply reply(Member member, Logged certified) {
    byte[] countersigned = ledger.countersign(certified.entry()).bytes();
    return CertifyReply.newBuilder()
        .setEvent(LedgerMessages.logged(certified.entry(), member.account()))
        .setCertified(ByteString.copyFrom(countersigned))
        .setRepeated(certified.isRepeated())
        .build();
  }

  /// @param identity the caller's, which has to be the payee's
  CompletionStage<ChitStateReply> cancel(Member member, VerifyKey identity, CancelRequest request) {
    return workers
        .read(() -> cancellation(identity, request))
        .thenCompose(cancel -> present(cancel).thenApply(_ -> cancel.cancellation().chit()))
        .thenCompose(chit -> readers.read(() -> state(member, chit)));
  }

  private Command.Cancel cancellation(VerifyKey identity, CancelRequest request)
      throws RefusedException {
    var cancellation = new Cancellation(ledger.terms().ledger(), id(request.getChitId()));
    try {
      return new Command.Cancel(
          cancellation.verify(identity, signature(request.getSignature()), Ed25519.verifier()));
    } catch (BadSignatureException e) {
      throw new RefusedException(Refusals.of(Rejection.BAD_SIGNATURE));
    }
  }

  CompletionStage<ChitStateReply> revoke(Member member, RevokeRequest request) {
    return workers
        .read(() -> revocation(member, request))
        .thenCompose(revoke -> present(revoke).thenApply(_ -> revoke.revocation().chit().id()))
        .thenCompose(chit -> readers.read(() -> state(member, chit)));
  }

  private static Command.Revoke revocation(Member member, RevokeRequest request)
      throws RefusedException {
    VerifiedChit chit = Books.verified(request.getChit());
    if (!chit.order().payer().equals(member.account())) {
      throw new RefusedException(Refusals.of(Rejection.NOT_PAYER));
    }
    try {
      return new Command.Revoke(
          new Revocation(chit).verify(signature(request.getSignature()), Ed25519.verifier()));
    } catch (BadSignatureException e) {
      throw new RefusedException(Refusals.of(Rejection.BAD_SIGNATURE));
    }
  }

  CompletionStage<ChitStateReply> state(Member member, GetChitRequest request) {
    return readers.read(() -> state(member, id(request.getChitId())));
  }

  private ChitStateReply state(Member member, ChitId chit) throws StoreException {
    return ledger
        .chit(chit)
        .filter(status -> concerns(member, status))
        .map(status -> LedgerMessages.state(status, member.account()))
        .orElseGet(LedgerMessages::unknownChit);
  }

  private static boolean concerns(Member member, ChitStatus status) {
    Order order = status.order();
    return member.isOperator()
        || order.payer().equals(member.account())
        || order.payee().equals(member.account());
  }

  private CompletionStage<Logged> present(Command command) {
    return Logged.present(ledger, command);
  }

  private static ChitId id(ByteString bytes) throws RefusedException {
    try {
      return Ids.chit(bytes);
    } catch (IllegalArgumentException e) {
      throw new RefusedException(Refusals.badRequest("A chit's id has 16 bytes."));
    }
  }

  private static SignatureBytes signature(ByteString bytes) throws RefusedException {
    try {
      return SignatureBytes.of(bytes.toByteArray());
    } catch (IllegalArgumentException e) {
      throw new RefusedException(Refusals.of(Rejection.BAD_SIGNATURE));
    }
  }
}
