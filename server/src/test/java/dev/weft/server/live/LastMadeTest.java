package dev.weft.server.live;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class LastMadeTest {
  private final LastMade<Integer> last = new LastMade<>(2);
  private final AtomicInteger made = new AtomicInteger();

  @Test
  void aVersionIsMadeOnceForAllWhoWantIt() throws InterruptedException {
    CountDownLatch begun = new CountDownLatch(20);
    List<Thread> wanting = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      wanting.add(
          Thread.ofPlatform()
              .start(() -> {
                begun.countDown();
                last.of("a", "1", () -> madeAfter(begun));
              }));
    }
    for (Thread thread : wanting) {
      thread.join();
    }
    assertEquals(1, last.of("a", "1", made::incrementAndGet));
    assertEquals(2, last.of("a", "2", made::incrementAndGet));
  }

  @Test
  void noMoreThanWantedIsKept() {
    for (String run : new String[] {"a", "b", "c", "a"}) {
      last.of(run, "1", made::incrementAndGet);
    }
    assertEquals(4, made.get());
  }

  @Test
  void whatWasAskedForLastIsKept() {
    for (String run : new String[] {"a", "b", "a", "c", "a"}) {
      last.of(run, "1", made::incrementAndGet);
    }
    assertEquals(3, made.get());
  }

  @Test
  void whoWantsAnotherRunDoesNotWait() throws InterruptedException {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch end = new CountDownLatch(1);
    Thread slow = Thread.ofVirtual().start(() -> last.of("a", "1", () -> waited(begun, end)));
    begun.await();
    Thread other = Thread.ofVirtual().start(() -> last.of("b", "1", made::incrementAndGet));
    assertTrue(other.join(Duration.ofSeconds(10)), "it waits for another run");
    end.countDown();
    slow.join();
  }

  private int madeAfter(CountDownLatch all) {
    try {
      assertTrue(all.await(20, TimeUnit.SECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return made.incrementAndGet();
  }

  private static int waited(CountDownLatch begun, CountDownLatch end) {
    begun.countDown();
    try {
      return end.await(20, TimeUnit.SECONDS) ? 1 : 0;
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
