package dev.weft.kernel;

import static dev.weft.kernel.Lanes.F;
import static dev.weft.kernel.Lanes.L;

import jdk.incubator.vector.FloatVector;

/** The windows of images, copied side by side: im2col. */
public final class Im2col {
  private Im2col() {}

  /**
   * {@code patches[i, u, k] = x[first[from + i] + lines[u] + k]}. Whole vectors are copied, and the next line
   * overwrites what lies beyond its own.
   *
   * @param first where each window begins, rising
   * @param lines how far each of a window's lines lies from there, rising
   * @param line the length of a line
   * @param patches (to - from, lines, line), with {@link Product#WIDTH} numbers more to write on
   */
  public static void gather(float[] x, int[] first, int from, int to, int[] lines, int line, float[] patches) {
    int end = Simd.SCALAR ? from : wholeVectors(x, first, from, to, lines, line);
    int at = end == from ? 0 : Vectors.gather(x, first, from, end, lines, line, patches);
    for (int i = end; i < to; i++) {
      for (int shift : lines) {
        System.arraycopy(x, first[i] + shift, patches, at, line);
        at += line;
      }
    }
  }

  /** The window before which all vectors lie in x. */
  private static int wholeVectors(float[] x, int[] first, int from, int to, int[] lines, int line) {
    int reach = lines[lines.length - 1] + Math.ceilDiv(line, L) * L;
    int end = to;
    while (end > from && first[end - 1] + reach > x.length) {
      end--;
    }
    return end;
  }

  /** Apart, so that nothing of the vector module is touched where it is missing. */
  private static final class Vectors {
    static int gather(float[] x, int[] first, int from, int end, int[] lines, int line, float[] patches) {
      int at = 0;
      for (int i = from; i < end; i++) {
        for (int shift : lines) {
          for (int k = 0; k < line; k += L) {
            FloatVector.fromArray(F, x, first[i] + shift + k).intoArray(patches, at + k);
          }
          at += line;
        }
      }
      return at;
    }
  }
}
