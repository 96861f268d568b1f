package dev.weft.server.teach;

import dev.weft.Quoted;
import dev.weft.WeftException;
import dev.weft.server.http.Refusal;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/** The trainings of all lessons, one at a time: two would take each other's processors. */
final class Trainings implements AutoCloseable {
  private static final int STOP_MILLIS = 10_000;

  private final Optional<Path> base;
  private final int threads;
  private final Consumer<String> changed;
  private final Map<String, String> failures = new ConcurrentHashMap<>();
  private Running running;

  /** A training on a thread of its own. */
  private static final class Running {
    private final String lesson;
    private volatile TrainingProgress progress = TrainingProgress.BEGINNING;
    private volatile boolean stops;
    private Thread thread;

    Running(String lesson) {
      this.lesson = lesson;
    }
  }

  /**
   * @param base the file of a network that knows many images
   * @param changed takes the id of a lesson of which something else is known
   */
  Trainings(Optional<Path> base, int threads, Consumer<String> changed) {
    this.base = base;
    this.threads = threads;
    this.changed = changed;
  }

  /**
   * Begins to train a lesson.
   *
   * @throws Refusal with 503 while another training runs
   */
  synchronized void begin(Lesson lesson, String name) {
    if (running != null) {
      throw new Refusal(
          503,
          running.lesson.equals(lesson.id())
              ? "this lesson is being learned already; wait, or stop it."
              : "one training at a time runs here, and another lesson's does now; try again in a minute.");
    }
    failures.remove(lesson.id());
    Running begun = new Running(lesson.id());
    running = begun;
    begun.thread = Thread.ofPlatform().daemon().name("teach").start(() -> train(lesson, name, begun));
  }

  private void train(Lesson lesson, String name, Running mine) {
    try {
      Consumer<TrainingProgress> watcher =
          progress -> {
            mine.progress = progress;
            changed.accept(mine.lesson);
          };
      new LessonTraining(lesson, name, base, threads, watcher, () -> mine.stops).run();
    } catch (WeftException e) {
      failures.put(mine.lesson, e.getMessage());
    } catch (OutOfMemoryError e) {
      failures.put(mine.lesson, "there is not enough memory to train now; try again later, or with fewer images.");
    } catch (RuntimeException | Error e) {
      String why = Quoted.message(e);
      failures.put(mine.lesson, "the training failed by a fault of the server (%s).".formatted(why));
    } finally {
      end(mine);
    }
  }

  private synchronized void end(Running mine) {
    running = running == mine ? null : running;
    changed.accept(mine.lesson);
  }

  /** Stops the training of a lesson after its next step; nothing if there is none. */
  synchronized void stop(String lesson) {
    if (running != null && running.lesson.equals(lesson)) {
      running.stops = true;
    }
  }

  /** How far the training of a lesson is; empty if none runs. */
  synchronized Optional<TrainingProgress> progress(String lesson) {
    return Optional.ofNullable(running).filter(one -> one.lesson.equals(lesson)).map(one -> one.progress);
  }

  /** Why the last training of a lesson came to nothing; empty unless it did. */
  Optional<String> failure(String lesson) {
    return Optional.ofNullable(failures.get(lesson));
  }

  /** Stops what runs, and waits for it. */
  @Override
  public void close() {
    Running last;
    synchronized (this) {
      last = running;
    }
    if (last != null) {
      last.stops = true;
      try {
        last.thread.join(STOP_MILLIS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
