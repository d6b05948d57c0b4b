package dev.chit.client.wallet;

import com.google.protobuf.ByteString;
import dev.chit.client.ChitDone;
import dev.chit.client.ChitException;
import dev.chit.client.ChitRefusedException;
import dev.chit.client.ChitState;
import dev.chit.client.KeptChit;
import dev.chit.client.NotTrustedException;
import dev.chit.client.connection.Caller;
import dev.chit.client.proof.LedgerTerms;
import dev.chit.client.proof.LogView;
import dev.chit.client.proof.ProvenEvent;
import dev.chit.client.state.ProfileStore;
import dev.chit.client.state.Tables;
import dev.chit.core.AccountId;
import dev.chit.core.BadSignatureException;
import dev.chit.core.ChitId;
import dev.chit.core.chit.BadChitException;
import dev.chit.core.chit.Cancellation;
import dev.chit.core.chit.CertifiedChit;
import dev.chit.core.chit.ParsedChit;
import dev.chit.core.chit.Revocation;
import dev.chit.core.event.Event;
import dev.chit.crypto.Ed25519;
import dev.chit.crypto.SigningKey;
import dev.chit.wire.v1.CancelRequest;
import dev.chit.wire.v1.CertifyReply;
import dev.chit.wire.v1.CertifyRequest;
import dev.chit.wire.v1.ChitGrpc;
import dev.chit.wire.v1.ChitStateReply;
import dev.chit.wire.v1.GetReceiptRequest;
import dev.chit.wire.v1.LoggedEvent;
import dev.chit.wire.v1.RevokeRequest;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// Has the ledger do with a chit of the purse what is not paying it, and verifies that it is in the
/// log. Whatever was interrupted is asked for again, with the same answer.
public final class ChitDesk {
  private final ProfileStore store;
  private final Purse purse;
  private final Wallet.Gate gate;

  /// Chits that this profile is having certified: their events are no news to it.
  private final Set<ChitId> certifying = ConcurrentHashMap.newKeySet();

  ChitDesk(ProfileStore store, Purse purse, Wallet.Gate gate) {
    this.store = store;
    this.purse = purse;
    this.gate = gate;
  }

  /// Has the sum of a chit set aside, and keeps the server's signed promise to pay it.
  public ChitDone certify(KeptChit kept, LedgerTerms terms, LogView log, Caller server)
      throws ChitException, InterruptedException {
    gate.require();
    ParsedChit chit = ChitReader.read(kept.text(), terms).chit();
    boolean first = certifying.add(kept.chit());
    try {
      return certify(kept.chit(), chit, terms, log, server);
    } finally {
      if (first) {
        certifying.remove(kept.chit());
      }
    }
  }

  private ChitDone certify(
      ChitId id, ParsedChit chit, LedgerTerms terms, LogView log, Caller server)
      throws ChitException, InterruptedException {
    var request = CertifyRequest.newBuilder().setChit(ByteString.copyFrom(chit.bytes())).build();
    CertifyReply reply = answered(id, () -> server.call(ChitGrpc.getCertifyMethod(), request));
    CertifiedChit promise = promise(reply, chit, terms);
    requireLogged(chit, promise, reply.getEvent(), log, server);
    store.run(
        tables ->
            purse.promised(tables, chit, promise.index(), promise.untilSeconds(), promise.bytes()));
    return done(id, ChitState.CERTIFIED, reply.getEvent(), terms, reply.getRepeated());
  }

  boolean isCertifying(ChitId chit) {
    return certifying.contains(chit);
  }

  private static CertifiedChit promise(CertifyReply reply, ParsedChit chit, LedgerTerms terms)
      throws NotTrustedException {
    try {
      CertifiedChit promise = CertifiedChit.parse(reply.getCertified().toByteArray());
      var _ = promise.verify(terms.logKey(), Ed25519.verifier());
      if (promise.chit().equals(chit) && promise.index() == reply.getEvent().getIndex()) {
        return promise;
      }
    } catch (BadChitException | BadSignatureException e) {
      throw badProof(e);
    }
    throw badProof(null);
  }

