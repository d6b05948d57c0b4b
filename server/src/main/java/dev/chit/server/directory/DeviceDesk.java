package dev.chit.server.directory;

import com.google.protobuf.ByteString;
import dev.chit.core.BadSignatureException;
import dev.chit.core.SignatureBytes;
import dev.chit.core.VerifyKey;
import dev.chit.core.event.DeviceRevocation;
import dev.chit.core.event.StatementBytes;
import dev.chit.core.ledger.Command;
import dev.chit.core.ledger.Rejection;
import dev.chit.crypto.BadStatementException;
import dev.chit.crypto.DeviceStatement;
import dev.chit.crypto.Ed25519;
import dev.chit.server.calls.Answers;
import dev.chit.server.calls.Logged;
import dev.chit.server.calls.Refusals;
import dev.chit.server.calls.RefusedException;
import dev.chit.server.ledger.LedgerService;
import dev.chit.wire.v1.DeviceReply;
import java.util.concurrent.CompletionStage;
import java.util.function.IntConsumer;

/// Adds devices to accounts and takes them away. Signatures are checked on the workers.
public final class DeviceDesk {
  private final LedgerService ledger;
  private final Answers workers;
  private final Answers readers;

  public DeviceDesk(LedgerService ledger, Answers workers, Answers readers) {
    this.ledger = ledger;
    this.workers = workers;
    this.readers = readers;
  }

  /// @param identity the caller's
  /// @param raw a device statement
  public CompletionStage<DeviceReply> add(VerifyKey identity, ByteString raw) {
    return workers
        .read(() -> new Command.AddDevice(statement(identity, raw)))
        .thenCompose(command -> Logged.present(ledger, command))
        .thenCompose(this::reply);
  }

  private static StatementBytes statement(VerifyKey identity, ByteString raw)
      throws RefusedException {
    try {
      DeviceStatement statement = DeviceStatement.parse(raw.toByteArray());
      if (!statement.identity().equals(identity)) {
        throw new RefusedException(
            Refusals.badRequest("A device is added to one's own account only."));
      }
      return StatementBytes.of(statement.encode());
    } catch (BadStatementException e) {
      throw new RefusedException(Refusals.of(Rejection.BAD_SIGNATURE));
    }
  }

  /// @param identity the caller's
  /// @param revoked called once the device is revoked, and before anybody hears of it
  public CompletionStage<DeviceReply> revoke(
      VerifyKey identity, int device, ByteString signature, IntConsumer revoked) {
    return workers
        .read(() -> revocation(identity, device, signature))
        .thenCompose(command -> Logged.present(ledger, command))
        .thenCompose(
            logged -> {
              revoked.accept(device);
              return reply(logged);
            });
  }

  private Command revocation(VerifyKey identity, int device, ByteString signature)
      throws RefusedException {
    try {
      return new Command.RevokeDevice(
          new DeviceRevocation(ledger.terms().ledger(), identity, device)
              .verify(SignatureBytes.of(signature.toByteArray()), Ed25519.verifier()));
    } catch (BadSignatureException | IllegalArgumentException e) {
      throw new RefusedException(Refusals.of(Rejection.BAD_SIGNATURE));
    }
  }

  private CompletionStage<DeviceReply> reply(Logged logged) {
    return readers.read(
        () -> DeviceReply.newBuilder().setLogged(Logged.receipt(ledger, logged.index())).build());
  }
}
