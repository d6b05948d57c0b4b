package dev.chit.server.edge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.chit.server.calls.RefusedException;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;

/// Threads are the test's own hand: what is handed to them waits until it is run.
final class SerialTaskTest {
  private final Deque<Runnable> line = new ArrayDeque<>();
  private final List<Exception> failures = new ArrayList<>();
  private int steps;

  private SerialTask task(SerialTask.Step step) {
    return new SerialTask(line::add, step, failures::add);
  }

  private void runOne() {
    line.remove().run();
  }

  @Test
  void wakingItOftenBeforeItWorksIsOneStep() {
    SerialTask task = task(() -> ++steps < 0);
    task.wake();
    task.wake();
    runOne();
    assertEquals(1, steps);
    assertTrue(line.isEmpty());
    task.wake();
    runOne();
    assertEquals(2, steps);
  }

  @Test
  void othersHaveTheirTurnAfterEachStep() {
    SerialTask task = task(() -> ++steps < 3);
    task.wake();
    line.add(() -> assertEquals(1, steps, "between the first step and the second"));
    runOne();
    runOne();
    runOne();
    runOne();
    assertEquals(3, steps);
    assertTrue(line.isEmpty());
  }

  @Test
  void aWakingWhileItWorksIsNotLost() {
    var self = new SerialTask[1];
    self[0] =
        task(
            () -> {
              if (++steps == 1) {
                // As a client that goes away in the middle of a step.
                self[0].wake();
              }
              return false;
            });
    self[0].wake();
    runOne();
    assertEquals(1, line.size());
    runOne();
    assertEquals(2, steps);
    assertTrue(line.isEmpty());
  }

  @Test
  void nothingHappensAfterItsEnd() {
    SerialTask task = task(() -> ++steps > 0);
    task.wake();
    assertTrue(task.end());
    assertFalse(task.end());
    runOne();
    task.wake();
    assertEquals(0, steps);
    assertTrue(line.isEmpty());
  }

  @Test
  void aFullLineIsBusyAndAFailureIsTold() {
    var full =
        new SerialTask(
            _ -> {
              throw new RejectedExecutionException();
            },
            () -> false,
            failures::add);
    full.wake();
    assertInstanceOf(RefusedException.class, SerialTask.meaning(failures.removeFirst()));

    SerialTask broken =
        task(
            () -> {
              throw new IOException("disk");
            });
    broken.wake();
    runOne();
    assertEquals("disk", SerialTask.meaning(failures.removeFirst()).getMessage());
  }
}
