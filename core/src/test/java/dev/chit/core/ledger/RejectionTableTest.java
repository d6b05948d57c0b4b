package dev.chit.core.ledger;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

final class RejectionTableTest {
  @Test
  void everyCodeStandsInTheProtocolWithItsSentence() throws Exception {
    String protocol =
        Files.readString(Path.of(System.getProperty("chit.root"), "docs", "protocol.md"));
    for (Rejection rejection : Rejection.values()) {
      String row = "| `" + rejection.code() + "` | " + rejection.message() + " |";
      assertTrue(protocol.contains(row), row);
    }
  }
}
