package dev.chit.core.chit;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.chit.core.AccountId;
import dev.chit.core.Amount;
import dev.chit.core.BadSignatureException;
import dev.chit.core.ChitId;
import dev.chit.core.LedgerId;
import dev.chit.core.Reference;
import dev.chit.core.SignatureBytes;
import dev.chit.core.TestKey;
import dev.chit.core.Vectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ChitVectorsTest {
  private static final Vectors VECTORS = Vectors.load("chit.json");
  private static final TestKey LOG = TestKey.ofSeed(VECTORS.in("keys").in("log").bytes("seed"));
  private static final TestKey ALICE = TestKey.ofSeed(VECTORS.in("keys").in("alice").bytes("seed"));

  static Stream<Vectors> chits() {
    return VECTORS.each("chits");
  }

  static Stream<Vectors> refused() {
    return VECTORS.each("refused");
  }

  static Stream<Vectors> refusedTexts() {
    return VECTORS.each("refused_texts");
  }

  static Stream<Vectors> certified() {
    return VECTORS.each("certified");
  }

  static Stream<Vectors> refusedCertified() {
    return VECTORS.each("refused_certified");
  }

  static Stream<Vectors> refusedCertifiedTexts() {
    return VECTORS.each("refused_certified_texts");
  }

  static Stream<Vectors> memoCommitments() {
    return VECTORS.each("memo_commitments");
  }

  @ParameterizedTest
  @MethodSource("chits")
  void aPayerMakesExactlyTheseBytes(Vectors vector) {
    Order order = order(vector);
    assertArrayEquals(vector.bytes("order"), order.encode());
    assertArrayEquals(vector.bytes("signed"), order.signedBytes());
    byte[] signature = ALICE.sign(order.signedBytes());
    assertArrayEquals(vector.bytes("signature"), signature);
    ParsedChit chit = ParsedChit.of(order, signature, ALICE.verifyKey());
    assertArrayEquals(vector.bytes("chit"), chit.bytes());
    assertEquals(vector.text("text"), ChitText.encode(chit.bytes()));
  }

  @ParameterizedTest
  @MethodSource("chits")
  void anybodyReadsAndVerifiesThem(Vectors vector) throws Exception {
    ParsedChit parsed = ParsedChit.parse(ChitText.decode(vector.text("text")));
    assertEquals(order(vector), parsed.order());
    assertEquals(order(vector), Order.decode(vector.bytes("order")));
    assertEquals(ALICE.verifyKey(), parsed.payerKey());
    VerifiedChit verified = parsed.verify(TestKey.VERIFIER);
    assertArrayEquals(vector.bytes("chit"), verified.bytes());
    assertEquals(parsed.order().id(), verified.id());
  }

  @ParameterizedTest
  @MethodSource("refused")
  void whatIsNoGoodChitIsRefusedAtItsStep(Vectors vector) throws Exception {
    byte[] raw = vector.bytes("chit");
    if (vector.text("refused_at").equals("parse")) {
      assertThrows(BadChitException.class, () -> ParsedChit.parse(raw));
    } else {
      ParsedChit parsed = ParsedChit.parse(raw);
      assertThrows(BadSignatureException.class, () -> parsed.verify(TestKey.VERIFIER));
    }
  }

  @ParameterizedTest
  @MethodSource("refusedTexts")
  void anyOtherTextIsRefused(Vectors vector) {
    assertThrows(BadChitException.class, () -> ChitText.decode(vector.text("text")));
  }

  @ParameterizedTest
  @MethodSource("memoCommitments")
  void aMemoIsCommittedTo(Vectors vector) {
    assertEquals(
        MemoCommitment.of(vector.bytes("commitment")),
        MemoCommitment.of(vector.bytes("salt"), vector.text("memo")));
  }

  @ParameterizedTest
  @MethodSource("certified")
  void aServerCountersignsExactlyTheseBytes(Vectors vector) throws Exception {
    ParsedChit chit = ParsedChit.parse(vector.bytes("chit"));
    long index = vector.number("index");
    long until = vector.number("until");
    byte[] signed = CertifiedChit.signedBytes(chit, index, until);
    assertArrayEquals(vector.bytes("signed"), signed);
    var certified = new CertifiedChit(chit, index, until, SignatureBytes.of(LOG.sign(signed)));
    assertArrayEquals(vector.bytes("signature"), certified.signature().bytes());
    assertArrayEquals(vector.bytes("certified"), certified.bytes());
    assertEquals(vector.text("text"), ChitText.encodeCertified(certified.bytes()));
  }

  @ParameterizedTest
  @MethodSource("certified")
  void whoHasTheLogKeyCanTrustACertifiedChit(Vectors vector) throws Exception {
    assertTrue(ChitText.isCertified(vector.text("text")));
    CertifiedChit parsed = CertifiedChit.parse(ChitText.decodeCertified(vector.text("text")));
    assertEquals(parsed, CertifiedChit.parse(parsed.bytes()));
    VerifiedChit chit = parsed.verify(LOG.verifyKey(), TestKey.VERIFIER);
    assertArrayEquals(vector.bytes("chit"), chit.bytes());
    assertEquals(vector.number("until"), parsed.untilSeconds());
    assertEquals(vector.number("index"), parsed.index());
    assertThrows(
        BadSignatureException.class, () -> parsed.verify(ALICE.verifyKey(), TestKey.VERIFIER));
  }

  @ParameterizedTest
  @MethodSource("refusedCertified")
  void whatIsNotCertifiedIsRefusedAtItsStep(Vectors vector) throws Exception {
    byte[] raw = vector.bytes("certified");
    if (vector.text("refused_at").equals("parse")) {
      assertThrows(BadChitException.class, () -> CertifiedChit.parse(raw));
    } else {
      CertifiedChit parsed = CertifiedChit.parse(raw);
      assertThrows(
          BadSignatureException.class, () -> parsed.verify(LOG.verifyKey(), TestKey.VERIFIER));
    }
  }

  @ParameterizedTest
  @MethodSource("refusedCertifiedTexts")
  void anyOtherTextIsNoCertifiedChits(Vectors vector) {
    assertThrows(BadChitException.class, () -> ChitText.decodeCertified(vector.text("text")));
  }

  private static Order order(Vectors vector) {
    return new Order(
        LedgerId.of(vector.bytes("ledger")),
        ChitId.of(vector.bytes("chit_id")),
        AccountId.of(vector.bytes("payer")),
        AccountId.of(vector.bytes("payee")),
        new Amount(vector.number("amount")),
        vector.text("unit"),
        vector.number("not_after"),
        MemoCommitment.of(vector.bytes("memo_commitment")),
        Reference.of(vector.bytes("reference")));
  }
}
