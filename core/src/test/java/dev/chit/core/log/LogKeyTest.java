package dev.chit.core.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.chit.core.TestKey;
import dev.chit.core.Vectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class LogKeyTest {
  private static final Vectors VECTORS = Vectors.load("checkpoint.json");

  static Stream<Vectors> refused() {
    return VECTORS.each("refused_vkeys");
  }

  @Test
  void aLogsKeyHasOneText() {
    var key = new LogKey(TestKey.ofSeed(VECTORS.in("log").bytes("seed")).verifyKey());
    assertEquals(VECTORS.text("vkey"), key.vkey());
    assertEquals(key, LogKey.parse(VECTORS.text("vkey")));
  }

  @ParameterizedTest
  @MethodSource("refused")
  void anyOtherIsRefused(Vectors vector) {
    assertThrows(IllegalArgumentException.class, () -> LogKey.parse(vector.text("vkey")));
  }
}
