package dev.weft.kernel;

import static dev.weft.kernel.Lanes.F;
import static dev.weft.kernel.Lanes.L;

import jdk.incubator.vector.FloatVector;

/**
 * The transforms of {@link Winograd} along one axis, written out: {@code b[i] = sum_j t[i, j] * a[j]}. Each a[j] and
 * b[i] is a line of n channels, a multiple of the vector. Sums run over j in rising order and leave zeros out, as
 * {@link Winograd} does one number at a time; so both give the same bits. Loops over the matrices would load each line
 * once for each number of the matrix: 26 times instead of 6.
 *
 * <p>a[j] is at {@code ao + j * as}, b[i] at {@code bo + i * bs}.
 */
final class WinogradTransforms {
  private WinogradTransforms() {}

  static void apply(
      Winograd.Transform transform,
      int m,
      float[] a,
      int ao,
      int at,
      int as,
      float[] b,
      int bo,
      int bt,
      int bs,
      int tiles,
      int n) {
    switch (transform) {
      case INPUT -> {
        switch (m) {
          case 2 -> input2(a, ao, at, as, b, bo, bt, bs, tiles, n);
          case 3 -> input3(a, ao, at, as, b, bo, bt, bs, tiles, n);
          default -> input4(a, ao, at, as, b, bo, bt, bs, tiles, n);
        }
      }
      case KERNEL -> {
        switch (m) {
          case 2 -> WinogradKernelTransforms.kernel2(a, ao, at, as, b, bo, bt, bs, tiles, n);
          case 3 -> WinogradKernelTransforms.kernel3(a, ao, at, as, b, bo, bt, bs, tiles, n);
          default -> WinogradKernelTransforms.kernel4(a, ao, at, as, b, bo, bt, bs, tiles, n);
        }
      }
      case OUTPUT -> {
        switch (m) {
          case 2 -> output2(a, ao, at, as, b, bo, bt, bs, tiles, n);
          case 3 -> output3(a, ao, at, as, b, bo, bt, bs, tiles, n);
          default -> output4(a, ao, at, as, b, bo, bt, bs, tiles, n);
        }
      }
      case INPUT_BACKWARD -> {
        switch (m) {
          case 2 -> inputBackward2(a, ao, at, as, b, bo, bt, bs, tiles, n);
          case 3 -> inputBackward3(a, ao, at, as, b, bo, bt, bs, tiles, n);
          default -> inputBackward4(a, ao, at, as, b, bo, bt, bs, tiles, n);
        }
      }
      case KERNEL_BACKWARD -> {
        switch (m) {
          case 2 -> WinogradKernelTransforms.kernelBackward2(a, ao, at, as, b, bo, bt, bs, tiles, n);
          case 3 -> WinogradKernelTransforms.kernelBackward3(a, ao, at, as, b, bo, bt, bs, tiles, n);
          default -> WinogradKernelTransforms.kernelBackward4(a, ao, at, as, b, bo, bt, bs, tiles, n);
        }
      }
      case OUTPUT_BACKWARD -> {
        switch (m) {
          case 2 -> outputBackward2(a, ao, at, as, b, bo, bt, bs, tiles, n);
          case 3 -> outputBackward3(a, ao, at, as, b, bo, bt, bs, tiles, n);
          default -> outputBackward4(a, ao, at, as, b, bo, bt, bs, tiles, n);
        }
      }
    }
  }

  private static void input2(float[] a, int ao, int at, int as, float[] b, int bo, int bt, int bs, int tiles, int n) {
    for (int t = 0, in = ao, out = bo; t < tiles; t++, in += at, out += bt) {
      for (int c = 0; c <= n - L; c += L) {
        FloatVector x0 = FloatVector.fromArray(F, a, in + c);
        FloatVector x1 = FloatVector.fromArray(F, a, in + as + c);
        FloatVector x2 = FloatVector.fromArray(F, a, in + 2 * as + c);
        FloatVector x3 = FloatVector.fromArray(F, a, in + 3 * as + c);
        x0.sub(x2).intoArray(b, out + c);
        x1.add(x2).intoArray(b, out + bs + c);
        x2.sub(x1).intoArray(b, out + 2 * bs + c);
        x3.sub(x1).intoArray(b, out + 3 * bs + c);
      }
    }
  }

