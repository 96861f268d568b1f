package dev.weft.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.ThreadMXBean;
import dev.weft.model.Adadelta;
import dev.weft.model.Adagrad;
import dev.weft.model.Adam;
import dev.weft.model.AdamW;
import dev.weft.model.Adamax;
import dev.weft.model.Clipping;
import dev.weft.model.Ftrl;
import dev.weft.model.Graph;
import dev.weft.model.Lion;
import dev.weft.model.Loss;
import dev.weft.model.Optimizer;
import dev.weft.model.SGD;
import dev.weft.model.Schedule;
import dev.weft.model.Shape;
import dev.weft.zoo.Family;
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
 *
 * <p>A kernel is compiled after some 15,000 rounds of its loop, which a small layer needs hundreds of steps for.
 * Patience is counted in steps and in the processor's time, of which a busy machine gives few seconds a minute.
 */
class AllocationTest {
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  /** How the names of JUnit's threads begin, which it starts and ends as it likes. */
  private static final String OTHER_TESTS = "ForkJoinPool-";

  private static final int STEPS = 20;
  private static final int SMALLEST_OBJECT = 16;
  private static final int FEWEST_STEPS = 4_000;
  private static final long PROCESSOR_TIME = 60_000_000_000L;
  private static final OperatingSystemMXBean SYSTEM =
      (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

  static Stream<Networks> networks() {
    Networks dense = Networks.dense();
    Clipping falling = Clipping.adaptive(0.01).scheduled(Schedule.CosineDecay.of(0.01, 50));
    return Stream.concat(
        Stream.concat(
            Networks.all().stream(),
            Stream.of(resnet20(), Networks.residual().with(SGD.of().momentum(0.9).useEma(true).clipping(falling)))),
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

  /** Its first convolutions with strides go backward by phases, between fused normalizations. */
  private static Networks resnet20() {
    Graph network = Family.RESNET20.network(Shape.of(16, 16, 3), 10);
    return new Networks(network, Loss.SPARSE_CATEGORICAL_CROSSENTROPY, Adam.of(), 4);
  }

  @ParameterizedTest
  @MethodSource("networks")
  void aStepAllocatesNothing(Networks networks) {
    Set<Thread> others = Thread.getAllStackTraces().keySet();
    try (WorkerPool workers = new WorkerPool(2)) {
      List<Thread> helpers =
          Thread.getAllStackTraces().keySet().stream()
              .filter(thread -> !others.contains(thread) && !thread.getName().startsWith(OTHER_TESTS))
              .toList();
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
    long began = SYSTEM.getProcessCpuTime();
    long least = Long.MAX_VALUE;
    for (int steps = 0; least >= STEPS * SMALLEST_OBJECT && isPatient(steps, began); steps += STEPS) {
      least = Math.min(least, allocated(step, helpers));
    }
    return least;
  }

  private static boolean isPatient(int steps, long began) {
    return steps < FEWEST_STEPS || SYSTEM.getProcessCpuTime() - began < PROCESSOR_TIME;
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
