package dev.chit.server.directory;

import com.google.protobuf.ByteString;
import dev.chit.core.AccountId;
import dev.chit.core.BadSignatureException;
import dev.chit.core.SignatureBytes;
import dev.chit.core.VerifyKey;
import dev.chit.core.event.AccountClosing;
import dev.chit.core.ledger.Command;
import dev.chit.core.ledger.Device;
import dev.chit.core.ledger.Rejection;
import dev.chit.crypto.Ed25519;
import dev.chit.server.calls.Answers;
import dev.chit.server.calls.LedgerMessages;
import dev.chit.server.calls.Logged;
import dev.chit.server.calls.Refusals;
import dev.chit.server.calls.RefusedException;
import dev.chit.server.ledger.LedgerService;
import dev.chit.server.ledger.Receipt;
import dev.chit.server.mailbox.store.DeviceAddress;
import dev.chit.server.store.StoreException;
import dev.chit.wire.Proofs;
import dev.chit.wire.v1.CloseAccountReply;
import dev.chit.wire.v1.CloseAccountRequest;
import java.util.List;
import java.util.concurrent.CompletionStage;

/// Ends accounts. Signatures are checked on the workers.
public final class ClosingDesk {
  private final LedgerService ledger;
  private final Answers workers;
  private final Answers readers;

  /// What is left to do once an account has ended. May block.
  @FunctionalInterface
  public interface Clearing {
    /// @param devices all that it ever had
    void clear(AccountId account, List<DeviceAddress> devices) throws Exception;
  }

  public ClosingDesk(LedgerService ledger, Answers workers, Answers readers) {
    this.ledger = ledger;
    this.workers = workers;
    this.readers = readers;
  }

  /// Asking again repeats, also what is to be cleared: the first time may have been cut short.
  ///
  /// @param identity the caller's
  /// @param clearing done once the end is logged, and before anybody hears of it
  public CompletionStage<CloseAccountReply> close(
      VerifyKey identity, CloseAccountRequest request, Clearing clearing) {
    return workers
        .read(() -> command(identity, request.getSignature()))
        .thenCompose(command -> Logged.present(ledger, command))
        .thenCompose(
            closing ->
                readers.read(
                    () -> {
                      AccountId account = AccountId.ofKey(identity);
                      clearing.clear(account, devices(account));
                      return reply(closing.index(), request.getFromSize());
                    }));
  }

  private CloseAccountReply reply(long index, long fromSize)
      throws StoreException, RefusedException {
    Receipt receipt = ledger.receipt(index).orElseThrow();
    long size = receipt.checkpoint().size();
    if (fromSize < 0 || fromSize > size) {
      throw new RefusedException(Refusals.badRequest("The log never had that size."));
    }
    return CloseAccountReply.newBuilder()
        .setLogged(LedgerMessages.receipt(receipt))
        .setConsistency(Proofs.message(ledger.consistency(fromSize, size)))
        .build();
  }

  private Command command(VerifyKey identity, ByteString signature) throws RefusedException {
    try {
      return new Command.Close(
          new AccountClosing(ledger.terms().ledger(), identity)
              .verify(SignatureBytes.of(signature.toByteArray()), Ed25519.verifier()));
    } catch (BadSignatureException | IllegalArgumentException e) {
      throw new RefusedException(Refusals.of(Rejection.BAD_SIGNATURE));
    }
  }

  private List<DeviceAddress> devices(AccountId account) throws StoreException {
    return ledger.devices(ledger.account(account).orElseThrow()).stream()
        .map(Device::number)
        .map(number -> new DeviceAddress(account, number))
        .toList();
  }
}