  private static void output2(float[] a, int ao, int at, int as, float[] b, int bo, int bt, int bs, int tiles, int n) {
    for (int t = 0, in = ao, out = bo; t < tiles; t++, in += at, out += bt) {
      for (int c = 0; c <= n - L; c += L) {
        FloatVector x0 = FloatVector.fromArray(F, a, in + c);
        FloatVector x1 = FloatVector.fromArray(F, a, in + as + c);
        FloatVector x2 = FloatVector.fromArray(F, a, in + 2 * as + c);
        FloatVector x3 = FloatVector.fromArray(F, a, in + 3 * as + c);
        x0.add(x1).add(x2).intoArray(b, out + c);
        x1.sub(x2).add(x3).intoArray(b, out + bs + c);
      }
    }
  }

  private static void inputBackward2(
      float[] a, int ao, int at, int as, float[] b, int bo, int bt, int bs, int tiles, int n) {
    for (int t = 0, in = ao, out = bo; t < tiles; t++, in += at, out += bt) {
      for (int c = 0; c <= n - L; c += L) {
        FloatVector x0 = FloatVector.fromArray(F, a, in + c);
        FloatVector x1 = FloatVector.fromArray(F, a, in + as + c);
        FloatVector x2 = FloatVector.fromArray(F, a, in + 2 * as + c);
        FloatVector x3 = FloatVector.fromArray(F, a, in + 3 * as + c);
        x0.intoArray(b, out + c);
        x1.sub(x2).sub(x3).intoArray(b, out + bs + c);
        x1.sub(x0).add(x2).intoArray(b, out + 2 * bs + c);
        x3.intoArray(b, out + 3 * bs + c);
      }
    }
  }

  private static void outputBackward2(
      float[] a, int ao, int at, int as, float[] b, int bo, int bt, int bs, int tiles, int n) {
    for (int t = 0, in = ao, out = bo; t < tiles; t++, in += at, out += bt) {
      for (int c = 0; c <= n - L; c += L) {
        FloatVector x0 = FloatVector.fromArray(F, a, in + c);
        FloatVector x1 = FloatVector.fromArray(F, a, in + as + c);
        x0.intoArray(b, out + c);
        x0.add(x1).intoArray(b, out + bs + c);
        x0.sub(x1).intoArray(b, out + 2 * bs + c);
        x1.intoArray(b, out + 3 * bs + c);
      }
    }
  }

  private static void input3(float[] a, int ao, int at, int as, float[] b, int bo, int bt, int bs, int tiles, int n) {
    FloatVector threeHalves = FloatVector.broadcast(F, 1.5f);
    FloatVector minusThreeHalves = FloatVector.broadcast(F, -1.5f);
    FloatVector fiveHalves = FloatVector.broadcast(F, 2.5f);
    FloatVector half = FloatVector.broadcast(F, 0.5f);
    FloatVector minusTwo = FloatVector.broadcast(F, -2);
    for (int t = 0, in = ao, out = bo; t < tiles; t++, in += at, out += bt) {
      for (int c = 0; c <= n - L; c += L) {
        FloatVector x0 = FloatVector.fromArray(F, a, in + c);
        FloatVector x1 = FloatVector.fromArray(F, a, in + as + c);
        FloatVector x2 = FloatVector.fromArray(F, a, in + 2 * as + c);
        FloatVector x3 = FloatVector.fromArray(F, a, in + 3 * as + c);
        FloatVector x4 = FloatVector.fromArray(F, a, in + 4 * as + c);
        x2.fma(minusThreeHalves, x1.fma(threeHalves, x0)).sub(x3).intoArray(b, out + c);
        x2.fma(fiveHalves, x1).add(x3).intoArray(b, out + bs + c);
        x2.fma(half, x1.mul(half)).sub(x3).intoArray(b, out + 2 * bs + c);
        x1.mul(minusTwo).add(x2).add(x3).intoArray(b, out + 3 * bs + c);
        x3.fma(threeHalves, x2.fma(minusThreeHalves, x1.neg())).add(x4).intoArray(b, out + 4 * bs + c);
      }
    }
  }

