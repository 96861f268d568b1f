package dev.weft.calibration;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.SplitMix64;
import dev.weft.metrics.Predictions;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** One number for all probabilities. */
class TemperatureTest {
  /** Without the prior it would be the least that there is, and the next mistake would seem impossible. */
  @Test
  void aNetworkWithoutMistakesBecomesHardlySurer() {
    double[] rows = IntStream.range(0, 200).mapToDouble(i -> i % 2 == 0 ? 0.99 : 0.01).toArray();
    double temperature = Temperature.fit(Predictions.of(new int[100], rows, 2)).value();
    assertTrue(temperature > 0.5 && temperature < 1, String.valueOf(temperature));
  }

  @Test
  void noPredictedClassChanges() {
    SplitMix64 random = SplitMix64.of(5);
    for (int trial = 0; trial < 1000; trial++) {
      double[] row = new double[7];
      Arrays.setAll(row, i -> 40 * random.nextGaussian());
      Calibration.softmax(row);
      float[] floats = new float[row.length];
      IntStream.range(0, row.length).forEach(i -> floats[i] = (float) row[i]);
      Predictions said = Predictions.of(new int[1], floats, row.length);
      for (double value : new double[] {0.05, 1, 20}) {
        assertEquals(said.predicted(0), new Temperature(value).apply(said).predicted(0));
      }
    }
  }

  @Test
  void theTemperatureOneKeepsProbabilities() {
    double[] row = {0.7, 0.2, 0.1};
    assertArrayEquals(row, new Temperature(1).apply(row), 1e-15);
  }

  /**
   * A sigmoid that is sure of the second class gives exactly 0 for the first, of the first never that for the second.
   */
  @Test
  void bothClassesOfOneOutputAreTreatedAlike() {
    Temperature temperature = new Temperature(3);
    double first = temperature.apply(new double[] {1, 1e-20})[0];
    double second = temperature.apply(new double[] {0, 1})[1];
    assertEquals(first, second, 1e-12);
    assertTrue(second < 0.999, String.valueOf(second));
  }

  @Test
  void rowsWithoutAnyProbabilityBecomeEqual() {
    assertArrayEquals(new double[] {0.25, 0.25, 0.25, 0.25}, new Temperature(2).apply(new double[4]), 1e-15);
  }

  @Test
  void itHasBounds() {
    assertEquals(
        "a temperature is 0.05 to 20; received NaN.",
        assertThrows(IllegalArgumentException.class, () -> new Temperature(Double.NaN)).getMessage());
  }
}
