package dev.chit.client;

import com.google.protobuf.ByteString;
import dev.chit.client.connection.Caller;
import dev.chit.client.proof.LedgerTerms;
import dev.chit.client.proof.LogView;
import dev.chit.client.proof.ProvenEvent;
import dev.chit.core.event.ActId;
import dev.chit.core.event.Event;
import dev.chit.core.event.OperatorAct;
import dev.chit.core.event.SignedAct;
import dev.chit.crypto.SigningKey;
import dev.chit.wire.v1.ActRequest;
import dev.chit.wire.v1.AdminGrpc;
import java.security.SecureRandom;

/// Signs acts, has them logged, and verifies that they were.
record OperatorActs(
    SigningKey identity, LedgerTerms terms, LogView log, Caller server, SecureRandom random) {
  Administered act(OperatorAct.Deed deed, String reason)
      throws ChitException, InterruptedException {
    SignedAct signed = signed(deed, reason);
    var request = ActRequest.newBuilder().setAct(ByteString.copyFrom(signed.bytes())).build();
    ProvenEvent proven =
        log.verify(server.call(AdminGrpc.getActMethod(), request).getLogged(), server);
    if (!(proven.event() instanceof Event.Administered administered)
        || !administered.act().equals(signed)) {
      throw new NotTrustedException(
          "bad-proof", "The server logged something else than this act.", null);
    }
    return new Administered(proven.index());
  }

  private SignedAct signed(OperatorAct.Deed deed, String reason) throws UsageException {
    var id = new byte[ActId.LENGTH];
    random.nextBytes(id);
    try {
      var act = new OperatorAct(terms.ledger(), ActId.of(id), deed, reason);
      return SignedAct.of(act, identity.sign(act.signedBytes()));
    } catch (IllegalArgumentException e) {
      throw OperatorClient.tooLong();
    }
  }

  /// Without the key.
  @Override
  public String toString() {
    return "OperatorActs[" + terms.ledger() + "]";
  }
}
