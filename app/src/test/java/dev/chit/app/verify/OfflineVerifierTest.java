package dev.chit.app.verify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.chit.core.VerifyKey;
import dev.chit.core.log.Checkpoint;
import dev.chit.core.log.Cosignature;
import dev.chit.core.log.LogKey;
import dev.chit.core.log.WitnessKey;
import dev.chit.crypto.Fingerprint;
import dev.chit.crypto.SigningKey;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// Every published vector, through the door that `chit verify` uses.
class OfflineVerifierTest {
  private static final JsonObject RECEIPTS = load("receipt.json");
  private static final JsonObject CHITS = load("chit.json");
  private static final VerifyKey KEY =
      VerifyKey.of(HexFormat.of().parseHex(RECEIPTS.get("log_key").getAsString()));
  private static final TrustedLedger LEDGER = TrustedLedger.parse(Fingerprint.ofKey(KEY).grouped());
  private static final TrustedLedger OTHER = TrustedLedger.parse("a".repeat(52));

  @Test
  void everyReceiptIsPaidOnItsLedgerAndOnNoOther() {
    for (JsonElement each : RECEIPTS.getAsJsonArray("receipts")) {
      String text = each.getAsJsonObject().get("text").getAsString();
      assertInstanceOf(Verdict.Paid.class, judge(text, LEDGER));
      assertEquals("foreign-ledger", code(judge(text, OTHER)));
      Verdict.Refused untrusted = assertInstanceOf(Verdict.Refused.class, judge(text, null));
      assertEquals("ledger-not-given", untrusted.code());
      assertTrue(untrusted.sentence().contains(LEDGER.fingerprint().text()), untrusted.sentence());
    }
  }

  @Test
  void everyOtherIsRefusedForItsReasonWhetherOrNotALedgerIsTrusted() {
    for (JsonElement each : RECEIPTS.getAsJsonArray("refused")) {
      JsonObject refused = each.getAsJsonObject();
      String text = refused.get("text").getAsString();
      boolean isForAnother = refused.has("ledger");
      boolean isChit = text.startsWith("chit:1");
      if (!isForAnother && !isChit) {
        assertEquals(refused.get("code").getAsString(), code(judge(text, LEDGER)), text);
      }
      assertInstanceOf(Verdict.Refused.class, judge(text, null));
      assertInstanceOf(Verdict.Refused.class, judge(text, OTHER));
    }
  }

  @Test
  void aWitnessWhoIsRequiredMustHaveSignedThisTree() {
    SigningKey key = SigningKey.generate();
    WitnessKey witness = WitnessKey.of(key.verifyKey());
    WitnessKey another = WitnessKey.of(SigningKey.generate().verifyKey());
    String text = receipt(0);
    Verdict.Paid paid = assertInstanceOf(Verdict.Paid.class, judge(text, LEDGER));
    assertEquals("not-witnessed", code(judgeWitnessed(text, witness)));

    Checkpoint tree = paid.receipt().checkpoint().checkpoint();
    String line = Cosignature.sign(tree, witness, 1_800_000_000, key::sign).line();
    Verdict.Paid seen = assertInstanceOf(Verdict.Paid.class, judgeWitnessed(text + line, witness));
    assertEquals(1_800_000_000, seen.cosignatures().getFirst().timeSeconds());
    assertEquals("not-witnessed", code(judgeWitnessed(text + line, witness, another)));
    assertInstanceOf(Verdict.Paid.class, judge(text + line, LEDGER));
    for (int at = 0; at < line.length() - 1; at++) {
      char other = line.charAt(at) == 'A' ? 'B' : 'A';
      String changed = text + line.substring(0, at) + other + line.substring(at + 1);
      assertInstanceOf(Verdict.Refused.class, judgeWitnessed(changed, witness), changed);
    }
    assertEquals("forged", code(judgeWitnessed(receipt(4) + line, witness)));
  }

  private static String receipt(int number) {
    return RECEIPTS
        .getAsJsonArray("receipts")
        .get(number)
        .getAsJsonObject()
        .get("text")
        .getAsString();
  }

