package dev.weft.engine;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * Threads that share the units of one task after another. Each unit is done by whoever comes first, so a unit's result
 * must depend on nothing but its number; then the number of threads changes no result. Between tasks the threads spin
 * for a moment, then sleep. Running a task allocates nothing. One thread at a time may call {@link #run}.
 */
public final class Team implements AutoCloseable {
  /** Work cut into numbered units. */
  @FunctionalInterface
  public interface Task {
    void run(int unit);
  }

  /** About 20 microseconds: longer than the gap between two tasks of a training step, shorter than a time slice. */
  private static final int SPINS = 4_000;

  private static final long LEFT = 0xffff_ffffL;

  /** The task's number in the upper half, how many of its units nobody has taken yet in the lower. */
  private final AtomicLong state = new AtomicLong();

  private final AtomicInteger done = new AtomicInteger();
  private final Thread[] helpers;
  private final AtomicInteger sleeping = new AtomicInteger();
  private volatile Task task;
  private volatile Throwable failure;
  private volatile boolean closed;

  /**
   * @param threads how many work together, the caller of {@link #run} among them; at least 1
   */
  public Team(int threads) {
    if (threads < 1) {
      throw new IllegalArgumentException("a team needs at least 1 thread; received " + threads + ".");
    }
    helpers = new Thread[threads - 1];
    for (int i = 0; i < helpers.length; i++) {
      helpers[i] = Thread.ofPlatform().daemon().name("weft-" + (i + 1)).start(this::help);
    }
  }

  /** The threads at work, the caller's among them. */
  public int threads() {
    return helpers.length + 1;
  }

  /** Runs units 0 to {@code units - 1} and returns when all are done, or throws what one of them threw. */
  public void run(Task task, int units) {
    if (helpers.length == 0 || units < 2) {
      for (int unit = 0; unit < units; unit++) {
        task.run(unit);
      }
      return;
    }
    this.task = task;
    done.set(0);
    long number = (state.get() >>> 32) + 1;
    state.set(number << 32 | units);
    if (sleeping.get() > 0) {
      wake();
    }
    work();
    for (int spins = 0; done.get() < units; spins++) {
      if (spins < SPINS) {
        Thread.onSpinWait();
      } else {
        Thread.yield();
      }
    }
    Throwable thrown = failure;
    failure = null;
    switch (thrown) {
      case RuntimeException e -> throw e;
      case Error e -> throw e;
      case null, default -> {}
    }
  }

  /** Takes units until none is left; the task cannot change while one is taken and not done. */
  private void work() {
    while (true) {
      long seen = state.get();
      if ((seen & LEFT) == 0) {
        return;
      }
      if (state.compareAndSet(seen, seen - 1)) {
        try {
          task.run((int) (seen & LEFT) - 1);
        } catch (RuntimeException | Error e) {
          failure = e;
        } finally {
          done.incrementAndGet();
        }
      }
    }
  }

  private void help() {
    int spins = 0;
    while (!closed) {
      if ((state.get() & LEFT) != 0) {
        work();
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
    while (!closed && (state.get() & LEFT) == 0) {
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
