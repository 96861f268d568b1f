package dev.weft.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.weft.metrics.ConfusionMatrix;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TablesTest {
  @Test
  void theConfusionMatrixIsAlignedWithTheClassesNames() {
    ConfusionMatrix matrix = new ConfusionMatrix(new int[][] {{1200, 0, 7}, {3, 45, 0}, {0, 0, 8}});
    assertEquals(
        """
                        0    1    2
          0 T-shirt  1200    ·    7
          1 Bag         3   45    ·
          2             ·    ·    8
        """,
        Tables.confusion(matrix, List.of("T-shirt", "Bag", "2")));
  }

  @Test
  void metricsStandBelowEachOther() {
    Map<String, Double> metrics = new LinkedHashMap<>();
    metrics.put("accuracy", 0.98765);
    metrics.put("roc_auc_ovo_weighted", 1.0);
    assertEquals(
        """
          accuracy               0.9877
          roc_auc_ovo_weighted   1.0000
        """,
        Tables.metrics(metrics));
  }
}
