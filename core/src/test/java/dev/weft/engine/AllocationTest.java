package dev.weft.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import dev.weft.model.Adadelta;
import dev.weft.model.Adagrad;
import dev.weft.model.Adam;
import dev.weft.model.AdamW;
import dev.weft.model.Adamax;
import dev.weft.model.Ftrl;
import dev.weft.model.Lion;
import dev.weft.model.Optimizer;
import dev.weft.model.SGD;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A training step allocates nothing, on no thread. Until the compiler has seen to it vectors are objects, so steps are
 * taken until none allocates, and only if that never comes is something wrong.
 */
class AllocationTest {
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private static final int STEPS = 20;
  private static final int SMALLEST_OBJECT = 16;
  private static final long PATIENCE = 30_000_000_000L;

  static Stream<Networks> networks() {
    Networks dense = Networks.dense();
    return Stream.concat(
        Networks.all().stream(),
        Stream.<Optimizer>of(
                SGD.of(),
                SGD.of().momentum(0.9),
                AdamW.of(),
                Adadelta.of(),
                Adagrad.of(),
                Adamax.of(),
                Lion.of(),
                Ftrl.of(),
                Adam.of().amsgrad(true).useEma(true).emaOverwriteFrequency(2).gradientAccumulationSteps(2))
            .map(dense::with));
  }

  @ParameterizedTest
  @MethodSource("networks")
  void aStepAllocatesNothing(Networks networks) {
    Set<Thread> others = Thread.getAllStackTraces().keySet();
    try (WorkerPool workers = new WorkerPool(2)) {
      List<Thread> helpers =
          Thread.getAllStackTraces().keySet().stream().filter(thread -> !others.contains(thread)).toList();
      assertTrue(helpers.stream().anyMatch(thread -> thread.getName().startsWith("weft-")), "of " + helpers);
      Networks.Training training = networks.new Training(workers);
      long[] ids = helpers.stream().mapToLong(Thread::threadId).toArray();
      long least = settle(training::step, ids);
      assertTrue(least < STEPS * SMALLEST_OBJECT, STEPS + " steps allocate at least " + least + " bytes");
    }
  }

  /** This test can fail. */
  @Test
  void whatAllocatesIsSeen() {
    Object[] kept = new Object[1];
    long until = System.nanoTime() + 500_000_000L;
    long least = Long.MAX_VALUE;
    while (System.nanoTime() < until) {
      least = Math.min(least, allocated(() -> kept[0] = new byte[1], new long[0]));
    }
    assertEquals(1, ((byte[]) kept[0]).length);
    assertTrue(least >= STEPS * SMALLEST_OBJECT, least + " bytes");
  }

  /** The fewest bytes of some steps in a row, as soon as that is nothing. */
  private static long settle(Runnable step, long[] helpers) {
    long began = System.nanoTime();
    long least = Long.MAX_VALUE;
    while (least >= STEPS * SMALLEST_OBJECT && System.nanoTime() - began < PATIENCE) {
      least = Math.min(least, allocated(step, helpers));
    }
    return least;
  }

  private static long allocated(Runnable step, long[] helpers) {
    long before = total(helpers);
    for (int i = 0; i < STEPS; i++) {
      step.run();
    }
    return total(helpers) - before;
  }

  private static long total(long[] helpers) {
    long total = THREADS.getCurrentThreadAllocatedBytes();
    for (long helper : helpers) {
      total += THREADS.getThreadAllocatedBytes(helper);
    }
    return total;
  }
}
