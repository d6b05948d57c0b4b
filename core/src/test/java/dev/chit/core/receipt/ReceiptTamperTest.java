package dev.chit.core.receipt;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.chit.core.TestKey;
import dev.chit.core.Vectors;
import dev.chit.core.log.Hash;
import dev.chit.core.log.TlogProof;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Whatever is done to a good receipt, it is none any more.
class ReceiptTamperTest {
  private static final Vectors VECTORS = Vectors.load("receipt.json");
  private static final Hash LEDGER = Hash.parse(VECTORS.text("ledger"));

  static Stream<Vectors> receipts() {
    return VECTORS.each("receipts");
  }

  @ParameterizedTest
  @MethodSource("receipts")
  void everyLineIsNeededAndInItsPlace(Vectors vector) {
    List<String> lines = List.of(vector.text("text").split("\n", -1));
    for (int at = 0; at < lines.size(); at++) {
      int here = at;
      assertRefused("without line " + at, edited(lines, all -> without(all, here)));
      assertRefused("with line " + at + " twice", edited(lines, all -> twice(all, here)));
      if (at > 0 && !lines.get(at).equals(lines.get(at - 1))) {
        assertRefused("with line " + at + " earlier", edited(lines, all -> earlier(all, here)));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("receipts")
  void everyCharacterIsNeeded(Vectors vector) {
    byte[] text = vector.text("text").getBytes(UTF_8);
    for (int at = 0; at < text.length; at++) {
      byte[] changed = text.clone();
      changed[at] ^= 1;
      assertRefused("byte " + at, new String(changed, UTF_8));
      assertRefused("cut at " + at, new String(text, 0, at, UTF_8));
    }
    assertRefused("with a newline more", vector.text("text") + "\n");
    assertRefused("with a space before", " " + vector.text("text"));
  }

  @ParameterizedTest
  @MethodSource("receipts")
  void everyByteUnderTheEncodingsIsNeeded(Vectors vector) throws Exception {
    TlogProof proof = TlogProof.parse(vector.text("text"));
    for (String line : vector.text("text").split("\n", -1)) {
      int from = line.startsWith("— ") ? line.lastIndexOf(' ') + 1 : line.indexOf(' ') + 1;
      if (line.startsWith("index ") || !isBase64(line.substring(from))) {
        continue;
      }
      byte[] bytes = Base64.getDecoder().decode(line.substring(from));
      for (int at = 0; at < bytes.length; at++) {
        byte[] changed = bytes.clone();
        changed[at] ^= (byte) (1 << at % 8);
        String other = line.substring(0, from) + Base64.getEncoder().encodeToString(changed);
        assertRefused("byte " + at + " of " + line, proof.text().replace(line, other));
      }
    }
  }

  private static boolean isBase64(String text) {
    return text.length() >= 40 && text.matches("[A-Za-z0-9+/]+=*");
  }

  private static String edited(List<String> lines, UnaryOperator<List<String>> edit) {
    return String.join("\n", edit.apply(new ArrayList<>(lines)));
  }

  private static List<String> without(List<String> lines, int at) {
    lines.remove(at);
    return lines;
  }

  private static List<String> twice(List<String> lines, int at) {
    lines.add(at, lines.get(at));
    return lines;
  }

  private static List<String> earlier(List<String> lines, int at) {
    lines.add(at - 1, lines.remove(at));
    return lines;
  }

  private static void assertRefused(String how, String text) {
    assertFalse(assertDoesNotThrow(() -> isGood(text), how), how);
  }

  private static boolean isGood(String text) {
    try {
      var _ = ParsedReceipt.parse(text).verify(LEDGER, TestKey.VERIFIER);
      return true;
    } catch (BadReceiptException e) {
      return false;
    }
  }
}
