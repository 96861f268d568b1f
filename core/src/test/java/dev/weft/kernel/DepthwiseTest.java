package dev.weft.kernel;

import static dev.weft.kernel.Floats.assertSameBits;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import org.junit.jupiter.api.Test;

@EveryWidth
class DepthwiseTest {
  private static final int[] CHANNELS = {1, 3, 4, 5, 7, 8, 9, 15, 16, 17, 24, 33, 40};
  private static final int[] PIXELS = {1, 2, 3, 4, 5, 7, 8, 11};

  /** A window of 3 slides with padding 1 over the row 1, 2, 3, 4 of one channel. */
  @Test
  void theReferenceIsTheWindowedSum() {
    Taps taps = new Taps(3);
    taps.clear(4);
    for (int v = 0; v < 3; v++) {
      taps.add(v - 1, v, Math.max(0, 1 - v), Math.min(4, 5 - v));
    }
    float[] x = {1, 2, 3, 4};
    float[] y = new float[4];
    DepthwiseReference.row(x, 1, taps, new float[] {100, 10, 1}, new float[] {0.5f}, y, 0, 1, 4, 1);
    assertArrayEquals(new float[] {12.5f, 123.5f, 234.5f, 340.5f}, y);
    float[] sums = new float[3];
    DepthwiseReference.addGradient(x, 1, taps, new float[] {1, 10, 100, 1000}, 0, 1, sums, 0, 1);
    assertArrayEquals(new float[] {3210, 4321, 432}, sums);
  }

  /** Taps of three rows: padded columns, far columns that few or no pixels meet, and a step of 2 pixels. */
  private static Taps taps(int pixels, int channels, int step) {
    int width = (pixels - 1) * step + 1;
    int[] shifts = {-2, -1, 0, 1, 5};
    Taps taps = new Taps(3 * shifts.length);
    taps.clear(pixels);
    for (int row = 0; row < 3; row++) {
      for (int v = 0; v < shifts.length; v++) {
        int low = Math.max(0, Math.ceilDiv(-shifts[v], step));
        int high = Math.max(low, Math.min(pixels, Math.ceilDiv(width - shifts[v], step)));
        taps.add((row * width + shifts[v]) * channels, (row * shifts.length + v) * channels, low, high);
      }
    }
    return taps;
  }

  @Test
  void rowsHaveTheReferencesBits() {
    for (int channels : CHANNELS) {
      for (int pixels : PIXELS) {
        for (int step : new int[] {1, 2}) {
          Taps taps = taps(pixels, channels, step);
          float[] x = Floats.normal(channels, 3 * ((pixels - 1) * step + 1) * channels);
          float[] w = Floats.normal(pixels, 15 * channels);
          for (float[] start : new float[][] {null, Floats.normal(7, channels)}) {
            float[] expected = Floats.normal(3, 2 * pixels * channels + 5);
            float[] actual = expected.clone();
            DepthwiseReference.row(x, step * channels, taps, w, start, expected, 5, 2 * channels, pixels, channels);
            Depthwise.row(x, step * channels, taps, w, start, actual, 5, 2 * channels, pixels, channels);
            assertSameBits(expected, actual, channels + " channels, " + pixels + " pixels, step " + step);
          }
        }
      }
    }
  }

  @Test
  void gradientsHaveTheReferencesBits() {
    for (int channels : CHANNELS) {
      for (int pixels : PIXELS) {
        Taps taps = taps(pixels, channels, 2);
        float[] x = Floats.normal(channels, 3 * (2 * pixels - 1) * channels);
        float[] dy = Floats.normal(pixels, pixels * channels + 3);
        float[] expected = new float[15 * channels];
        float[] sums = new float[1 + 15 * Depthwise.sums(channels)];
        for (int times = 0; times < 2; times++) {
          DepthwiseReference.addGradient(x, 2 * channels, taps, dy, 3, channels, expected, 0, channels);
          Depthwise.addGradient(x, 2 * channels, taps, dy, 3, channels, sums, 1, channels);
        }
        float[] actual = new float[15 * channels];
        System.arraycopy(sums, 1, sums, 0, sums.length - 1);
        Depthwise.gradient(sums, actual, 15, channels);
        assertSameBits(expected, actual, channels + " channels, " + pixels + " pixels");
      }
    }
  }

  @Test
  void channelsAreRepeatedAndSummed() {
    float[] repeated = new float[6];
    Depthwise.repeat(new float[] {9, 1, 2, 3}, 1, 3, 2, repeated);
    assertArrayEquals(new float[] {1, 1, 2, 2, 3, 3}, repeated);
    float[] summed = new float[4];
    Depthwise.sumRepeated(new float[] {1, 2, 3, 4, 5, 6}, 3, 2, summed, 1);
    assertArrayEquals(new float[] {0, 3, 7, 11}, summed);
  }
}
