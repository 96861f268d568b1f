package dev.weft.study;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.WeftException;
import dev.weft.dataset.Datasets;
import dev.weft.experiment.DataSource;
import dev.weft.experiment.Experiment;
import dev.weft.experiment.TestFold;
import dev.weft.keras.KerasFile;
import dev.weft.run.BegunRun;
import dev.weft.run.FinishedRun;
import dev.weft.run.Results;
import dev.weft.run.RunFolder;
import dev.weft.run.TrainingProgress;
import dev.weft.source.DataPart;
import dev.weft.store.RunState;
import dev.weft.store.RunStore;
import dev.weft.study.RunEvent.Start;
import dev.weft.study.RunEvent.TrialBegan;
import dev.weft.train.Callback;
import dev.weft.train.EpochResult;
import dev.weft.train.Model;
import dev.weft.train.Verdict;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrialRunnerTest {
  @TempDir private Path folder;

  private final List<RunEvent> events = new ArrayList<>();
  private final Experiment experiment =
      Tiny.study(Tiny.BASE + "grid: { training.batch_size: [20] }\n").trials().getFirst().experiment();

  private TrialRunner into(TrialRunner runner) {
    return runner.threads(1).store(store(), "ada").events(events::add);
  }

  private String store() {
    return folder.resolve("runs.db").toString();
  }

  private Path path(String name) {
    return folder.resolve(name);
  }

  private List<float[]> weights(Path run) {
    return KerasFile.read(run.resolve(RunFolder.MODEL)).model().variables().stream()
        .map(variable -> variable.values())
        .toList();
  }

  @Test
  void theRunIsInItsFolderAndInTheStore() {
    Results results = into(TrialRunner.of(experiment)).folder(path("a")).name("first").run().orElseThrow();
    assertEquals(results.test().metrics(), FinishedRun.read(path("a")).metrics().test());
    try (RunStore runs = RunStore.open(store())) {
      String id = runs.inFolder(path("a").toAbsolutePath()).orElseThrow();
      assertEquals(RunState.FINISHED, runs.get(id).state());
      assertEquals("first", runs.get(id).name());
      assertEquals("ada", runs.get(id).user());
    }
  }

  @Test
  void aStoppedRunIsKilledAndTheStoreKnowsHowFarItCame() {
    AtomicInteger steps = new AtomicInteger();
    Callback count =
        new Callback() {
          @Override
          public Verdict batchEnd(int epoch, int step, int of, double loss, double accuracy) {
            steps.incrementAndGet();
            return Verdict.CONTINUE;
          }
        };
    into(TrialRunner.of(experiment)).folder(path("a")).callback(count).stop(() -> steps.get() >= 3).run();
    try (RunStore runs = RunStore.open(store())) {
      String id = runs.inFolder(path("a").toAbsolutePath()).orElseThrow();
      assertEquals(RunState.KILLED, runs.get(id).state());
      assertEquals(3, TrainingProgress.of(runs.progress(id).orElseThrow()).step());
    }
  }

  /** The store's folder is a file until the second epoch ends. */
  @Test
  void epochsThatTheStoreDidNotTakeAreWrittenWhenTheRunIsStopped() throws IOException {
    Path blocked = Files.createFile(path("blocked"));
    Experiment six = Tiny.study(Tiny.BASE + "grid: { training.epochs: [6] }\n").trials().getFirst().experiment();
    AtomicInteger epochs = new AtomicInteger();
    Callback unblock =
        new Callback() {
          @Override
          public Verdict epochEnd(EpochResult result, Model model) {
            if (epochs.incrementAndGet() == 2) {
              blocked.toFile().delete();
            }
            return Verdict.CONTINUE;
          }
        };
    String place = blocked.resolve("runs.db").toString();
    TrialRunner.of(six)
        .threads(1)
        .store(place, "ada")
        .events(events::add)
        .folder(path("a"))
        .callback(unblock)
        .stop(() -> epochs.get() >= 3)
        .run();
    try (RunStore runs = RunStore.open(place)) {
      String id = runs.inFolder(path("a").toAbsolutePath()).orElseThrow();
      assertEquals(RunState.KILLED, runs.get(id).state());
      assertEquals(Set.of(1, 2, 3), runs.epochs(id).keySet());
    }
  }

  /** Of the images alone, all is as in a run without views. */
  @Test
  void scoresOfSeveralViewsStandBesideThoseOfTheImagesAlone() {
    into(TrialRunner.of(experiment)).folder(path("plain")).run();
    Experiment viewed =
        Tiny.study(Tiny.BASE + "grid: { training.tta: [{ flip: horizontal, shift: 1 }] }\n")
            .trials()
            .getFirst()
            .experiment();
    Results results = into(TrialRunner.of(viewed)).folder(path("viewed")).run().orElseThrow();
    FinishedRun plain = FinishedRun.read(path("plain"));
    FinishedRun run = FinishedRun.read(path("viewed"));
    assertEquals(plain.metrics().test(), run.metrics().plain().get(DataPart.TEST));
    assertEquals(plain.metrics().validation(), run.metrics().plain().get(DataPart.VALIDATION));
    assertNotEquals(plain.metrics().test(), run.metrics().test());
    assertEquals(results.test().metrics(), run.metrics().test());
    assertEquals(results.test().predictions().probabilities()[0], run.predictions().probabilities()[0], 1e-6);
    assertEquals(
        read(path("plain").resolve("predictions.csv")), read(path("viewed").resolve("predictions-without-tta.csv")));
    assertEquals(unsureBelow(path("plain")), unsureBelow(path("viewed")), "predictions are of one view");
  }

  private static OptionalDouble unsureBelow(Path run) {
    return KerasFile.read(run.resolve(RunFolder.MODEL)).metadata().unsureBelow();
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** As where the strokes take the place of a set that is nowhere. */
  @Test
  void anotherSetThanAskedForIsTestedOnTheSameFold() {
    Experiment held = experiment.on("mnist").testedOn(TestFold.of(0, 10));
    into(TrialRunner.of(held)).data(source -> source.divided(Datasets.load("strokes"))).folder(path("a")).run();
    DataSource source = FinishedRun.read(path("a")).experiment().data().source();
    assertEquals(DataSource.named("strokes").testFold(TestFold.of(0, 10)), source);
  }

  @Test
  void itsBeginningIsAnEvent() {
    into(TrialRunner.of(experiment)).folder(path("a")).run();
    TrialBegan began = assertInstanceOf(TrialBegan.class, events.getFirst());
    assertEquals(Start.NEW, began.start());
    assertEquals(path("a"), began.folder());
    assertEquals(1, began.threads());
    assertInstanceOf(RunEvent.Profiled.class, events.getLast());
  }

  @Test
  void whatIsStoppedGoesOnToTheSameWeights() {
    AtomicInteger steps = new AtomicInteger();
    Optional<Results> none =
        into(TrialRunner.of(experiment)).folder(path("a")).stop(() -> steps.incrementAndGet() > 11).run();
    assertTrue(none.isEmpty());
    into(TrialRunner.resume(BegunRun.read(path("a")))).run();
    into(TrialRunner.of(experiment)).folder(path("b")).run();
    List<float[]> resumed = weights(path("a"));
    List<float[]> whole = weights(path("b"));
    for (int i = 0; i < whole.size(); i++) {
      assertArrayEquals(whole.get(i), resumed.get(i));
    }
    List<Start> starts =
        events.stream().filter(TrialBegan.class::isInstance).map(event -> ((TrialBegan) event).start()).toList();
    assertEquals(List.of(Start.NEW, Start.CHECKPOINT, Start.NEW), starts);
  }

  @Test
  void aCallbackFollowsEachStep() {
    AtomicInteger steps = new AtomicInteger();
    Callback counter =
        new Callback() {
          @Override
          public Verdict batchEnd(int epoch, int step, int all, double loss, double accuracy) {
            steps.incrementAndGet();
            return Verdict.CONTINUE;
          }
        };
    into(TrialRunner.of(experiment)).folder(path("a")).callback(counter).run();
    assertEquals(4 * 8, steps.get()); // 160 images train, 20 a step
  }

  @Test
  void aStoreThatCannotBeOpenedEndsNoTraining() {
    Optional<Results> results =
        into(TrialRunner.of(experiment)).store(path("none/such/place.db").toString(), "ada").folder(path("a")).run();
    assertTrue(results.isPresent());
  }

  @Test
  void aFolderThatHoldsNoRunHasNothingToGoOnWith() {
    WeftException e = assertThrows(WeftException.class, () -> BegunRun.read(folder));
    assertTrue(e.getMessage().startsWith(folder + " is no run to go on with: "), e.getMessage());
  }
}
