package dev.weft.study;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.metrics.Predictions;
import dev.weft.source.DataPart;
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
    return run(store, name, sha256, right, Map.of());
  }

  private static RunRecord run(RunStore store, String name, String sha256, int right, Map<String, String> parameters) {
    Map<String, String> provenance = Map.of("dataset.sha256", sha256);
    String id =
        store.begin(new NewRun(name, "small", "strokes", Optional.empty(), Optional.empty(), parameters, provenance));
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

  private static RunComparisons compared(RunStore store, List<RunRecord> runs) {
    return RunComparisons.of(runs.stream().map(run -> ComparedRun.of(run, store)).toList());
  }

  private static Differences differences(RunStore store, List<RunRecord> runs) {
    return compared(store, runs).main().differences().orElseThrow();
  }

  @Test
  void twoRunsAreOnePair() {
    try (RunStore store = RunStore.open(dir.resolve("weft.db").toString())) {
      RunRecord first = run(store, "first", "aa", 50);
      RunRecord far = run(store, "far", "aa", 90);
      String verdict = differences(store, List.of(first, far)).verdict();
      String start =
          "%s is better than %s by 40.0 percentage points on 100 test images".formatted(far.id(), first.id());
      assertTrue(verdict.startsWith(start), verdict);
      assertEquals(List.of(), compared(store, List.of(first, far)).warnings());
    }
  }

  @Test
  void everyPairIsTestedAndCorrectedForTheirNumber() {
    try (RunStore store = RunStore.open(dir.resolve("weft.db").toString())) {
      RunRecord first = run(store, "first", "aa", 80);
      List<RunRecord> runs = List.of(first, run(store, "a", "aa", 86), run(store, "b", "aa", 86));
      // alone: 2 / 2^6 = 0.03; of three, three times that
      assertTrue(differences(store, runs.subList(0, 2)).pairs().getFirst().verdict().significant());
      List<Difference> pairs = differences(store, runs).pairs();
      assertEquals(3, pairs.size());
      assertEquals("McNemar, 3 comparisons by Holm, p = 0.094", pairs.getFirst().verdict().evidence());
      assertEquals(0, pairs.getLast().test().difference());
    }
  }

  /** Folds are as large as each other, and number their images from 0. */
  @Test
  void foldsOfTheSameImagesAreNotPaired() {
    try (RunStore store = RunStore.open(dir.resolve("weft.db").toString())) {
      RunRecord first = run(store, "first", "aa", 80, Map.of("data.test_fold.fold", "0", "data.test_fold.of", "5"));
      RunRecord second = run(store, "second", "aa", 90, Map.of("data.test_fold.fold", "1", "data.test_fold.of", "5"));
      assertEquals(2, compared(store, List.of(first, second)).groups().size());
      RunRecord again = run(store, "again", "aa", 90, Map.of("data.test_fold.fold", "0", "data.test_fold.of", "5"));
      assertEquals(1, compared(store, List.of(first, again)).groups().size());
    }
  }

  @Test
  void runsOfOtherDataAreComparedAmongThemselves() {
    try (RunStore store = RunStore.open(dir.resolve("weft.db").toString())) {
      RunRecord alone = run(store, "alone", "cc", 80);
      RunRecord first = run(store, "first", "aa", 80);
      RunRecord other = run(store, "other", "bb", 20);
      RunRecord second = run(store, "second", "aa", 90);
      RunComparisons compared = compared(store, List.of(alone, first, other, second));
      assertEquals(3, compared.groups().size());
      assertEquals(List.of(first.id(), second.id()), compared.main().differences().orElseThrow().names());
      List<String> warnings = compared.warnings();
      assertEquals(2, warnings.size(), warnings.toString());
      assertTrue(warnings.getFirst().startsWith(first.id()), warnings.getFirst());
      assertTrue(warnings.getFirst().contains(alone.id()), warnings.getFirst());
      assertTrue(warnings.getFirst().endsWith("their figures cannot be compared."), warnings.getFirst());
    }
  }
}
