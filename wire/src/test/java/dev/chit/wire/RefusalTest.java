package dev.chit.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.grpc.Status;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RefusalTest {
  @Test
  void aRefusalComesBackFromTheStatusThatCarriesIt() {
    var refusal = new Refusal("name-taken", "That name is taken.");

    assertEquals(Optional.of(refusal), Refusal.of(refusal.toException()));
    assertEquals(Status.Code.ALREADY_EXISTS, refusal.toException().getStatus().getCode());
  }

  @Test
  void aRefusalComesBackFromTheMessageThatCarriesIt() {
    var refusal = new Refusal("frozen", "This account is frozen.");

    assertEquals(refusal, Refusal.of(refusal.toProto()));
  }

  @Test
  void aBrokenConnectionIsNoRefusal() {
    assertTrue(Refusal.of(Status.UNAVAILABLE.asException()).isEmpty());
    assertTrue(Refusal.of(new IllegalStateException("x")).isEmpty());
  }

  @Test
  void onlyBusyIsWorthTheSameTryAgain() {
    assertTrue(new Refusal("busy", "Busy.").isTransient());
    assertFalse(new Refusal("quota", "Full.").isTransient());
  }

  @Test
  void aCodeOfLaterVersionsStillTravels() {
    var refusal = new Refusal("from-the-future", "Something new.");

    assertEquals(Optional.of(refusal), Refusal.of(refusal.toException()));
  }
}
