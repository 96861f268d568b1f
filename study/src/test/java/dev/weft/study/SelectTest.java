package dev.weft.study;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.weft.metrics.Metrics;
import dev.weft.metrics.Predictions;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SelectTest {
  @Test
  void everyReportedMetricMayChoose() {
    int classes = 6;
    int[] labels = {0, 1, 2, 3, 4, 5, 0};
    double[] probabilities = new double[labels.length * classes];
    for (int i = 0; i < labels.length; i++) {
      probabilities[i * classes + labels[i]] = 1;
    }
    Set<String> reported = new LinkedHashSet<>(List.of("accuracy", "loss"));
    reported.addAll(Metrics.of(Predictions.of(labels, probabilities, classes)).keySet());
    assertEquals(List.copyOf(reported), Select.METRICS);
  }

  @Test
  void aLossIsBetterWhenSmaller() {
    assertEquals(true, new Select("loss", "validation").by().better(0.1, 0.2));
    assertEquals(false, Select.of().by().better(0.1, 0.2));
  }
}
