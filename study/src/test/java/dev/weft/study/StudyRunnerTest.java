package dev.weft.study;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.WeftException;
import dev.weft.run.TrackedRun;
import dev.weft.run.TrackedStudy;
import dev.weft.run.Tracker;
import dev.weft.run.Tracking;
import dev.weft.store.Query;
import dev.weft.store.RunState;
import dev.weft.store.RunStore;
import dev.weft.study.RunEvent.StudyBegan;
import dev.weft.train.Callback;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class StudyRunnerTest {
  @TempDir private Path folder;

  private final List<RunEvent> events = new CopyOnWriteArrayList<>();
  private final Study study = Tiny.study(Tiny.BASE + "grid: { training.batch_size: [20, 40] }\n");

  private StudyRunner runner() {
    return StudyRunner.of(study)
        .folder(folder.resolve("study"))
        .workers(2, 2)
        .store(folder.resolve("runs.db").toString(), "ada")
        .events(events::add);
  }

  @Test
  void everyTrainingIsCarriedOutAndRecorded() {
    StudyResults results = runner().run().orElseThrow();
    assertEquals(2, results.trials().size());
    StudyBegan began = assertInstanceOf(StudyBegan.class, events.getFirst());
    assertEquals(new StudyBegan(study, folder.resolve("study"), 2, 2, false), began);
    try (RunStore runs = RunStore.open(folder.resolve("runs.db").toString())) {
      assertEquals(2, runs.list(Query.of(List.of("id"))).rows().size());
    }
  }

  @Test
  void aStudyThatIsStoppedGoesOn() {
    assertTrue(runner().stop(() -> true).run().isEmpty());
    assertEquals(2, runner().resume(true).run().orElseThrow().trials().size());
    assertTrue(Files.exists(folder.resolve("study/results.json")));
  }

  @Test
  void aFaultOfAWatcherStopsTheStudyAndIsNotHidden() {
    StudyWatcher faulty =
        new StudyWatcher() {
          @Override
          public void ended(TrialResult result) {
            throw new WeftException("the watcher's file is full.");
          }
        };
    StudyRunner runner = runner().workers(1, 1).watcher(faulty);
    assertEquals("the watcher's file is full.", assertThrows(WeftException.class, runner::run).getMessage());
    try (RunStore runs = RunStore.open(folder.resolve("runs.db").toString())) {
      assertEquals(1, runs.list(Query.of(List.of("id"))).rows().size());
    }
    assertEquals(2, runner().resume(true).run().orElseThrow().trials().size());
  }

  /** All have ended, but the results are not written: the thread is interrupted. */
  @Test
  void anInterruptAfterTheLastTrainingStopsTheStudy() {
    Thread here = Thread.currentThread();
    StudyWatcher late =
        new StudyWatcher() {
          private final AtomicInteger ended = new AtomicInteger();

          @Override
          public void ended(TrialResult result) {
            if (ended.incrementAndGet() == 2) {
              here.interrupt();
            }
          }
        };
    assertTrue(runner().watcher(late).run().isEmpty());
    assertTrue(Thread.interrupted());
    assertEquals(2, runner().resume(true).run().orElseThrow().trials().size());
  }

  @Test
  @Timeout(60)
  void aStudyWhoseThreadIsInterruptedStopsAndGoesOn() {
    Thread here = Thread.currentThread();
    StudyWatcher interrupting =
        new StudyWatcher() {
          @Override
          public Callback started(StudyTrial trial, int threads) {
            here.interrupt();
            while (here.isInterrupted()) {
              Thread.onSpinWait(); // until it was noticed
            }
            sleep(200);
            return new Callback() {};
          }
        };
    assertTrue(runner().workers(1, 1).watcher(interrupting).run().isEmpty());
    assertTrue(Thread.interrupted());
    try (RunStore runs = RunStore.open(folder.resolve("runs.db").toString())) {
      assertEquals("[killed]", runs.list(Query.of(List.of("state"))).rows().getFirst().values().toString());
    }
    assertEquals(2, runner().resume(true).run().orElseThrow().trials().size());
  }

  private static void sleep(int millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Keeps the states of the study; nothing of its runs. */
  private static final class States implements Tracker {
    private final List<RunState> states = new CopyOnWriteArrayList<>();

    @Override
    public String place() {
      return "a list";
    }

    @Override
    public String again() {
      return "";
    }

    @Override
    public void write(TrackedStudy study) {
      states.add(study.state());
    }

    @Override
    public void write(TrackedRun run) {}

    @Override
    public void close() {}
  }

  @Test
  void otherProgramsSeeHowAStudyEndsAlsoIfItFails() throws IOException {
    States stopped = new States();
    try (Tracking tracking = new Tracking(List.of(stopped), sentence -> {})) {
      assertTrue(runner().tracking(tracking).stop(() -> true).run().isEmpty());
    }
    assertEquals(List.of(RunState.RUNNING, RunState.KILLED), stopped.states);
    States failed = new States();
    Files.createDirectories(folder.resolve("study/results.json/in the way"));
    try (Tracking tracking = new Tracking(List.of(failed), sentence -> {})) {
      assertThrows(WeftException.class, () -> runner().tracking(tracking).resume(true).run());
    }
    assertEquals(List.of(RunState.RUNNING, RunState.FAILED), failed.states);
  }
}
