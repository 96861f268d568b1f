package dev.weft.engine;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.locks.LockSupport;

/**
 * Threads that share the units of one task after another. Each thread begins with a block of units of its own, the same
 * for equal tasks, so that what it wrote last is still in its cache; who is done takes units of others. So a unit's
 * result must depend on nothing but its number; then the number of threads changes no result. Between tasks the threads
 * spin for a moment, then sleep; who has to wait meanwhile does {@link #background} work. Running a task allocates
 * nothing. One thread at a time may call {@link #run}.
 */
public final class WorkerPool implements AutoCloseable {
  /** Work cut into numbered units. */
  @FunctionalInterface
  public interface Task {
    void run(int unit);
  }

  /**
   * Some 40 to 150 microseconds: longer than the gap between two tasks of a training step, shorter than a time slice.
   */
  private static final int SPINS = 8_000;

  /** Multiply-adds that one thread does in the time that waking and awaiting another takes, some microseconds. */
  private static final long WORTH_SHARING = 50_000;

  private static final long LEFT = 0xffff_ffffL;

  /** Blocks of units lie this many counters apart, so that no two share a cache line. */
  private static final int APART = 16;

  /** For each thread's block: the task's number in the upper half, how many units nobody has taken yet in the lower. */
  private final AtomicLongArray blocks;

  private final AtomicInteger done = new AtomicInteger();
  private final Thread[] helpers;
  private final AtomicInteger sleeping = new AtomicInteger();
  private volatile Task task;
  private volatile int units;
  private volatile Task backgroundTask;
  private volatile int backgroundUnits;
  private final AtomicInteger backgroundLeft = new AtomicInteger();
  private final AtomicInteger backgroundDone = new AtomicInteger();
  private volatile Throwable failure;
  private volatile boolean closed;

  /**
   * @param threads how many work together, the caller of {@link #run} among them; at least 1
   */
  public WorkerPool(int threads) {
    if (threads < 1) {
      throw new IllegalArgumentException("a workers needs at least 1 thread; received " + threads + ".");
    }
    blocks = new AtomicLongArray(threads * APART);
    helpers = new Thread[threads - 1];
    for (int i = 0; i < helpers.length; i++) {
      int me = i + 1;
      helpers[i] = Thread.ofPlatform().daemon().name("weft-" + me).start(() -> help(me));
    }
  }

  /** The threads at work, the caller's among them. */
  public int threads() {
    return helpers.length + 1;
  }

  /** Runs units 0 to {@code units - 1} and returns when all are done, or throws what one of them threw. */
  public void run(Task task, int units) {
    if (helpers.length == 0 || units < 2) {
      alone(task, units);
      return;
    }
    this.task = task;
    this.units = units;
    done.set(0);
    long number = (blocks.get(0) >>> 32) + 1;
    for (int thread = 0; thread < threads(); thread++) {
      blocks.set(thread * APART, number << 32 | blockEnd(thread) - blockEnd(thread - 1));
    }
    if (sleeping.get() > 0) {
      wake();
    }
    work(0);
    await(done, units);
    rethrow();
  }

  private void await(AtomicInteger done, int units) {
    for (int spins = 0; done.get() < units; spins++) {
      if (oneInBackground()) {
        spins = 0;
      } else if (spins < SPINS) {
        Thread.onSpinWait();
      } else {
        Thread.yield();
      }
    }
  }

  private void rethrow() {
    Throwable thrown = failure;
    failure = null;
    switch (thrown) {
      case RuntimeException e -> throw e;
      case Error e -> throw e;
      case null, default -> {}
    }
  }

  /**
   * Leaves units 0 to {@code units - 1} of a task to threads that would wait for others, until {@link
   * #finishBackground}.
   */
  public void background(Task task, int units) {
    finishBackground();
    backgroundTask = task;
    backgroundUnits = units;
    backgroundDone.set(0);
    backgroundLeft.set(units);
  }

  /** Does what is left of the background task, and returns when all of it is done, or throws what one of them threw. */
  public void finishBackground() {
    while (oneInBackground()) {}
    await(backgroundDone, backgroundUnits);
    rethrow();
  }

  /** Does one unit of the background task, if there is any left. */
  private boolean oneInBackground() {
    int left = backgroundLeft.get();
    if (left == 0) {
      return false;
    }
    if (backgroundLeft.compareAndSet(left, left - 1)) {
      unit(backgroundTask, backgroundUnits - left);
      backgroundDone.incrementAndGet();
    }
    return true;
  }

  /** As {@link #run(Task, int)}, by the caller alone where sharing costs more than so many multiply-adds. */
  public void run(Task task, int units, long multiplyAdds) {
    if (multiplyAdds < WORTH_SHARING) {
      alone(task, units);
    } else {
      run(task, units);
    }
  }

  private static void alone(Task task, int units) {
    for (int unit = 0; unit < units; unit++) {
      task.run(unit);
    }
  }

  /** The unit after the last one of a thread's block. */
  private int blockEnd(int thread) {
    return (int) ((thread + 1L) * units / threads());
  }

  /** Takes the units of the thread's own block, then of the others'. */
  private void work(int me) {
    int ended = 0;
    for (int i = 0; i < threads(); i++) {
      int block = (me + i) % threads();
      while (true) {
        long seen = blocks.get(block * APART);
        if ((seen & LEFT) == 0) {
          break;
        }
        if (blocks.compareAndSet(block * APART, seen, seen - 1)) {
          unit(task, blockEnd(block) - (int) (seen & LEFT));
          ended++;
        }
      }
    }
    done.addAndGet(ended);
  }

  /** Neither the task nor its number of units can change while a unit is taken and not counted as done. */
  private void unit(Task task, int unit) {
    try {
      task.run(unit);
    } catch (RuntimeException | Error e) {
      failure = e;
    }
  }

  private boolean idle() {
    for (int thread = 0; thread < threads(); thread++) {
      if ((blocks.get(thread * APART) & LEFT) != 0) {
        return false;
      }
    }
    return true;
  }

  private void help(int me) {
    int spins = 0;
    while (!closed) {
      if (!idle()) {
        work(me);
        spins = 0;
      } else if (oneInBackground()) {
        spins = 0;
      } else if (spins++ < SPINS) {
        Thread.onSpinWait();
      } else {
        sleep();
        spins = 0;
      }
    }
  }

  /**
   * The count goes up before the last look, as the caller publishes its task before it reads the count: one sees the
   * other.
   */
  private void sleep() {
    sleeping.incrementAndGet();
    while (!closed && idle()) {
      LockSupport.park(this);
    }
    sleeping.decrementAndGet();
  }

  private void wake() {
    for (Thread helper : helpers) {
      LockSupport.unpark(helper);
    }
  }

  /** Ends the threads. */
  @Override
  public void close() {
    closed = true;
    wake();
  }
}
