package dev.weft.server.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class WorkQueueTest {
  @Test
  void whatIsTooMuchIsRefused() throws InterruptedException {
    WorkQueue queue = new WorkQueue(1, 1, 60_000);
    CountDownLatch end = new CountDownLatch(1);
    AtomicInteger done = new AtomicInteger();
    Runnable work =
        () ->
            queue.run(() -> {
              await(end);
              return done.incrementAndGet();
            });
    Thread runs = Thread.startVirtualThread(work);
    Thread waits = Thread.startVirtualThread(work);
    while (queue.size() < 2 || queue.waiting() < 1) {
      Thread.sleep(1);
    }
    Refusal refusal = assertThrows(Refusal.class, () -> queue.run(() -> 0));
    assertEquals(503, refusal.status());
    assertEquals("1", refusal.headers().get("Retry-After"));
    end.countDown();
    runs.join();
    waits.join();
    assertEquals(2, done.get());
    assertEquals(0, queue.size());
    assertEquals(7, queue.run(() -> 7));
  }

  @Test
  void nobodyWaitsForEver() throws InterruptedException {
    WorkQueue queue = new WorkQueue(1, 5, 20);
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch end = new CountDownLatch(1);
    Thread runs =
        Thread.startVirtualThread(() ->
            queue.run(() -> {
              begun.countDown();
              await(end);
              return 0;
            }));
    begun.await();
    assertEquals(503, assertThrows(Refusal.class, () -> queue.run(() -> 0)).status());
    end.countDown();
    runs.join();
    assertEquals(0, queue.size());
  }

  @Test
  void workThatFailsGivesItsPlaceBack() {
    WorkQueue queue = new WorkQueue(1, 0, 10);
    for (int i = 0; i < 3; i++) {
      assertThrows(
          ArithmeticException.class,
          () ->
              queue.run(() -> {
                throw new ArithmeticException();
              }));
    }
    assertEquals(0, queue.size());
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
