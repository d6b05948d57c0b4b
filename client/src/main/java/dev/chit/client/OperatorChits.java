package dev.chit.client;

import com.google.protobuf.ByteString;
import dev.chit.client.connection.Caller;
import dev.chit.client.proof.LogView;
import dev.chit.client.proof.ProvenEvent;
import dev.chit.core.chit.Order;
import dev.chit.core.chit.ParsedChit;
import dev.chit.core.event.Event;
import dev.chit.wire.v1.ChitGrpc;
import dev.chit.wire.v1.GetReceiptRequest;
import dev.chit.wire.v1.SettleRequest;
import dev.chit.wire.v1.Settled;

/// Presents chits of and to the operator, and believes what the log proves.
final class OperatorChits {
  private final LogView log;
  private final Caller server;

  OperatorChits(LogView log, Caller server) {
    this.log = log;
    this.server = server;
  }

  /// @param reason what the chit's memo commitment opens to, empty for none
  /// @throws PaymentPendingException without an answer
  /// @throws NotTrustedException if the log does not have the chit where the server says
  Settled settle(ParsedChit chit, byte[] reason) throws ChitException, InterruptedException {
    var request =
        SettleRequest.newBuilder()
            .setChit(ByteString.copyFrom(chit.bytes()))
            .setReason(ByteString.copyFrom(reason))
            .build();
    Settled settled = present(request, chit.order());
    verifyLogged(settled.getEvent().getIndex(), chit);
    return settled;
  }

  /// Once more without an answer: the same chit pays once.
  private Settled present(SettleRequest request, Order order)
      throws ChitException, InterruptedException {
    try {
      return server.call(ChitGrpc.getSettleMethod(), request).getSettled();
    } catch (UnreachableException e) {
      try {
        return server.call(ChitGrpc.getSettleMethod(), request).getSettled();
      } catch (UnreachableException again) {
        throw new PaymentPendingException(order.id(), again);
      }
    }
  }

  private void verifyLogged(long index, ParsedChit chit)
      throws ChitException, InterruptedException {
    var request = GetReceiptRequest.newBuilder().setIndex(index).build();
    ProvenEvent proven = log.verify(server.call(ChitGrpc.getGetReceiptMethod(), request), server);
    boolean same =
        switch (proven.event()) {
          case Event.Issued issued -> issued.chit().equals(chit);
          case Event.Retired retired -> retired.chit().equals(chit);
          case Event.Created _, Event.Opened _, Event.Settled _, Event.Administered _ -> false;
          case Event.Certified _, Event.Released _, Event.Revoked _ -> false;
          case Event.OfDevice _, Event.AccountClosed _, Event.Claimed _ -> false;
        };
    if (!same || proven.index() != index) {
      throw new NotTrustedException(
          "bad-proof", "The server logged something else than this chit.", null);
    }
  }
}
