package dev.weft.server.http;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * Until when a thread may wait for its client. A thread that waits longer is interrupted, which closes its connection.
 */
final class Deadlines {
  private final Map<Thread, Long> ends = new ConcurrentHashMap<>();

  /** From now on, this thread waits for a client, so long at most. */
  void set(long milliseconds) {
    ends.put(Thread.currentThread(), System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(milliseconds));
  }

  /** This thread waits for no client any more. */
  void clear() {
    ends.remove(Thread.currentThread());
    Thread.interrupted(); // it was late, and is not any more
  }

  /** Interrupts those that are late. */
  void check() {
    long now = System.nanoTime();
    for (Thread thread : ends.keySet()) {
      ends.computeIfPresent(
          thread,
          (late, end) -> {
            if (now - end < 0) {
              return end;
            }
            late.interrupt();
            return null;
          });
    }
  }
}
