package dev.chit.app.web;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import dev.chit.app.loopback.Ask;
import dev.chit.app.loopback.WebFailure;
import dev.chit.client.ChitClient;
import dev.chit.client.ChitException;
import dev.chit.client.ReceiptFile;
import dev.chit.core.ChitId;
import dev.chit.core.event.EventCodec;
import dev.chit.core.log.Hash;
import dev.chit.core.log.InclusionProof;
import dev.chit.core.log.MerkleTree;
import dev.chit.core.receipt.BadReceiptException;
import dev.chit.core.receipt.ParsedReceipt;
import dev.chit.core.receipt.VerifiedReceipt;
import dev.chit.crypto.Ed25519;
import dev.chit.crypto.Fingerprint;

/// Receipts: their proof as a way that can be drawn, and the file that others verify.
final class ReceiptCalls {
  private final ChitClient client;

  ReceiptCalls(ChitClient client) {
    this.client = client;
  }

  /// Verifies one payment's receipt from its bytes alone, as anybody could who has the file, and
  /// tells the way from the payment to the root that the server signed.
  JsonObject proof(Ask ask) throws ChitException, WebFailure, InterruptedException {
    ReceiptFile file = file(ask);
    try {
      ParsedReceipt receipt = ParsedReceipt.parse(file.text());
      Hash ledger = Fingerprint.ofKey(client.log().logKey()).hash();
      return way(receipt, receipt.verify(ledger, Ed25519.verifier()));
    } catch (BadReceiptException e) {
      throw new WebFailure(409, e.fault().code(), String.valueOf(e.getMessage()));
    }
  }

  private ReceiptFile file(Ask ask) throws ChitException, WebFailure, InterruptedException {
    ChitId chit = Ask.parsed("wrong-chit", ask.text("chit"), ChitId::parse);
    return client.receiptFile(chit, ask.isSet("memo"));
  }

  /// The steps of RFC 9162 §2.1.3.2, each with the hash that it comes to.
  private static JsonObject way(ParsedReceipt receipt, VerifiedReceipt verified) {
    InclusionProof proof = receipt.proof().inclusion();
    Hash hash = MerkleTree.leafHash(EventCodec.encode(verified.event()));
    var json = new JsonObject();
    json.addProperty("index", verified.index());
    json.addProperty("size", verified.checkpoint().size());
    json.addProperty("leaf", hash.toString());
    json.addProperty("root", verified.checkpoint().root().toString());
    var steps = new JsonArray();
    long at = verified.index();
    long last = verified.checkpoint().size() - 1;
    for (Hash beside : proof.hashes()) {
      boolean isRight = (at & 1) == 1 || at == last;
      hash = isRight ? MerkleTree.nodeHash(beside, hash) : MerkleTree.nodeHash(hash, beside);
      int up = isRight ? Long.numberOfTrailingZeros(at) : 0;
      at = at >> up >> 1;
      last = last >> up >> 1;
      var step = new JsonObject();
      step.addProperty("beside", beside.toString());
      step.addProperty("side", isRight ? "left" : "right");
      step.addProperty("sum", hash.toString());
      steps.add(step);
    }
    json.add("steps", steps);
    return json;
  }

  /// The `.receipt` file, with the memo only if that is wanted.
  JsonObject text(Ask ask) throws ChitException, WebFailure, InterruptedException {
    var json = new JsonObject();
    json.addProperty("text", file(ask).text());
    return json;
  }
}