  private static void output3(float[] a, int ao, int at, int as, float[] b, int bo, int bt, int bs, int tiles, int n) {
    FloatVector minusTwo = FloatVector.broadcast(F, -2);
    FloatVector minusHalf = FloatVector.broadcast(F, -0.5f);
    FloatVector four = FloatVector.broadcast(F, 4);
    FloatVector quarter = FloatVector.broadcast(F, 0.25f);
    for (int t = 0, in = ao, out = bo; t < tiles; t++, in += at, out += bt) {
      for (int c = 0; c <= n - L; c += L) {
        FloatVector x0 = FloatVector.fromArray(F, a, in + c);
        FloatVector x1 = FloatVector.fromArray(F, a, in + as + c);
        FloatVector x2 = FloatVector.fromArray(F, a, in + 2 * as + c);
        FloatVector x3 = FloatVector.fromArray(F, a, in + 3 * as + c);
        FloatVector x4 = FloatVector.fromArray(F, a, in + 4 * as + c);
        x0.add(x1).add(x2).add(x3).intoArray(b, out + c);
        x3.fma(minusHalf, x2.fma(minusTwo, x1)).intoArray(b, out + bs + c);
        x3.fma(quarter, x2.fma(four, x1)).add(x4).intoArray(b, out + 2 * bs + c);
      }
    }
  }

  private static void inputBackward3(
      float[] a, int ao, int at, int as, float[] b, int bo, int bt, int bs, int tiles, int n) {
    FloatVector threeHalves = FloatVector.broadcast(F, 1.5f);
    FloatVector half = FloatVector.broadcast(F, 0.5f);
    FloatVector minusTwo = FloatVector.broadcast(F, -2);
    FloatVector minusThreeHalves = FloatVector.broadcast(F, -1.5f);
    FloatVector fiveHalves = FloatVector.broadcast(F, 2.5f);
    for (int t = 0, in = ao, out = bo; t < tiles; t++, in += at, out += bt) {
      for (int c = 0; c <= n - L; c += L) {
        FloatVector x0 = FloatVector.fromArray(F, a, in + c);
        FloatVector x1 = FloatVector.fromArray(F, a, in + as + c);
        FloatVector x2 = FloatVector.fromArray(F, a, in + 2 * as + c);
        FloatVector x3 = FloatVector.fromArray(F, a, in + 3 * as + c);
        FloatVector x4 = FloatVector.fromArray(F, a, in + 4 * as + c);
        x0.intoArray(b, out + c);
        x3.fma(minusTwo, x2.fma(half, x0.mul(threeHalves).add(x1))).sub(x4).intoArray(b, out + bs + c);
        x4.fma(minusThreeHalves, x2.fma(half, x1.fma(fiveHalves, x0.mul(minusThreeHalves))).add(x3))
            .intoArray(b, out + 2 * bs + c);
        x4.fma(threeHalves, x1.sub(x0).sub(x2).add(x3)).intoArray(b, out + 3 * bs + c);
        x4.intoArray(b, out + 4 * bs + c);
      }
    }
  }

  private static void outputBackward3(
      float[] a, int ao, int at, int as, float[] b, int bo, int bt, int bs, int tiles, int n) {
    FloatVector minusTwo = FloatVector.broadcast(F, -2);
    FloatVector four = FloatVector.broadcast(F, 4);
    FloatVector minusHalf = FloatVector.broadcast(F, -0.5f);
    FloatVector quarter = FloatVector.broadcast(F, 0.25f);
    for (int t = 0, in = ao, out = bo; t < tiles; t++, in += at, out += bt) {
      for (int c = 0; c <= n - L; c += L) {
        FloatVector x0 = FloatVector.fromArray(F, a, in + c);
        FloatVector x1 = FloatVector.fromArray(F, a, in + as + c);
        FloatVector x2 = FloatVector.fromArray(F, a, in + 2 * as + c);
        x0.intoArray(b, out + c);
        x0.add(x1).add(x2).intoArray(b, out + bs + c);
        x2.fma(four, x1.fma(minusTwo, x0)).intoArray(b, out + 2 * bs + c);
        x2.fma(quarter, x1.fma(minusHalf, x0)).intoArray(b, out + 3 * bs + c);
        x2.intoArray(b, out + 4 * bs + c);
      }
    }
  }

