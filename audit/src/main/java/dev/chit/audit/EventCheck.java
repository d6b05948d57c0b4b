package dev.chit.audit;

import dev.chit.core.BadSignatureException;
import dev.chit.core.Label;
import dev.chit.core.SignatureVerifier;
import dev.chit.core.chit.Order;
import dev.chit.core.chit.ParsedChit;
import dev.chit.core.chit.Revocation;
import dev.chit.core.event.AccountClaim;
import dev.chit.core.event.AccountClosing;
import dev.chit.core.event.BadEventException;
import dev.chit.core.event.DeviceRevocation;
import dev.chit.core.event.Event;
import dev.chit.core.event.EventCodec;
import dev.chit.core.event.SignedAct;
import dev.chit.core.event.StatementBytes;
import dev.chit.core.log.MerkleTree;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Judges each event alone: its form, its signatures, and whether it is of this ledger. This is
/// where nearly all of the time goes, and any number of threads may do it.
final class EventCheck {
  private final Terms terms;
  private final SignatureVerifier verifier;

  EventCheck(Terms terms, SignatureVerifier verifier) {
    this.terms = terms;
    this.verifier = verifier;
  }

  /// @param first index of the first of the events
  List<CheckedEvent> check(long first, List<byte[]> events) {
    var checked = new ArrayList<CheckedEvent>(events.size());
    for (byte[] event : events) {
      checked.add(check(first + checked.size(), event));
    }
    return checked;
  }

  private CheckedEvent check(long index, byte[] bytes) {
    var leaf = MerkleTree.leafHash(bytes);
    Event event;
    try {
      event = EventCodec.decode(bytes);
    } catch (BadEventException e) {
      var finding = new Finding(Fault.BAD_EVENT, index, "These bytes are no event.");
      return new CheckedEvent(index, leaf, null, finding);
    }
    return new CheckedEvent(index, leaf, event, judge(index, event));
  }

  private @Nullable Finding judge(long index, Event event) {
    return switch (event) {
      case Event.Created _ -> null;
      case Event.Opened opened -> judge(index, opened.statement());
      case Event.Settled settled -> judge(index, settled.chit());
      case Event.Issued issued -> judge(index, issued.chit());
      case Event.Retired retired -> judge(index, retired.chit());
      case Event.Administered administered -> judge(index, administered.act());
      case Event.Certified certified -> judge(index, certified.chit());
      case Event.Released _ -> null;
      case Event.Revoked revoked -> judge(index, revoked);
      case Event.DeviceAdded added -> judge(index, added.statement());
      case Event.DeviceRevoked revoked -> judge(index, revoked);
      case Event.AccountClosed closed -> judge(index, closed);
      case Event.Claimed claimed -> judge(index, claimed);
    };
  }

  private @Nullable Finding judge(long index, ParsedChit chit) {
    Order order = chit.order();
    if (!order.ledger().equals(terms.ledger())) {
      return new Finding(Fault.WRONG_LEDGER, index, "This chit was signed for another ledger.");
    }
    if (!order.unitCode().equals(terms.unitCode())) {
      return new Finding(Fault.WRONG_UNIT, index, "This chit is in another unit.");
    }
    try {
      chit.verify(verifier);
      return null;
    } catch (BadSignatureException e) {
      return new Finding(Fault.BAD_SIGNATURE, index, "The payer did not sign this chit.");
    }
  }

  private @Nullable Finding judge(long index, Event.Revoked revoked) {
    Finding finding = judge(index, revoked.chit());
    if (finding != null) {
      return finding;
    }
    ParsedChit chit = revoked.chit();
    byte[] message = Revocation.signedBytes(chit.order().ledger(), chit.order().id());
    return verifier.verify(chit.payerKey(), message, revoked.signature().bytes())
        ? null
        : new Finding(Fault.BAD_SIGNATURE, index, "The payer did not sign this revocation.");
  }

  private @Nullable Finding judge(long index, SignedAct act) {
    if (!act.act().ledger().equals(terms.ledger())) {
      return new Finding(Fault.WRONG_LEDGER, index, "This act was signed for another ledger.");
    }
    try {
      act.verify(terms.operatorKey(), verifier);
      return null;
    } catch (BadSignatureException e) {
      return new Finding(Fault.BAD_SIGNATURE, index, "The operator did not sign this act.");
    }
  }

  private @Nullable Finding judge(long index, Event.DeviceRevoked revoked) {
    var revocation = new DeviceRevocation(terms.ledger(), revoked.identity(), revoked.device());
    return verifier.verify(
            revoked.identity(), revocation.signedBytes(), revoked.signature().bytes())
        ? null
        : new Finding(
            Fault.BAD_SIGNATURE, index, "The identity did not sign this device's revocation.");
  }

  private @Nullable Finding judge(long index, Event.AccountClosed closed) {
    byte[] message = new AccountClosing(terms.ledger(), closed.identity()).signedBytes();
    return verifier.verify(closed.identity(), message, closed.signature().bytes())
        ? null
        : new Finding(
            Fault.BAD_SIGNATURE, index, "The identity did not sign that its account ends.");
  }

  private @Nullable Finding judge(long index, Event.Claimed claimed) {
    byte[] message = AccountClaim.signedBytes(terms.ledger(), claimed.account(), claimed.own());
    boolean isSigned =
        verifier.verify(claimed.custodial(), message, claimed.byCustodian().bytes())
            && verifier.verify(claimed.own(), message, claimed.byMember().bytes());
    return isSigned
        ? null
        : new Finding(
            Fault.BAD_SIGNATURE, index, "Not both the old key and the new one signed this claim.");
  }

  private @Nullable Finding judge(long index, StatementBytes statement) {
    byte[] bytes = statement.bytes();
    int signedLength = bytes.length - SignatureVerifier.SIGNATURE_LENGTH;
    byte[] message = Label.DEVICE.before(Arrays.copyOf(bytes, signedLength));
    byte[] signature = Arrays.copyOfRange(bytes, signedLength, bytes.length);
    return verifier.verify(statement.identity(), message, signature)
        ? null
        : new Finding(
            Fault.BAD_SIGNATURE, index, "The identity did not sign its device statement.");
  }
}
