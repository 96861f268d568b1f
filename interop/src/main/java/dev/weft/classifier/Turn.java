package dev.weft.classifier;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Who may use a classifier, and when: few callers at a time, in their order, and none once it is closed. For a virtual
 * thread a platform thread computes: buffers of the engine belong to threads, and a new virtual thread has none.
 */
final class Turn {
  /** For so long after two callers met, nobody has all threads: these would wait for cores that others use. */
  private static final long CROWDED = TimeUnit.SECONDS.toNanos(1);

  /** A thread that computed for virtual ones, and its buffers, stay for so long. */
  private static final int IDLE_SECONDS = 30;

  private final String model;
  private final int most;
  private final Semaphore places;

  /** Shared by those who use the classifier; closing waits for them. */
  private final ReadWriteLock use = new ReentrantReadWriteLock();

  private final ThreadPoolExecutor computing;

  private boolean isClosed;

  /** When two callers last met, by {@code System.nanoTime}. */
  private volatile long met = System.nanoTime() - CROWDED;

  /**
   * @param most how many callers have a place at a time
   */
  Turn(String model, int most) {
    this.model = model;
    this.most = most;
    places = new Semaphore(most, true);
    ThreadFactory daemons = Thread.ofPlatform().daemon().name("classifier-", 0).factory();
    computing =
        new ThreadPoolExecutor(most, most, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), daemons);
    computing.allowCoreThreadTimeOut(true);
  }

  /**
   * Waits for a place.
   *
   * @param asking receives whether it may have all threads
   * @throws IllegalStateException if the classifier is closed
   */
  <T> T take(Function<Boolean, T> asking) {
    return open(() -> {
      boolean isAlone = places.availablePermits() == most;
      places.acquireUninterruptibly();
      try {
        long now = System.nanoTime();
        if (!isAlone) {
          met = now;
        }
        boolean hasAllThreads = now - met >= CROWDED;
        return computed(() -> asking.apply(hasAllThreads));
      } finally {
        places.release();
      }
    });
  }

  /**
   * Uses the classifier without a place.
   *
   * @throws IllegalStateException if it is closed
   */
  <T> T use(Supplier<T> asking) {
    return open(() -> computed(asking));
  }

  private <T> T open(Supplier<T> asking) {
    use.readLock().lock();
    try {
      if (isClosed) {
        throw new IllegalStateException("the classifier of " + model + " is closed; load it again.");
      }
      return asking.get();
    } finally {
      use.readLock().unlock();
    }
  }

  private <T> T computed(Supplier<T> asking) {
    if (!Thread.currentThread().isVirtual()) {
      return asking.get();
    }
    try {
      return CompletableFuture.supplyAsync(asking, computing).join();
    } catch (CompletionException e) {
      throw switch (e.getCause()) {
        case RuntimeException cause -> cause;
        case Error cause -> throw cause;
        case null, default -> e;
      };
    }
  }

  /** Waits for those who use it, and refuses those who come later. */
  void close(Runnable ending) {
    use.writeLock().lock();
    try {
      if (!isClosed) {
        isClosed = true;
        ending.run();
        computing.shutdown();
      }
    } finally {
      use.writeLock().unlock();
    }
  }
}
