package dev.weft.kernel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class RandomNoiseTest {
  private static final int MANY = 200_000;
  private static final int KEY = 12345;

  private static double mean(float[] values) {
    double sum = 0;
    for (float value : values) {
      sum += value;
    }
    return sum / values.length;
  }

  private static double deviation(float[] values) {
    double mean = mean(values);
    double sum = 0;
    for (float value : values) {
      sum += (value - mean) * (value - mean);
    }
    return Math.sqrt(sum / values.length);
  }

  private static float[] filled(float value) {
    float[] values = new float[MANY];
    Arrays.fill(values, value);
    return values;
  }

  /** Within 4 standard errors: 1 / sqrt(200,000) = 0.0022 of the mean, 0.0016 of the deviation. */
  @Test
  void noiseIsStandardNormalTimesTheDeviation() {
    float[] y = new float[MANY];
    RandomNoise.add(0.5f, KEY, filled(3), y, 0, MANY);
    assertEquals(3, mean(y), 0.5 * 0.009);
    assertEquals(0.5, deviation(y), 0.5 * 0.0064);
    long inside = 0;
    for (float value : y) {
      inside += Math.abs(value - 3) < 0.5 ? 1 : 0;
    }
    assertEquals(0.6827, inside / (double) MANY, 0.0042); // P(|n| < 1)
  }

  /** scipy.stats.norm.ppf. */
  @Test
  void quantilesAreThoseOfTheStandardNormalDistribution() {
    assertEquals(0, RandomNoise.quantile(0.5), 1e-7);
    assertEquals(1.959963985, RandomNoise.quantile(0.975), 1e-6);
    assertEquals(-0.674489750, RandomNoise.quantile(0.25), 1e-6);
    assertEquals(-3.090232306, RandomNoise.quantile(0.001), 1e-6);
    assertEquals(5.199337582, RandomNoise.quantile(1 - 1e-7), 2e-6);
  }

  @Test
  void neighboursAndStepsAreNotCorrelated() {
    float[] here = new float[MANY];
    float[] next = new float[MANY];
    RandomNoise.add(1, KEY, filled(0), here, 0, MANY);
    RandomNoise.add(1, KEY * 31, filled(0), next, 0, MANY);
    double neighbours = 0;
    double steps = 0;
    for (int i = 1; i < MANY; i++) {
      neighbours += here[i] * here[i - 1];
      steps += here[i] * next[i];
    }
    assertEquals(0, neighbours / MANY, 0.009);
    assertEquals(0, steps / MANY, 0.009);
  }

  @Test
  void gaussianDropoutHasMean1() {
    float[] y = new float[MANY];
    RandomNoise.multiply(0.75f, KEY, filled(2), y, 0, MANY);
    assertEquals(2, mean(y), 1.5 * 0.009);
    assertEquals(1.5, deviation(y), 1.5 * 0.0064);
  }

  /** Keras's own numbers: a x + b of x = 1 and of SELU's lowest, for rate 0.2. */
  @Test
  void alphaDropoutIsKerass() {
    float[] y = new float[MANY];
    RandomNoise.alphaDrop(0.2f, KEY, filled(1), y, 0, MANY);
    float kept = 1.1879435f;
    float dropped = -1.2361598f;
    long drops = 0;
    for (float value : y) {
      drops += Math.abs(value - dropped) < 1e-4 ? 1 : 0;
      assertEquals(value < 0 ? dropped : kept, value, 1e-4);
    }
    assertEquals(0.2, drops / (double) MANY, 0.0036);
  }

  @Test
  void alphaDropoutKeepsMeanAndVarianceOfStandardNormalInputs() {
    float[] x = new float[MANY];
    float[] y = new float[MANY];
    RandomNoise.add(1, KEY + 77, filled(0), x, 0, MANY);
    RandomNoise.alphaDrop(0.3f, KEY, x, y, 0, MANY);
    assertEquals(0, mean(y), 0.01);
    assertEquals(1, deviation(y), 0.01);
  }

  @Test
  void theGradientOfAlphaDropoutGoesWhereItKept() {
    float[] x = filled(1);
    float[] y = new float[MANY];
    float[] dx = new float[MANY];
    RandomNoise.alphaDrop(0.3f, KEY, x, y, 0, MANY);
    RandomNoise.alphaDropBackward(0.3f, KEY, filled(2), dx, 0, MANY);
    float[] more = new float[MANY];
    RandomNoise.alphaDrop(0.3f, KEY, filled(1.5f), more, 0, MANY);
    for (int i = 0; i < MANY; i++) {
      assertEquals((more[i] - y[i]) / 0.5 * 2, dx[i], 1e-5);
    }
  }

  @Test
  void channelsAreDroppedWhole() {
    int samples = 500;
    int channels = 10;
    int features = 7 * channels;
    float[] x = new float[samples * features];
    float[] y = new float[x.length];
    Arrays.fill(x, 1);
    int[] places = new int[features];
    Arrays.setAll(places, i -> i % channels);
    RandomNoise.dropTogether(0.25f, places, channels, KEY, x, y, 0, x.length);
    int drops = 0;
    for (int s = 0; s < samples; s++) {
      for (int i = 0; i < features; i++) {
        assertEquals(y[s * features + i % channels], y[s * features + i]);
        assertEquals(y[s * features + i] == 0 ? 0 : 1 / 0.75f, y[s * features + i]);
      }
      for (int c = 0; c < channels; c++) {
        drops += y[s * features + c] == 0 ? 1 : 0;
      }
    }
    assertEquals(0.25, drops / (double) (samples * channels), 0.0245);
  }

  @Test
  void piecesAreTheWhole() {
    float[] x = filled(1);
    float[] whole = new float[MANY];
    float[] pieces = new float[MANY];
    RandomNoise.add(1, KEY, x, whole, 0, MANY);
    RandomNoise.add(1, KEY, x, pieces, 0, 777);
    RandomNoise.add(1, KEY, x, pieces, 777, MANY);
    assertArrayEquals(whole, pieces);
  }
}
