package dev.weft.page;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.weft.run.FinishedRun;
import dev.weft.run.MetricsFile;
import dev.weft.run.ProvenanceFile;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EvaluationTimeTest {
  private static FinishedRun run(double ofMetrics, Map<String, Object> provenance) {
    MetricsFile metrics =
        new MetricsFile(1, List.of(), Map.of(), Map.of("accuracy", 1.0), 0, Map.of(), 2, ofMetrics, Map.of());
    return new FinishedRun(Path.of("run"), null, new ProvenanceFile(provenance), metrics, null, null);
  }

  @Test
  void aRunThatOnlyTheStoreHasSaysItInItsMetrics() {
    assertEquals(0.25, EvaluationTime.of(run(0.25, Map.of())));
  }

  @Test
  void aRunOfAnOlderWeftSaysItInItsProvenance() {
    assertEquals(0.5, EvaluationTime.of(run(Double.NaN, Map.of("evaluate_seconds", 0.5))));
    assertEquals(Double.NaN, EvaluationTime.of(run(Double.NaN, Map.of())));
  }
}