  private static void input4(float[] a, int ao, int at, int as, float[] b, int bo, int bt, int bs, int tiles, int n) {
    FloatVector minusThreeHalves = FloatVector.broadcast(F, -1.5f);
    FloatVector minusTwo = FloatVector.broadcast(F, -2);
    FloatVector threeHalves = FloatVector.broadcast(F, 1.5f);
    FloatVector half = FloatVector.broadcast(F, 0.5f);
    FloatVector fiveHalves = FloatVector.broadcast(F, 2.5f);
    FloatVector minusHalf = FloatVector.broadcast(F, -0.5f);
    FloatVector two = FloatVector.broadcast(F, 2);
    for (int t = 0, in = ao, out = bo; t < tiles; t++, in += at, out += bt) {
      for (int c = 0; c <= n - L; c += L) {
        FloatVector x0 = FloatVector.fromArray(F, a, in + c);
        FloatVector x1 = FloatVector.fromArray(F, a, in + as + c);
        FloatVector x2 = FloatVector.fromArray(F, a, in + 2 * as + c);
        FloatVector x3 = FloatVector.fromArray(F, a, in + 3 * as + c);
        FloatVector x4 = FloatVector.fromArray(F, a, in + 4 * as + c);
        FloatVector x5 = FloatVector.fromArray(F, a, in + 5 * as + c);
        x3.fma(threeHalves, x2.fma(minusTwo, x1.fma(minusThreeHalves, x0))).add(x4).intoArray(b, out + c);
        x3.fma(fiveHalves, x2.fma(half, x1.neg())).add(x4).intoArray(b, out + bs + c);
        x3.fma(minusHalf, x2.fma(fiveHalves, x1.neg())).sub(x4).intoArray(b, out + 2 * bs + c);
        x3.fma(minusTwo, x1.mul(two).add(x2)).sub(x4).intoArray(b, out + 3 * bs + c);
        x3.fma(minusHalf, x1.mul(half).sub(x2)).add(x4).intoArray(b, out + 4 * bs + c);
        x4.fma(threeHalves, x3.fma(minusTwo, x2.fma(minusThreeHalves, x1))).add(x5).intoArray(b, out + 5 * bs + c);
      }
    }
  }

  private static void output4(float[] a, int ao, int at, int as, float[] b, int bo, int bt, int bs, int tiles, int n) {
    FloatVector half = FloatVector.broadcast(F, 0.5f);
    FloatVector minusTwo = FloatVector.broadcast(F, -2);
    FloatVector quarter = FloatVector.broadcast(F, 0.25f);
    FloatVector four = FloatVector.broadcast(F, 4);
    FloatVector eighth = FloatVector.broadcast(F, 0.125f);
    FloatVector minusEight = FloatVector.broadcast(F, -8);
    for (int t = 0, in = ao, out = bo; t < tiles; t++, in += at, out += bt) {
      for (int c = 0; c <= n - L; c += L) {
        FloatVector x0 = FloatVector.fromArray(F, a, in + c);
        FloatVector x1 = FloatVector.fromArray(F, a, in + as + c);
        FloatVector x2 = FloatVector.fromArray(F, a, in + 2 * as + c);
        FloatVector x3 = FloatVector.fromArray(F, a, in + 3 * as + c);
        FloatVector x4 = FloatVector.fromArray(F, a, in + 4 * as + c);
        FloatVector x5 = FloatVector.fromArray(F, a, in + 5 * as + c);
        x0.add(x1).add(x2).add(x3).add(x4).intoArray(b, out + c);
        x4.fma(minusTwo, x3.fma(half, x1.sub(x2))).intoArray(b, out + bs + c);
        x4.fma(four, x3.fma(quarter, x1.add(x2))).intoArray(b, out + 2 * bs + c);
        x4.fma(minusEight, x3.fma(eighth, x1.sub(x2))).add(x5).intoArray(b, out + 3 * bs + c);
      }
    }
  }

