package dev.weft.kernel;

import static dev.weft.kernel.Floats.assertSameBits;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

@EveryWidth
class Im2colTest {
  @Test
  void patchesAreTheWindowsLines() {
    for (int line : new int[] {1, 2, 3, 5, 8, 9, 15, 17}) {
      for (int tall : new int[] {1, 2, 5}) {
        for (int slack : new int[] {0, 1, Product.WIDTH}) {
          check(line, tall, slack);
        }
      }
    }
  }

  /** Windows of {@code tall} lines slide along a strip 20 wide, the last one up to its end. */
  private static void check(int line, int tall, int slack) {
    int width = 20;
    int[] lines = IntStream.range(0, tall).map(u -> u * width).toArray();
    int[] first = IntStream.rangeClosed(0, width - line).toArray();
    float[] x = Floats.normal(line, tall * width + slack);
    int from = Math.min(1, first.length - 1);
    float[] patches = new float[(first.length - from) * tall * line + Product.WIDTH];
    Im2col.gather(x, first, from, first.length, lines, line, patches);
    for (int i = from; i < first.length; i++) {
      for (int u = 0; u < tall; u++) {
        float[] expected = new float[line];
        float[] actual = new float[line];
        System.arraycopy(x, first[i] + lines[u], expected, 0, line);
        System.arraycopy(patches, ((i - from) * tall + u) * line, actual, 0, line);
        assertSameBits(expected, actual, "line " + u + " of window " + i + ", " + line + " wide");
      }
    }
  }
}
