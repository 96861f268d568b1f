package dev.weft.server.http;

import java.util.concurrent.Semaphore;

/** The memory that the bodies of all requests may take together, in kilobytes. */
final class Bodies {
  private final Semaphore free;

  Bodies(long bytes) {
    free = new Semaphore((int) Math.min(Integer.MAX_VALUE, bytes / 1024));
  }

  /**
   * @throws Refusal with 503 if there is no memory now
   */
  void take(int kilobytes) {
    if (!free.tryAcquire(kilobytes)) {
      throw new Refusal(503, "the server reads as many large requests as it can; send this one again in a second.");
    }
  }

  void give(int kilobytes) {
    free.release(kilobytes);
  }
}