  private static void inputBackward4(
      float[] a, int ao, int at, int as, float[] b, int bo, int bt, int bs, int tiles, int n) {
    FloatVector minusThreeHalves = FloatVector.broadcast(F, -1.5f);
    FloatVector two = FloatVector.broadcast(F, 2);
    FloatVector half = FloatVector.broadcast(F, 0.5f);
    FloatVector minusTwo = FloatVector.broadcast(F, -2);
    FloatVector fiveHalves = FloatVector.broadcast(F, 2.5f);
    FloatVector threeHalves = FloatVector.broadcast(F, 1.5f);
    FloatVector minusHalf = FloatVector.broadcast(F, -0.5f);
    for (int t = 0, in = ao, out = bo; t < tiles; t++, in += at, out += bt) {
      for (int c = 0; c <= n - L; c += L) {
        FloatVector x0 = FloatVector.fromArray(F, a, in + c);
        FloatVector x1 = FloatVector.fromArray(F, a, in + as + c);
        FloatVector x2 = FloatVector.fromArray(F, a, in + 2 * as + c);
        FloatVector x3 = FloatVector.fromArray(F, a, in + 3 * as + c);
        FloatVector x4 = FloatVector.fromArray(F, a, in + 4 * as + c);
        FloatVector x5 = FloatVector.fromArray(F, a, in + 5 * as + c);
        x0.intoArray(b, out + c);
        x4.fma(half, x3.fma(two, x0.mul(minusThreeHalves).sub(x1).sub(x2))).add(x5).intoArray(b, out + bs + c);
        x5.fma(minusThreeHalves, x2.fma(fiveHalves, x1.fma(half, x0.mul(minusTwo))).add(x3).sub(x4))
            .intoArray(b, out + 2 * bs + c);
        x5.fma(
                minusTwo,
                x4.fma(minusHalf, x3.fma(minusTwo, x2.fma(minusHalf, x1.fma(fiveHalves, x0.mul(threeHalves))))))
            .intoArray(b, out + 3 * bs + c);
        x5.fma(threeHalves, x0.add(x1).sub(x2).sub(x3).add(x4)).intoArray(b, out + 4 * bs + c);
        x5.intoArray(b, out + 5 * bs + c);
      }
    }
  }

  private static void outputBackward4(
      float[] a, int ao, int at, int as, float[] b, int bo, int bt, int bs, int tiles, int n) {
    FloatVector half = FloatVector.broadcast(F, 0.5f);
    FloatVector quarter = FloatVector.broadcast(F, 0.25f);
    FloatVector eighth = FloatVector.broadcast(F, 0.125f);
    FloatVector minusTwo = FloatVector.broadcast(F, -2);
    FloatVector four = FloatVector.broadcast(F, 4);
    FloatVector minusEight = FloatVector.broadcast(F, -8);
    for (int t = 0, in = ao, out = bo; t < tiles; t++, in += at, out += bt) {
      for (int c = 0; c <= n - L; c += L) {
        FloatVector x0 = FloatVector.fromArray(F, a, in + c);
        FloatVector x1 = FloatVector.fromArray(F, a, in + as + c);
        FloatVector x2 = FloatVector.fromArray(F, a, in + 2 * as + c);
        FloatVector x3 = FloatVector.fromArray(F, a, in + 3 * as + c);
        x0.intoArray(b, out + c);
        x0.add(x1).add(x2).add(x3).intoArray(b, out + bs + c);
        x0.sub(x1).add(x2).sub(x3).intoArray(b, out + 2 * bs + c);
        x3.fma(eighth, x2.fma(quarter, x1.fma(half, x0))).intoArray(b, out + 3 * bs + c);
        x3.fma(minusEight, x2.fma(four, x1.fma(minusTwo, x0))).intoArray(b, out + 4 * bs + c);
        x3.intoArray(b, out + 5 * bs + c);
      }
    }
  }

  /** Adds whole vectors and says how many numbers they had. */
  static int add(float[] x, int xo, float[] y, int yo, int n) {
    int i = 0;
    for (; i <= n - L; i += L) {
      FloatVector.fromArray(F, y, yo + i).add(FloatVector.fromArray(F, x, xo + i)).intoArray(y, yo + i);
    }
    return i;
  }
}
