package dev.chit.core.receipt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.chit.core.AccountId;
import dev.chit.core.Amount;
import dev.chit.core.TestKey;
import dev.chit.core.Unit;
import dev.chit.core.Vectors;
import dev.chit.core.chit.MemoOpening;
import dev.chit.core.event.Event;
import dev.chit.core.log.Hash;
import dev.chit.core.log.TlogProof;
import dev.chit.core.receipt.VerifiedReceipt.Memo;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ReceiptVectorsTest {
  private static final Vectors VECTORS = Vectors.load("receipt.json");
  private static final Hash LEDGER = Hash.parse(VECTORS.text("ledger"));

  static Stream<Vectors> receipts() {
    return VECTORS.each("receipts");
  }

  static Stream<Vectors> refused() {
    return VECTORS.each("refused");
  }

  @ParameterizedTest
  @MethodSource("receipts")
  void aReceiptTellsWhoPaidWhomHowMuchAndWhen(Vectors vector) throws Exception {
    VerifiedReceipt receipt =
        ParsedReceipt.parse(vector.text("text")).verify(LEDGER, TestKey.VERIFIER);
    assertEquals(AccountId.of(vector.bytes("payer")), receipt.order().payer());
    assertEquals(AccountId.of(vector.bytes("payee")), receipt.order().payee());
    assertEquals(new Amount(vector.number("amount")), receipt.order().amount());
    assertEquals(Unit.parse(vector.text("unit")), receipt.unit());
    assertEquals(vector.number("index"), receipt.index());
    assertEquals(vector.number("size"), receipt.checkpoint().size());
    assertEquals(vector.number("time_millis"), receipt.timeMillis());
    assertEquals(vector.text("kind"), kind(receipt.event()));
    assertEquals(memo(vector), receipt.memo());
    assertEquals(VECTORS.text("log_key"), receipt.logKey().toString());
  }

  @ParameterizedTest
  @MethodSource("receipts")
  void whoHoldsTheProofsWritesExactlyThis(Vectors vector) throws Exception {
    String text = vector.text("text");
    TlogProof proof = TlogProof.parse(text);
    ReceiptBody body = ReceiptBody.decode(proof.extra());
    Optional<MemoOpening> memo = body.memo();
    ParsedReceipt made =
        ParsedReceipt.of(
            body.created(),
            body.createdProof(),
            body.event(),
            memo,
            proof.index(),
            proof.inclusion(),
            proof.note());
    assertEquals(text, made.text());
    assertEquals(ParsedReceipt.parse(text), made);
  }

  @ParameterizedTest
  @MethodSource("refused")
  void anyOtherIsRefusedForItsReason(Vectors vector) {
    Hash ledger = vector.json().has("ledger") ? Hash.parse(vector.text("ledger")) : LEDGER;
    var refused =
        assertThrows(
            BadReceiptException.class,
            () -> ParsedReceipt.parse(vector.text("text")).verify(ledger, TestKey.VERIFIER));
    assertEquals(vector.text("code"), refused.fault().code(), refused::getMessage);
  }

  private static String kind(Event event) {
    return switch (event) {
      case Event.Settled _ -> "settled";
      case Event.Issued _ -> "issued";
      case Event.Retired _ -> "retired";
      default -> "another";
    };
  }

  private static Memo memo(Vectors vector) {
    return switch (vector.text("memo_state")) {
      case "none" -> new Memo.None();
      case "withheld" -> new Memo.Withheld();
      default -> new Memo.Text(vector.text("memo"));
    };
  }
}
