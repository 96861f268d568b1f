package dev.weft.server.teach;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainingsTest {
  @TempDir Path all;
  private final AtomicReference<Thread> trained = new AtomicReference<>();
  private final AtomicReference<Throwable> uncaught = new AtomicReference<>();
  private final CountDownLatch begun = new CountDownLatch(1);

  /** Why a training comes to nothing that fails with this. */
  private String failure(Error error) throws InterruptedException {
    Lesson lesson = Lesson.begin(all);
    try (Trainings trainings = new Trainings(Optional.empty(), 1, id -> failOnce(error))) {
      trainings.begin(lesson, "few");
      begun.await();
      trained.get().join();
      assertEquals(Optional.empty(), trainings.progress(lesson.id()));
      return trainings.failure(lesson.id()).orElseThrow();
    }
  }

  private void failOnce(Error error) {
    if (trained.compareAndSet(null, Thread.currentThread())) {
      Thread.currentThread().setUncaughtExceptionHandler((thread, thrown) -> uncaught.set(thrown));
      begun.countDown();
      throw error;
    }
  }

  @Test
  void tooLittleMemoryIsASentence() throws InterruptedException {
    assertEquals(
        "there is not enough memory to train now; try again later, or with fewer images.",
        failure(new OutOfMemoryError("Java heap space")));
    assertNull(uncaught.get(), "a stack trace stands in the server's messages");
  }

  @Test
  void aFaultIsASentence() throws InterruptedException {
    assertEquals("the training failed by a fault of the server (made up).", failure(new AssertionError("made up")));
    assertNull(uncaught.get(), "a stack trace stands in the server's messages");
  }
}
