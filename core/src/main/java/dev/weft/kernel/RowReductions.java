package dev.weft.kernel;

import static dev.weft.kernel.Lanes.F;
import static dev.weft.kernel.Lanes.L;

import jdk.incubator.vector.FloatVector;

/**
 * Sums along a row. Number i belongs to one of 16 partial sums, i modulo 16; these are added pairwise in one fixed
 * order, then what is left of the row. So the width of vectors changes no bit.
 */
public final class RowReductions {
  private static final int PARTS = 16;

  private RowReductions() {}

  /** {@code sum_i a[at + i]} for i below n. */
  public static float sum(float[] a, int at, int n) {
    int end = n - n % PARTS;
    float sum = end == 0 ? 0 : Simd.SCALAR ? sumOfParts(a, at, end, 0, 1) : Vectors.sum(a, at, end);
    for (int i = end; i < n; i++) {
      sum += a[at + i];
    }
    return sum;
  }

  /** {@code sum_i (a[at + i] - p) * (b[at + i] - q)} for i below n. */
  public static float dot(float[] a, float p, float[] b, float q, int at, int n) {
    int end = n - n % PARTS;
    float sum = end == 0 ? 0 : Simd.SCALAR ? dotOfParts(a, p, b, q, at, end, 0, 1) : Vectors.dot(a, p, b, q, at, end);
    for (int i = end; i < n; i++) {
      sum += (a[at + i] - p) * (b[at + i] - q);
    }
    return sum;
  }

  /** Of the parts {@code part}, {@code part + stride}, ...: first those that are far apart are added. */
  private static float sumOfParts(float[] a, int at, int end, int part, int stride) {
    if (stride < PARTS) {
      return sumOfParts(a, at, end, part, 2 * stride) + sumOfParts(a, at, end, part + stride, 2 * stride);
    }
    float sum = 0;
    for (int i = at + part; i < at + end; i += PARTS) {
      sum += a[i];
    }
    return sum;
  }

  private static float dotOfParts(float[] a, float p, float[] b, float q, int at, int end, int part, int stride) {
    if (stride < PARTS) {
      return dotOfParts(a, p, b, q, at, end, part, 2 * stride)
          + dotOfParts(a, p, b, q, at, end, part + stride, 2 * stride);
    }
    float sum = 0;
    for (int i = at + part; i < at + end; i += PARTS) {
      sum += (a[i] - p) * (b[i] - q);
    }
    return sum;
  }

  /** Apart, so that nothing of the vector module is touched where it is missing. */
  private static final class Vectors {
    static float sum(float[] a, int at, int n) {
      FloatVector s0 = FloatVector.zero(F);
      FloatVector s1 = s0;
      FloatVector s2 = s0;
      FloatVector s3 = s0;
      for (int i = at; i < at + n; i += PARTS) {
        s0 = s0.add(FloatVector.fromArray(F, a, i));
        if (L <= 8) {
          s1 = s1.add(FloatVector.fromArray(F, a, i + L));
        }
        if (L == 4) {
          s2 = s2.add(FloatVector.fromArray(F, a, i + 2 * L));
          s3 = s3.add(FloatVector.fromArray(F, a, i + 3 * L));
        }
      }
      return total(s0, s1, s2, s3);
    }

    static float dot(float[] a, float p, float[] b, float q, int at, int n) {
      FloatVector s0 = FloatVector.zero(F);
      FloatVector s1 = s0;
      FloatVector s2 = s0;
      FloatVector s3 = s0;
      for (int i = at; i < at + n; i += PARTS) {
        s0 = s0.add(product(a, p, b, q, i));
        if (L <= 8) {
          s1 = s1.add(product(a, p, b, q, i + L));
        }
        if (L == 4) {
          s2 = s2.add(product(a, p, b, q, i + 2 * L));
          s3 = s3.add(product(a, p, b, q, i + 3 * L));
        }
      }
      return total(s0, s1, s2, s3);
    }

    private static FloatVector product(float[] a, float p, float[] b, float q, int i) {
      return FloatVector.fromArray(F, a, i).sub(p).mul(FloatVector.fromArray(F, b, i).sub(q));
    }

    private static float total(FloatVector s0, FloatVector s1, FloatVector s2, FloatVector s3) {
      return switch (L) {
        case 4 -> ofFour(s0.add(s2).add(s1.add(s3)));
        case 8 -> ofEight(s0.add(s1));
        default -> ofSixteen(s0);
      };
    }

    private static float ofFour(FloatVector v) {
      return (v.lane(0) + v.lane(2)) + (v.lane(1) + v.lane(3));
    }

    private static float ofEight(FloatVector v) {
      return ((v.lane(0) + v.lane(4)) + (v.lane(2) + v.lane(6))) + ((v.lane(1) + v.lane(5)) + (v.lane(3) + v.lane(7)));
    }

    private static float ofSixteen(FloatVector v) {
      return (((v.lane(0) + v.lane(8)) + (v.lane(4) + v.lane(12)))
              + ((v.lane(2) + v.lane(10)) + (v.lane(6) + v.lane(14))))
          + (((v.lane(1) + v.lane(9)) + (v.lane(5) + v.lane(13)))
              + ((v.lane(3) + v.lane(11)) + (v.lane(7) + v.lane(15))));
    }
  }
}