  /// Gives a certified chit up, as its payee.
  public ChitDone cancel(
      KeptChit kept, LedgerTerms terms, SigningKey payee, LogView log, Caller server)
      throws ChitException, InterruptedException {
    byte[] signature = payee.sign(new Cancellation(terms.ledger(), kept.chit()).signedBytes());
    var request =
        CancelRequest.newBuilder()
            .setChitId(ByteString.copyFrom(kept.chit().bytes()))
            .setSignature(ByteString.copyFrom(signature))
            .build();
    ChitStateReply reply =
        answered(kept.chit(), () -> server.call(ChitGrpc.getCancelMethod(), request));
    if (!(proven(reply.getEvent(), log, server) instanceof Event.Released released)
        || !(released.cause() instanceof Event.Released.Cause.Cancelled)) {
      throw badProof(null);
    }
    return close(kept, ChitState.CANCELLED, reply, terms);
  }

  /// Makes a chit worthless that was neither settled nor certified, as its payer.
  public ChitDone revoke(
      KeptChit kept, LedgerTerms terms, SigningKey payer, LogView log, Caller server)
      throws ChitException, InterruptedException {
    ParsedChit chit = ChitReader.read(kept.text(), terms).chit();
    byte[] signature = payer.sign(Revocation.signedBytes(terms.ledger(), kept.chit()));
    var request =
        RevokeRequest.newBuilder()
            .setChit(ByteString.copyFrom(chit.bytes()))
            .setSignature(ByteString.copyFrom(signature))
            .build();
    ChitStateReply reply =
        answered(kept.chit(), () -> server.call(ChitGrpc.getRevokeMethod(), request));
    if (!(proven(reply.getEvent(), log, server) instanceof Event.Revoked revoked)
        || !revoked.chit().equals(chit)) {
      throw badProof(null);
    }
    return close(kept, ChitState.REVOKED, reply, terms);
  }

  private ChitDone close(KeptChit kept, ChitState state, ChitStateReply reply, LedgerTerms terms)
      throws ChitException, InterruptedException {
    store.run(tables -> purse.move(tables, kept.chit(), state, reply.getEvent().getIndex()));
    return done(kept.chit(), state, reply.getEvent(), terms, kept.state() == state);
  }

  @FunctionalInterface
  private interface Call<R> {
    R run() throws ChitException, InterruptedException;
  }

  /// A refusal tells something of the chit as well.
  private <R> R answered(ChitId chit, Call<R> call) throws ChitException, InterruptedException {
    try {
      return call.run();
    } catch (ChitRefusedException e) {
      store.run(
          tables -> {
            purse.refused(tables, chit, e.code());
            return true;
          });
      throw e;
    }
  }

  /// The server shows an event to its parties; anybody else who has a chit certified takes the log
  /// key's signature for it.
  private void requireLogged(
      ParsedChit chit, CertifiedChit promise, LoggedEvent event, LogView log, Caller server)
      throws ChitException, InterruptedException {
    AccountId me = store.run(Tables::account);
    if (!me.equals(chit.order().payer()) && !me.equals(chit.order().payee())) {
      return;
    }
    if (!(proven(event, log, server) instanceof Event.Certified certified)
        || !certified.chit().equals(chit)
        || certified.untilSeconds() != promise.untilSeconds()) {
      throw badProof(null);
    }
  }

  private static Event proven(LoggedEvent logged, LogView log, Caller server)
      throws ChitException, InterruptedException {
    var request = GetReceiptRequest.newBuilder().setIndex(logged.getIndex()).build();
    ProvenEvent proven = log.verify(server.call(ChitGrpc.getGetReceiptMethod(), request), server);
    if (proven.index() != logged.getIndex()
        || !ByteString.copyFrom(proven.bytes()).equals(logged.getEvent())) {
      throw badProof(null);
    }
    return proven.event();
  }

  private static NotTrustedException badProof(@Nullable Throwable cause) {
    return new NotTrustedException(
        "bad-proof", "The server's answer does not prove what was done with the chit.", cause);
  }

  private static ChitDone done(
      ChitId chit, ChitState state, LoggedEvent event, LedgerTerms terms, boolean repeated) {
    return new ChitDone(
        chit, state, event.getIndex(), event.getBalance(), event.getHeld(), terms.unit(), repeated);
  }
}
