package dev.weft.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.source.DataPart;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class MetricTest {
  @Test
  void aLossIsBetterWhenLower() {
    Set<Metric> falling =
        List.of(Metric.values()).stream().filter(metric -> metric.better(0.1, 0.2)).collect(Collectors.toSet());
    assertEquals(
        Set.of(Metric.LOSS, Metric.LOG_LOSS, Metric.BRIER, Metric.CALIBRATION_ERROR, Metric.MAX_CALIBRATION_ERROR),
        falling);
  }

  @Test
  void noNumberIsNeverBetter() {
    for (Metric metric : Metric.values()) {
      assertFalse(metric.better(Double.NaN, 0.5), metric.key());
      assertFalse(metric.better(0.5, Double.NaN), metric.key());
      assertFalse(metric.better(0.5, 0.5), metric.key());
    }
  }

  @Test
  void isFoundByItsKey() {
    for (Metric metric : Metric.values()) {
      assertEquals(Optional.of(metric), Metric.named(metric.key()));
    }
    assertEquals(Optional.empty(), Metric.named("mistakes"));
  }

  @Test
  void liesInItsRange() {
    Predictions wrong = Predictions.of(new int[] {0, 1, 1}, new double[] {0.2, 0.8, 0.9, 0.1, 0.7, 0.3}, 2);
    Metrics.of(wrong)
        .forEach((key, value) -> {
          Metric metric = Metric.named(key).orElseThrow();
          assertTrue(metric.least() <= value && value <= metric.most(), key + " is " + value);
        });
    assertEquals(-1, Metric.MATTHEWS.least());
    assertEquals(0, Metric.ROC_AUC_OVR.least());
  }

  @Test
  void readsItsValueByItsKey() {
    assertEquals(0.5, Metric.F1_MACRO.in(Map.of("f1_macro", 0.5)));
    assertEquals(Double.NaN, Metric.F1_MACRO.in(Map.of("f1_micro", 0.5)));
  }

  @Test
  void saysWhatItIsOn() {
    assertEquals("test.roc_auc_ovo", Metric.ROC_AUC_OVO.on(DataPart.TEST));
    assertEquals("roc auc ovo", Metric.ROC_AUC_OVO.words());
  }
}
