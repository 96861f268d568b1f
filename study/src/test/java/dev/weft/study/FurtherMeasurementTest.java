package dev.weft.study;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.WeftException;
import dev.weft.WholeFile;
import dev.weft.dataset.ImageDataset;
import dev.weft.dataset.Progress;
import dev.weft.run.FinishedRun;
import dev.weft.run.FurtherMetrics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FurtherMeasurementTest {
  private static final String STUDY =
      "name: tiny\nrobustness: true\n" + Tiny.BASE + "grid: { training.batch_size: [20, 40] }\n";

  @TempDir private Path folder;

  private final List<String> measured = new ArrayList<>();

  private boolean measure(FinishedRun run, ImageDataset data, int threads, Progress progress, BooleanSupplier stop) {
    synchronized (measured) {
      measured.add(run.name());
      assertEquals(run.provenance().datasetChecksum(), data.checksum());
      if (measured.size() == 2) {
        return false; // stopped
      }
    }
    WholeFile.write(
        run.folder().resolve(FurtherMetrics.ROBUSTNESS),
        "{\"weft_measured\": \"robustness\", \"model_sha256\": \"%s\", \"metrics\": {\"corrupted_accuracy\": 0.5}}"
            .formatted(run.metrics().files().get("model.keras")));
    return true;
  }

  private StudyRunner runner() {
    return StudyRunner.of(Tiny.study(STUDY))
        .folder(folder.resolve("study"))
        .workers(1, 1)
        .store(folder.resolve("runs.db").toString(), "me");
  }

  @Test
  void eachTrainingIsMeasuredAtItsEndAndOnlyWhatIsMissing() throws IOException {
    Optional<StudyResults> stopped = runner().robustness(this::measure).run();
    assertTrue(stopped.isEmpty());
    StudyResults results = runner().resume(true).robustness(this::measure).run().orElseThrow();
    assertTrue(results.trials().stream().allMatch(trial -> trial.test().get("corrupted_accuracy") == 0.5));
    String header = Files.readAllLines(folder.resolve("study/results.csv")).getFirst();
    assertTrue(header.contains("test_corrupted_accuracy"), header);
    assertFalse(header.contains("validation_corrupted_accuracy"), header);
  }

  @Test
  void aStudyThatAsksForItNeedsWhatMeasures() {
    assertThrows(IllegalStateException.class, () -> runner().run());
  }

  @Test
  void aTrainingWhoseMeasurementFailsIsFinishedWithAWarning() {
    FurtherMeasurement failing =
        (_, _, _, _, _) -> {
          throw new WeftException("the disk is full.");
        };
    StudyResults results = runner().robustness(failing).run().orElseThrow();
    StudyResults again = FinishedStudy.read(folder.resolve("study"));
    for (StudyResults each : List.of(results, again)) {
      for (TrialResult trial : each.trials()) {
        assertEquals(TrialResult.State.FINISHED, trial.state());
        assertEquals(
            "its robustness could not be measured: the disk is full.", trial.warnings().get("unmeasured_robustness"));
        assertTrue(trial.test().containsKey("accuracy"));
      }
    }
  }

  @Test
  void theWatcherSeesHowFarAMeasurementIs() {
    List<String> seen = new ArrayList<>();
    StudyWatcher watcher =
        new StudyWatcher() {
          @Override
          public Progress measuring(StudyTrial trial) {
            return new Progress() {
              @Override
              public void count(String doing, long done, long total, String things) {
                seen.add(trial.name() + " " + doing);
              }
            };
          }
        };
    FurtherMeasurement measuring =
        (_, _, _, progress, _) -> {
          progress.count("fog", 1, 2, "images");
          return true;
        };
    StudyResults results = runner().robustness(measuring).watcher(watcher).run().orElseThrow();
    assertEquals(results.trials().stream().map(trial -> trial.trial().name() + " fog").toList(), seen);
  }

  @Test
  void aStudyMayLeaveNoTraceInAStore() {
    assertTrue(runner().robustness((_, _, _, _, _) -> true).unrecorded().run().isPresent());
    assertFalse(Files.exists(folder.resolve("runs.db")));
  }

  @Test
  void figuresOfAnotherModelDoNotCount() throws IOException {
    StudyResults results = runner().robustness((_, _, _, _, _) -> true).run().orElseThrow();
    TrialResult first = results.trials().getFirst();
    Path file = first.folder().resolve(FurtherMetrics.ROBUSTNESS);
    Files.writeString(file, "{\"weft_measured\": \"robustness\", \"model_sha256\": \"0\", \"metrics\": {\"a\": 1}}");
    assertFalse(TrialResult.finished(first.trial(), first.folder()).test().containsKey("a"));
  }
}
