package dev.weft.metrics;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class LogLossTest {
  @ParameterizedTest
  @MethodSource("dev.weft.metrics.Golden#cases")
  void isScikitLearns(Golden golden) {
    golden.check("/log_loss", LogLoss.of(golden.predictions()));
  }

  @Test
  void anImagesLossIsOfItsTrueClass() {
    Predictions predictions = Predictions.of(new int[] {1, 0}, new double[] {0.5, 0.5, 0.25, 0.75}, 2);
    assertArrayEquals(new double[] {Math.log(2), Math.log(4)}, LogLoss.each(predictions).orElseThrow(), 1e-15);
  }
}
