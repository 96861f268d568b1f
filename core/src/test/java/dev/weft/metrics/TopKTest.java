package dev.weft.metrics;

import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TopKTest {
  @ParameterizedTest
  @MethodSource("dev.weft.metrics.Golden#cases")
  void isScikitLearns(Golden golden) {
    golden.check("/top_1", TopK.of(golden.predictions(), 1));
    golden.check("/top_2", TopK.of(golden.predictions(), 2));
    golden.check("/top_3", TopK.of(golden.predictions(), 3));
  }

  @Test
  void kIsAtLeastOne() {
    Predictions predictions = Predictions.of(new int[1], new double[] {0.5, 0.5}, 2);
    assertThrows(IllegalArgumentException.class, () -> TopK.of(predictions, 0));
  }
}
