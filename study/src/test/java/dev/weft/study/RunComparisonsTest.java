package dev.weft.study;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.dataset.DataPart;
import dev.weft.metrics.Predictions;
import dev.weft.store.NewRun;
import dev.weft.store.RunRecord;
import dev.weft.store.RunStore;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunComparisonsTest {
  private static final int IMAGES = 100;

  @TempDir Path dir;

  /** A finished run that has the first images right and the others wrong. */
  private static RunRecord run(RunStore store, String name, String sha256, int right) {
    Map<String, String> provenance = Map.of("dataset.sha256", sha256);
    String id =
        store.begin(new NewRun(name, "small", "strokes", Optional.empty(), Optional.empty(), Map.of(), provenance));
    float[] probabilities = new float[2 * IMAGES];
    for (int i = 0; i < IMAGES; i++) {
      probabilities[2 * i + (i < right ? 0 : 1)] = 1;
    }
    store.finish(
        id,
        Map.of("test.accuracy", right / (double) IMAGES),
        Map.of(DataPart.TEST, Predictions.of(new int[IMAGES], probabilities, 2)));
    return store.get(id);
  }

  private static List<String> lines(RunStore store, List<RunRecord> runs) {
    return RunComparisons.of(runs.stream().map(run -> ComparedRun.of(run, store)).toList()).lines();
  }

  @Test
  void aDifferenceThatChanceMakesIsAWarning() {
    try (RunStore store = RunStore.open(dir.resolve("weft.db").toString())) {
      RunRecord first = run(store, "first", "aa", 80);
      RunRecord near = run(store, "near", "aa", 83);
      List<String> sentences = lines(store, List.of(first, near));
      assertEquals(
          List.of(
              "warning: the difference in test accuracy between %s (0.8300) and %s (0.8000) is within noise: the networks differ on 3 of 100 images, 3 against 0 (McNemar, p = 0.25)."
                  .formatted(near.id(), first.id())),
          sentences);
    }
  }

  @Test
  void aDifferenceBeyondChanceIsSaidWithoutWarning() {
    try (RunStore store = RunStore.open(dir.resolve("weft.db").toString())) {
      RunRecord first = run(store, "first", "aa", 50);
      RunRecord far = run(store, "far", "aa", 90);
      List<String> sentences = lines(store, List.of(first, far));
      assertEquals(1, sentences.size(), sentences.toString());
      assertTrue(sentences.getFirst().contains(": significant: "), sentences.getFirst());
    }
  }

  @Test
  void severalAreCorrectedForTheirNumber() {
    try (RunStore store = RunStore.open(dir.resolve("weft.db").toString())) {
      RunRecord first = run(store, "first", "aa", 80);
      List<RunRecord> runs = List.of(first, run(store, "a", "aa", 86), run(store, "b", "aa", 86));
      // alone: 2 / 2^6 = 0.03; of two, twice that
      assertTrue(lines(store, runs.subList(0, 2)).getFirst().contains(": significant: "));
      assertTrue(lines(store, runs).getFirst().contains("2 comparisons by Holm, p = 0.063"));
    }
  }

  @Test
  void runsOnOtherDataAreNotTested() {
    try (RunStore store = RunStore.open(dir.resolve("weft.db").toString())) {
      RunRecord first = run(store, "first", "aa", 80);
      RunRecord elsewhere = run(store, "elsewhere", "bb", 20);
      List<String> sentences = lines(store, List.of(first, elsewhere));
      assertEquals(1, sentences.size(), sentences.toString());
      assertTrue(sentences.getFirst().startsWith("warning: "), sentences.getFirst());
      assertTrue(sentences.getFirst().endsWith("their figures cannot be compared."), sentences.getFirst());
    }
  }
}
