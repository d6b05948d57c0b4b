package dev.chit.server.custody;

import dev.chit.core.AccountId;
import dev.chit.core.AccountName;
import dev.chit.core.Amount;
import dev.chit.core.BadSignatureException;
import dev.chit.core.SignatureBytes;
import dev.chit.core.event.AccountClaim;
import dev.chit.core.event.StatementBytes;
import dev.chit.core.ledger.Account;
import dev.chit.core.ledger.Command;
import dev.chit.core.ledger.Outcome;
import dev.chit.core.ledger.Rejection;
import dev.chit.crypto.ClaimCode;
import dev.chit.crypto.DeviceStatement;
import dev.chit.crypto.Ed25519;
import dev.chit.crypto.SigningKey;
import dev.chit.server.calls.Answers;
import dev.chit.server.calls.Refusals;
import dev.chit.server.calls.RefusedException;
import dev.chit.server.ledger.LedgerService;
import dev.chit.server.store.StoreException;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/// Hands custodial accounts over to members who have the operator's code for it.
public final class Claims {
  /// Payments to and from the account may come in between.
  private static final int ATTEMPTS = 5;

  private final LedgerService ledger;
  private final Answers answers;
  private final SigningKey operatorKey;
  private final CustodialKeys keys;
  private final Custody custody;

  public Claims(LedgerService ledger, Answers answers, SigningKey operatorKey, Custody custody) {
    this.ledger = ledger;
    this.answers = answers;
    this.operatorKey = operatorKey;
    this.keys = new CustodialKeys(operatorKey);
    this.custody = custody;
  }

  /// @param device the member's first one
  /// @param code as the member gave it
  /// @param byMember over [AccountClaim#signedBytes]
  public CompletionStage<Outcome> claim(
      AccountName name, DeviceStatement device, String code, byte[] byMember) {
    return claim(name, device, code, byMember, ATTEMPTS);
  }

  private CompletionStage<Outcome> claim(
      AccountName name, DeviceStatement device, String code, byte[] byMember, int attempts) {
    return answers
        .read(() -> command(name, device, code, byMember))
        .thenCompose(ledger::submit)
        .thenCompose(
            outcome ->
                outcome.equals(new Outcome.Refused(Rejection.STALE)) && attempts > 1
                    ? claim(name, device, code, byMember, attempts - 1)
                    : CompletableFuture.completedStage(outcome));
  }

  private Command command(AccountName name, DeviceStatement device, String code, byte[] byMember)
      throws RefusedException, StoreException, BadSignatureException {
    AccountId account = account(code);
    Account old =
        ledger
            .account(account)
            .filter(it -> it.custodial() && it.name().folded().equals(name.folded()))
            .orElseThrow(() -> new RefusedException(Refusals.of(Rejection.BAD_CLAIM)));
    try (SigningKey key = keys.identity(old.name())) {
      var claim = new AccountClaim(ledger.terms().ledger(), key.verifyKey(), device.identity());
      AccountClaim.Verified verified;
      try {
        verified =
            claim.verify(
                SignatureBytes.of(key.sign(claim.signedBytes())),
                SignatureBytes.of(byMember),
                Ed25519.verifier());
      } catch (BadSignatureException | IllegalArgumentException e) {
        throw new RefusedException(Refusals.of(Rejection.BAD_CLAIM));
      }
      return new Command.Claim(
          name,
          verified,
          StatementBytes.of(device.encode()),
          payment(old, key, AccountId.ofKey(device.identity())));
    }
  }

  private Optional<Command.Settle> payment(Account old, SigningKey key, AccountId to)
      throws BadSignatureException {
    return old.balanceMinor() <= 0
        ? Optional.empty()
        : Optional.of(custody.handOver(key, new Amount(old.balanceMinor()), to));
  }

  private AccountId account(String code) throws RefusedException {
    try {
      ClaimCode given = ClaimCode.parse(code);
      if (given.isOf(operatorKey) && Instant.now().getEpochSecond() <= given.untilSeconds()) {
        return given.account();
      }
    } catch (IllegalArgumentException e) {
      throw new RefusedException(Refusals.of(Rejection.BAD_CLAIM));
    }
    throw new RefusedException(Refusals.of(Rejection.BAD_CLAIM));
  }
}
