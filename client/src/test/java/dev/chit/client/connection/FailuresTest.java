package dev.chit.client.connection;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.chit.client.ChitRefusedException;
import dev.chit.client.UnreachableException;
import dev.chit.wire.Refusal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FailuresTest {
  @ParameterizedTest
  @ValueSource(strings = {"draining", "stuck", "replaced"})
  void aServerThatEndsAConnectionCanBeComeBackTo(String code) {
    assertInstanceOf(UnreachableException.class, failure(code));
  }

  @Test
  void whatARuleRefusesStaysRefused() {
    ChitRefusedException refused =
        assertInstanceOf(ChitRefusedException.class, failure("unknown-account"));
    assertEquals("unknown-account", refused.code());
    assertFalse(refused.isTransient());
  }

  @ParameterizedTest
  @ValueSource(strings = {"busy", "quota"})
  void whatIsTooMuchNowMayGoWellLater(String code) {
    assertTrue(assertInstanceOf(ChitRefusedException.class, failure(code)).isTransient());
  }

  private static Exception failure(String code) {
    return Failures.of(new Refusal(code, "A sentence.").toException());
  }
}
