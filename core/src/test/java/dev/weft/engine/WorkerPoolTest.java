package dev.weft.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
@Isolated // it counts threads
class WorkerPoolTest {
  private static final int MANY = 4 * Runtime.getRuntime().availableProcessors() + 1;

  /** Each run's task, as any thread sees it, is that run's; each unit is done once, and before the run returns. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 17})
  void everyUnitIsDoneOnce(int threads) {
    try (WorkerPool workers = new WorkerPool(threads)) {
      assertEquals(threads, workers.threads());
      for (int run = 0; run < 3_000; run++) {
        int units = run % 23;
        AtomicIntegerArray times = new AtomicIntegerArray(units);
        workers.run(times::incrementAndGet, units);
        for (int unit = 0; unit < units; unit++) {
          assertEquals(1, times.get(unit), "unit " + unit + " of run " + run);
        }
      }
    }
  }

  /** What is put aside is done beside other tasks, each unit once, and before {@code finishBackground} returns. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 17})
  void everyUnitPutAsideIsDoneOnce(int threads) {
    try (WorkerPool workers = new WorkerPool(threads)) {
      for (int run = 0; run < 3_000; run++) {
        int units = run % 7;
        AtomicIntegerArray aside = new AtomicIntegerArray(units);
        AtomicIntegerArray times = new AtomicIntegerArray(5);
        workers.background(aside::incrementAndGet, units);
        for (int i = 0; i < run % 3; i++) {
          workers.run(times::incrementAndGet, 5);
        }
        workers.finishBackground();
        for (int unit = 0; unit < units; unit++) {
          assertEquals(1, aside.get(unit), "unit " + unit + " put aside in run " + run);
        }
        for (int unit = 0; unit < 5; unit++) {
          assertEquals(run % 3, times.get(unit), "unit " + unit + " of run " + run);
        }
      }
    }
  }

  @Test
  void whatWasPutAsideThrowsWhenItIsFinished() {
    try (WorkerPool workers = new WorkerPool(2)) {
      RuntimeException thrown = new RuntimeException("aside");
      workers.background(
          unit -> {
            throw thrown;
          },
          1);
      assertSame(thrown, assertThrows(RuntimeException.class, workers::finishBackground));
      workers.finishBackground();
    }
  }

  @Test
  void whatUnitsWriteIsSeenByTheNextTask() {
    try (WorkerPool workers = new WorkerPool(MANY)) {
      int[] values = new int[64];
      for (int run = 0; run < 2_000; run++) {
        workers.run(unit -> values[unit]++, values.length);
        workers.run(unit -> values[unit] += values[unit] % 2 == 0 ? 0 : 1, values.length);
      }
      for (int value : values) {
        assertEquals(4_000, value);
      }
    }
  }

  @Test
  void threadsThatSleptWakeUp() {
    try (WorkerPool workers = new WorkerPool(3)) {
      for (int run = 0; run < 50; run++) {
        LockSupport.parkNanos(2_000_000);
        AtomicIntegerArray times = new AtomicIntegerArray(8);
        workers.run(times::incrementAndGet, 8);
        for (int unit = 0; unit < 8; unit++) {
          assertEquals(1, times.get(unit));
        }
      }
    }
  }

  @Test
  void unitsAreShared() {
    try (WorkerPool workers = new WorkerPool(2)) {
      Set<Thread> threads = ConcurrentHashMap.newKeySet();
      while (threads.size() < 2) {
        workers.run(
            unit -> {
              threads.add(Thread.currentThread());
              LockSupport.parkNanos(1_000_000);
            },
            4);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 9})
  void whatAUnitThrowsIsThrown(int threads) {
    try (WorkerPool workers = new WorkerPool(threads)) {
      for (Throwable thrown : List.of(new IllegalStateException("mine"), new StackOverflowError())) {
        for (int run = 0; run < 100; run++) {
          int bad = run % 10;
          Throwable caught = assertThrows(Throwable.class, () -> workers.run(unit -> fail(unit == bad, thrown), 10));
          assertSame(thrown, caught);
        }
      }
      AtomicIntegerArray times = new AtomicIntegerArray(10);
      workers.run(times::incrementAndGet, 10);
      assertEquals("[1, 1, 1, 1, 1, 1, 1, 1, 1, 1]", times.toString(), "a failure does not outlive its run");
    }
  }

  private static void fail(boolean now, Throwable thrown) {
    if (now && thrown instanceof RuntimeException e) {
      throw e;
    }
    if (now && thrown instanceof Error e) {
      throw e;
    }
  }

  @Test
  void closingEndsTheThreads() throws InterruptedException {
    Set<Thread> before = Thread.getAllStackTraces().keySet();
    WorkerPool workers = new WorkerPool(MANY);
    workers.run(unit -> {}, 100);
    List<Thread> helpers =
        Thread.getAllStackTraces().keySet().stream()
            .filter(thread -> !before.contains(thread) && thread.getName().startsWith("weft-"))
            .toList();
    assertEquals(MANY - 1, helpers.size());
    assertTrue(helpers.stream().allMatch(Thread::isDaemon));
    workers.close();
    for (Thread helper : helpers) {
      helper.join(10_000);
      assertFalse(helper.isAlive());
    }
  }

  @Test
  void aTeamHasAtLeastOneThread() {
    assertEquals(
        "a workers needs at least 1 thread; received 0.",
        assertThrows(IllegalArgumentException.class, () -> new WorkerPool(0)).getMessage());
  }
}
