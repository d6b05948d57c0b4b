package dev.chit.server.directory;

import dev.chit.core.AccountId;
import dev.chit.core.AccountName;
import dev.chit.core.Amount;
import dev.chit.core.BadSignatureException;
import dev.chit.core.ChitId;
import dev.chit.core.Reference;
import dev.chit.core.Salt;
import dev.chit.core.chit.MemoOpening;
import dev.chit.core.chit.Order;
import dev.chit.core.chit.ParsedChit;
import dev.chit.core.event.InviteHash;
import dev.chit.core.event.StatementBytes;
import dev.chit.core.ledger.Command;
import dev.chit.core.ledger.LedgerTerms;
import dev.chit.core.ledger.Outcome;
import dev.chit.core.ledger.Rejection;
import dev.chit.crypto.DeviceStatement;
import dev.chit.crypto.Ed25519;
import dev.chit.crypto.SigningKey;
import dev.chit.server.calls.Answers;
import dev.chit.server.calls.LedgerMessages;
import dev.chit.server.calls.Logged;
import dev.chit.server.calls.Refusals;
import dev.chit.server.calls.RefusedException;
import dev.chit.server.custody.Claims;
import dev.chit.server.ledger.LedgerService;
import dev.chit.wire.v1.RegisterReply;
import dev.chit.wire.v1.RegisterRequest;
import java.security.SecureRandom;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/// Opens accounts, with the opening grant where there is one.
public final class Registrar {
  private static final int INVITE_BYTES_MAX = 256;
  private static final String GRANT_REASON = "opening grant";

  private final LedgerService ledger;
  private final Answers answers;
  private final SigningKey operatorKey;
  private final Claims claims;
  private final SecureRandom random = new SecureRandom();

  public Registrar(LedgerService ledger, Answers answers, SigningKey operatorKey, Claims claims) {
    this.claims = claims;
    this.ledger = ledger;
    this.answers = answers;
    this.operatorKey = operatorKey;
  }

  /// Opens an account of that name for the identity. Asking again for the same name repeats.
  public CompletionStage<RegisterReply> register(
      DeviceStatement statement, RegisterRequest request) {
    return outcome(statement, request)
        .thenCompose(Logged::of)
        .thenApply(Logged::index)
        .thenCompose(index -> replied(statement.account(), index));
  }

  private CompletionStage<Outcome> outcome(DeviceStatement statement, RegisterRequest request) {
    if (request.getClaim().isEmpty() || !AccountName.isValid(request.getName())) {
      return answers.read(() -> command(statement, request)).thenCompose(ledger::submit);
    }
    return claims.claim(
        new AccountName(request.getName()),
        statement,
        request.getClaim(),
        request.getClaimSignature().toByteArray());
  }

  private Command command(DeviceStatement statement, RegisterRequest request)
      throws RefusedException, BadSignatureException {
    if (!AccountName.isValid(request.getName())) {
      throw new RefusedException(Refusals.of(Rejection.BAD_NAME));
    }
    if (request.getInvite().length() > INVITE_BYTES_MAX) {
      throw new RefusedException(Refusals.of(Rejection.BAD_INVITE));
    }
    InviteHash invite =
        request.getInvite().isEmpty() ? InviteHash.NONE : InviteHash.ofCode(request.getInvite());
    return new Command.Open(
        new AccountName(request.getName()),
        StatementBytes.of(statement.encode()),
        invite,
        false,
        grant(statement.account()));
  }

  private Optional<Command.Settle> grant(AccountId to) throws BadSignatureException {
    LedgerTerms terms = ledger.terms();
    if (terms.openingGrantMinor() == 0) {
      return Optional.empty();
    }
    var reason = new MemoOpening(Salt.of(bytes(Salt.LENGTH)), GRANT_REASON);
    var order =
        new Order(
            terms.ledger(),
            ChitId.of(bytes(ChitId.LENGTH)),
            terms.operator(),
            to,
            new Amount(terms.openingGrantMinor()),
            terms.unit().code(),
            0,
            reason.commitment(),
            Reference.NONE);
    ParsedChit chit =
        ParsedChit.of(order, operatorKey.sign(order.signedBytes()), operatorKey.verifyKey());
    return Optional.of(new Command.Settle(chit.verify(Ed25519.verifier()), Optional.of(reason)));
  }

  private byte[] bytes(int length) {
    var bytes = new byte[length];
    random.nextBytes(bytes);
    return bytes;
  }

  private CompletionStage<RegisterReply> replied(AccountId account, long index) {
    return answers.read(
        () ->
            RegisterReply.newBuilder()
                .setOpened(Logged.receipt(ledger, index))
                .setLedger(LedgerMessages.terms(ledger.terms()))
                .setBalance(
                    ledger
                        .balance(account)
                        .map(LedgerMessages::balance)
                        .orElseThrow(() -> new IllegalStateException("no account " + account)))
                .build());
  }
}