  private static Verdict judgeWitnessed(String text, WitnessKey... witnesses) {
    return new OfflineVerifier(Optional.of(LEDGER), List.of(witnesses), Instant.EPOCH).judge(text);
  }

  @Test
  void aDrawnChitPromisesNothingThoughItsSignatureIsGood() {
    for (JsonElement each : CHITS.getAsJsonArray("chits")) {
      String text = each.getAsJsonObject().get("text").getAsString();
      Verdict.Refused drawn = assertInstanceOf(Verdict.Refused.class, judge(text + "\n", LEDGER));
      assertEquals("nothing-promised", drawn.code());
      assertTrue(drawn.order().isPresent());
      assertEquals("foreign-ledger", code(judge(text, OTHER)));
      assertEquals("ledger-not-given", code(judge(text, null)));
      assertEquals("truncated", code(judge(text.substring(0, 200), LEDGER)));
      assertEquals("altered", code(judge(text + "A", LEDGER)));
      assertEquals("altered", code(judge(text + "\n\n", LEDGER)));
      for (int at = "chit:1:".length(); at < text.length(); at++) {
        assertRefused(flipped(text, at));
      }
    }
  }

  @Test
  void aCertifiedChitIsPromisedToWhoHasTheLedgersKeyWhileTheTimeLasts() {
    TrustedLedger known = TrustedLedger.parse(new LogKey(KEY).vkey());
    for (JsonElement each : CHITS.getAsJsonArray("certified")) {
      JsonObject vector = each.getAsJsonObject();
      String text = vector.get("text").getAsString();
      long seconds = Math.min(vector.get("until").getAsLong(), Instant.MAX.getEpochSecond() - 1);
      Instant until = Instant.ofEpochSecond(seconds);
      assertInstanceOf(Verdict.Promised.class, judge(text, known, until));
      assertEquals(
          vector.get("until").getAsLong() == seconds ? "expired" : "verified",
          code(judge(text, known, until.plusSeconds(1))));
      assertEquals("ledger-key-needed", code(judge(text, LEDGER, until)));
      assertEquals("foreign-ledger", code(judge(text, OTHER, until)));
      assertEquals("ledger-not-given", code(judge(text, null, until)));
      for (int at = "chit:1c:".length(); at < text.length(); at++) {
        String flipped = flipped(text, at);
        assertInstanceOf(Verdict.Refused.class, judge(flipped, known, until), flipped);
      }
    }
  }

  @Test
  void aLedgerIsNamedByItsFingerprintAnAddressOrItsKey() {
    String text = LEDGER.fingerprint().text();
    assertEquals(LEDGER, TrustedLedger.parse(text));
    assertEquals(LEDGER, TrustedLedger.parse("[::1]:7700#" + text));
    assertEquals(Optional.of(KEY), TrustedLedger.parse(new LogKey(KEY).vkey()).key());
    for (String wrong : new String[] {"", "host:1", "host#" + text, text + "a", "a+b+c", "#"}) {
      assertThrows(IllegalArgumentException.class, () -> TrustedLedger.parse(wrong), wrong);
    }
  }

  private static String flipped(String text, int at) {
    char other = text.charAt(at) == 'A' ? 'B' : 'A';
    return text.substring(0, at) + other + text.substring(at + 1);
  }

  private static void assertRefused(String text) {
    Verdict.Refused refused = assertInstanceOf(Verdict.Refused.class, judge(text, LEDGER), text);
    assertTrue(!refused.code().equals("nothing-promised"), text);
  }

  private static Verdict judge(String text, @Nullable TrustedLedger ledger) {
    return judge(text, ledger, Instant.EPOCH);
  }

  private static Verdict judge(String text, @Nullable TrustedLedger ledger, Instant now) {
    return new OfflineVerifier(Optional.ofNullable(ledger), List.of(), now).judge(text);
  }

  private static String code(Verdict verdict) {
    return verdict instanceof Verdict.Refused refused ? refused.code() : "verified";
  }

  private static JsonObject load(String file) {
    try {
      Path path = Path.of(System.getProperty("chit.root", ".."), "docs", "vectors", file);
      return JsonParser.parseString(Files.readString(path)).getAsJsonObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
