package dev.weft.server.http;

import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Work that keeps a core busy, such as a prediction: some at once, some that wait, and a refusal for all beyond. A
 * server that takes on more than it can do answers nobody in time.
 */
public final class WorkQueue {
  private final Semaphore running;
  private final Semaphore places;
  private final int all;
  private final long mostWaitMillis;

  /**
   * @param atOnce how many run
   * @param waiting how many more wait for that
   * @param mostWaitMillis how long each of them waits
   */
  public WorkQueue(int atOnce, int waiting, long mostWaitMillis) {
    this.running = new Semaphore(atOnce, true);
    this.places = new Semaphore(atOnce + waiting);
    this.all = atOnce + waiting;
    this.mostWaitMillis = mostWaitMillis;
  }

  /**
   * Does the work when its turn comes.
   *
   * @throws Refusal with 503 if too much waits already, or it waited too long
   */
  public <T> T run(Supplier<T> work) {
    if (!places.tryAcquire()) {
      throw busy();
    }
    try {
      if (!running.tryAcquire(mostWaitMillis, TimeUnit.MILLISECONDS)) {
        throw busy();
      }
      try {
        return work.get();
      } finally {
        running.release();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw busy();
    } finally {
      places.release();
    }
  }

  /** How many wait for their turn. */
  public int waiting() {
    return running.getQueueLength();
  }

  /** How many run or wait. */
  public int size() {
    return all - places.availablePermits();
  }

  private static Refusal busy() {
    return new Refusal(503, "the server has as much work as it can do; ask again in a second.");
  }
}
