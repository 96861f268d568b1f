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

  static void apply(Winograd.Transform transform, int m, float[] a, int ao, int as, float[] b, int bo, int bs, int n) {
    switch (transform) {
      case INPUT -> {
        switch (m) {
          case 2 -> input2(a, ao, as, b, bo, bs, n);
          case 3 -> input3(a, ao, as, b, bo, bs, n);
          default -> input4(a, ao, as, b, bo, bs, n);
        }
      }
      case KERNEL -> {
        switch (m) {
          case 2 -> kernel2(a, ao, as, b, bo, bs, n);
          case 3 -> kernel3(a, ao, as, b, bo, bs, n);
          default -> kernel4(a, ao, as, b, bo, bs, n);
        }
      }
      case OUTPUT -> {
        switch (m) {
          case 2 -> output2(a, ao, as, b, bo, bs, n);
          case 3 -> output3(a, ao, as, b, bo, bs, n);
          default -> output4(a, ao, as, b, bo, bs, n);
        }
      }
      case INPUT_BACKWARD -> {
        switch (m) {
          case 2 -> inputBackward2(a, ao, as, b, bo, bs, n);
          case 3 -> inputBackward3(a, ao, as, b, bo, bs, n);
          default -> inputBackward4(a, ao, as, b, bo, bs, n);
        }
      }
      case KERNEL_BACKWARD -> {
        switch (m) {
          case 2 -> kernelBackward2(a, ao, as, b, bo, bs, n);
          case 3 -> kernelBackward3(a, ao, as, b, bo, bs, n);
          default -> kernelBackward4(a, ao, as, b, bo, bs, n);
        }
      }
      case OUTPUT_BACKWARD -> {
        switch (m) {
          case 2 -> outputBackward2(a, ao, as, b, bo, bs, n);
          case 3 -> outputBackward3(a, ao, as, b, bo, bs, n);
          default -> outputBackward4(a, ao, as, b, bo, bs, n);
        }
      }
    }
  }

  private static void input2(float[] a, int ao, int as, float[] b, int bo, int bs, int n) {
    for (int c = 0; c <= n - L; c += L) {
      FloatVector x0 = FloatVector.fromArray(F, a, ao + c);
      FloatVector x1 = FloatVector.fromArray(F, a, ao + as + c);
      FloatVector x2 = FloatVector.fromArray(F, a, ao + 2 * as + c);
      FloatVector x3 = FloatVector.fromArray(F, a, ao + 3 * as + c);
      x0.sub(x2).intoArray(b, bo + c);
      x1.add(x2).intoArray(b, bo + bs + c);
      x2.sub(x1).intoArray(b, bo + 2 * bs + c);
      x3.sub(x1).intoArray(b, bo + 3 * bs + c);
    }
  }

  private static void kernel2(float[] a, int ao, int as, float[] b, int bo, int bs, int n) {
    FloatVector half = FloatVector.broadcast(F, 0.5f);
    FloatVector minusHalf = FloatVector.broadcast(F, -0.5f);
    for (int c = 0; c <= n - L; c += L) {
      FloatVector x0 = FloatVector.fromArray(F, a, ao + c);
      FloatVector x1 = FloatVector.fromArray(F, a, ao + as + c);
      FloatVector x2 = FloatVector.fromArray(F, a, ao + 2 * as + c);
      x0.intoArray(b, bo + c);
      x2.fma(half, x1.fma(half, x0.mul(half))).intoArray(b, bo + bs + c);
      x2.fma(half, x1.fma(minusHalf, x0.mul(half))).intoArray(b, bo + 2 * bs + c);
      x2.intoArray(b, bo + 3 * bs + c);
    }
  }

  private static void output2(float[] a, int ao, int as, float[] b, int bo, int bs, int n) {
    for (int c = 0; c <= n - L; c += L) {
      FloatVector x0 = FloatVector.fromArray(F, a, ao + c);
      FloatVector x1 = FloatVector.fromArray(F, a, ao + as + c);
      FloatVector x2 = FloatVector.fromArray(F, a, ao + 2 * as + c);
      FloatVector x3 = FloatVector.fromArray(F, a, ao + 3 * as + c);
      x0.add(x1).add(x2).intoArray(b, bo + c);
      x1.sub(x2).add(x3).intoArray(b, bo + bs + c);
    }
  }

  private static void inputBackward2(float[] a, int ao, int as, float[] b, int bo, int bs, int n) {
    for (int c = 0; c <= n - L; c += L) {
      FloatVector x0 = FloatVector.fromArray(F, a, ao + c);
      FloatVector x1 = FloatVector.fromArray(F, a, ao + as + c);
      FloatVector x2 = FloatVector.fromArray(F, a, ao + 2 * as + c);
      FloatVector x3 = FloatVector.fromArray(F, a, ao + 3 * as + c);
      x0.intoArray(b, bo + c);
      x1.sub(x2).sub(x3).intoArray(b, bo + bs + c);
      x1.sub(x0).add(x2).intoArray(b, bo + 2 * bs + c);
      x3.intoArray(b, bo + 3 * bs + c);
    }
  }

  private static void kernelBackward2(float[] a, int ao, int as, float[] b, int bo, int bs, int n) {
    FloatVector half = FloatVector.broadcast(F, 0.5f);
    FloatVector minusHalf = FloatVector.broadcast(F, -0.5f);
    for (int c = 0; c <= n - L; c += L) {
      FloatVector x0 = FloatVector.fromArray(F, a, ao + c);
      FloatVector x1 = FloatVector.fromArray(F, a, ao + as + c);
      FloatVector x2 = FloatVector.fromArray(F, a, ao + 2 * as + c);
      FloatVector x3 = FloatVector.fromArray(F, a, ao + 3 * as + c);
      x2.fma(half, x1.fma(half, x0)).intoArray(b, bo + c);
      x2.fma(minusHalf, x1.mul(half)).intoArray(b, bo + bs + c);
      x2.fma(half, x1.mul(half)).add(x3).intoArray(b, bo + 2 * bs + c);
    }
  }

  private static void outputBackward2(float[] a, int ao, int as, float[] b, int bo, int bs, int n) {
    for (int c = 0; c <= n - L; c += L) {
      FloatVector x0 = FloatVector.fromArray(F, a, ao + c);
      FloatVector x1 = FloatVector.fromArray(F, a, ao + as + c);
      x0.intoArray(b, bo + c);
      x0.add(x1).intoArray(b, bo + bs + c);
      x0.sub(x1).intoArray(b, bo + 2 * bs + c);
      x1.intoArray(b, bo + 3 * bs + c);
    }
  }

  private static void input3(float[] a, int ao, int as, float[] b, int bo, int bs, int n) {
    FloatVector threeHalves = FloatVector.broadcast(F, 1.5f);
    FloatVector minusThreeHalves = FloatVector.broadcast(F, -1.5f);
    FloatVector fiveHalves = FloatVector.broadcast(F, 2.5f);
    FloatVector half = FloatVector.broadcast(F, 0.5f);
    FloatVector minusTwo = FloatVector.broadcast(F, -2);
    for (int c = 0; c <= n - L; c += L) {
      FloatVector x0 = FloatVector.fromArray(F, a, ao + c);
      FloatVector x1 = FloatVector.fromArray(F, a, ao + as + c);
      FloatVector x2 = FloatVector.fromArray(F, a, ao + 2 * as + c);
      FloatVector x3 = FloatVector.fromArray(F, a, ao + 3 * as + c);
      FloatVector x4 = FloatVector.fromArray(F, a, ao + 4 * as + c);
      x2.fma(minusThreeHalves, x1.fma(threeHalves, x0)).sub(x3).intoArray(b, bo + c);
      x2.fma(fiveHalves, x1).add(x3).intoArray(b, bo + bs + c);
      x2.fma(half, x1.mul(half)).sub(x3).intoArray(b, bo + 2 * bs + c);
      x1.mul(minusTwo).add(x2).add(x3).intoArray(b, bo + 3 * bs + c);
      x3.fma(threeHalves, x2.fma(minusThreeHalves, x1.neg())).add(x4).intoArray(b, bo + 4 * bs + c);
    }
  }

  private static void kernel3(float[] a, int ao, int as, float[] b, int bo, int bs, int n) {
    FloatVector twoNinths = FloatVector.broadcast(F, 2f / 9);
    FloatVector ninth = FloatVector.broadcast(F, 1f / 9);
    FloatVector minusTwoNinths = FloatVector.broadcast(F, -2f / 9);
    FloatVector fourNinths = FloatVector.broadcast(F, 4f / 9);
    FloatVector eightNinths = FloatVector.broadcast(F, 8f / 9);
    FloatVector minusFourNinths = FloatVector.broadcast(F, -4f / 9);
    for (int c = 0; c <= n - L; c += L) {
      FloatVector x0 = FloatVector.fromArray(F, a, ao + c);
      FloatVector x1 = FloatVector.fromArray(F, a, ao + as + c);
      FloatVector x2 = FloatVector.fromArray(F, a, ao + 2 * as + c);
      x0.intoArray(b, bo + c);
      x2.fma(twoNinths, x1.fma(twoNinths, x0.mul(twoNinths))).intoArray(b, bo + bs + c);
      x2.fma(fourNinths, x1.fma(minusTwoNinths, x0.mul(ninth))).intoArray(b, bo + 2 * bs + c);
      x2.fma(twoNinths, x1.fma(minusFourNinths, x0.mul(eightNinths))).intoArray(b, bo + 3 * bs + c);
      x2.intoArray(b, bo + 4 * bs + c);
    }
  }

  private static void output3(float[] a, int ao, int as, float[] b, int bo, int bs, int n) {
    FloatVector minusTwo = FloatVector.broadcast(F, -2);
    FloatVector minusHalf = FloatVector.broadcast(F, -0.5f);
    FloatVector four = FloatVector.broadcast(F, 4);
    FloatVector quarter = FloatVector.broadcast(F, 0.25f);
    for (int c = 0; c <= n - L; c += L) {
      FloatVector x0 = FloatVector.fromArray(F, a, ao + c);
      FloatVector x1 = FloatVector.fromArray(F, a, ao + as + c);
      FloatVector x2 = FloatVector.fromArray(F, a, ao + 2 * as + c);
      FloatVector x3 = FloatVector.fromArray(F, a, ao + 3 * as + c);
      FloatVector x4 = FloatVector.fromArray(F, a, ao + 4 * as + c);
      x0.add(x1).add(x2).add(x3).intoArray(b, bo + c);
      x3.fma(minusHalf, x2.fma(minusTwo, x1)).intoArray(b, bo + bs + c);
      x3.fma(quarter, x2.fma(four, x1)).add(x4).intoArray(b, bo + 2 * bs + c);
    }
  }

  private static void inputBackward3(float[] a, int ao, int as, float[] b, int bo, int bs, int n) {
    FloatVector threeHalves = FloatVector.broadcast(F, 1.5f);
    FloatVector half = FloatVector.broadcast(F, 0.5f);
    FloatVector minusTwo = FloatVector.broadcast(F, -2);
    FloatVector minusThreeHalves = FloatVector.broadcast(F, -1.5f);
    FloatVector fiveHalves = FloatVector.broadcast(F, 2.5f);
    for (int c = 0; c <= n - L; c += L) {
      FloatVector x0 = FloatVector.fromArray(F, a, ao + c);
      FloatVector x1 = FloatVector.fromArray(F, a, ao + as + c);
      FloatVector x2 = FloatVector.fromArray(F, a, ao + 2 * as + c);
      FloatVector x3 = FloatVector.fromArray(F, a, ao + 3 * as + c);
      FloatVector x4 = FloatVector.fromArray(F, a, ao + 4 * as + c);
      x0.intoArray(b, bo + c);
      x3.fma(minusTwo, x2.fma(half, x0.mul(threeHalves).add(x1))).sub(x4).intoArray(b, bo + bs + c);
      x4.fma(minusThreeHalves, x2.fma(half, x1.fma(fiveHalves, x0.mul(minusThreeHalves))).add(x3))
          .intoArray(b, bo + 2 * bs + c);
      x4.fma(threeHalves, x1.sub(x0).sub(x2).add(x3)).intoArray(b, bo + 3 * bs + c);
      x4.intoArray(b, bo + 4 * bs + c);
    }
  }

  private static void kernelBackward3(float[] a, int ao, int as, float[] b, int bo, int bs, int n) {
    FloatVector twoNinths = FloatVector.broadcast(F, 2f / 9);
    FloatVector ninth = FloatVector.broadcast(F, 1f / 9);
    FloatVector eightNinths = FloatVector.broadcast(F, 8f / 9);
    FloatVector minusTwoNinths = FloatVector.broadcast(F, -2f / 9);
    FloatVector minusFourNinths = FloatVector.broadcast(F, -4f / 9);
    FloatVector fourNinths = FloatVector.broadcast(F, 4f / 9);
    for (int c = 0; c <= n - L; c += L) {
      FloatVector x0 = FloatVector.fromArray(F, a, ao + c);
      FloatVector x1 = FloatVector.fromArray(F, a, ao + as + c);
      FloatVector x2 = FloatVector.fromArray(F, a, ao + 2 * as + c);
      FloatVector x3 = FloatVector.fromArray(F, a, ao + 3 * as + c);
      FloatVector x4 = FloatVector.fromArray(F, a, ao + 4 * as + c);
      x3.fma(eightNinths, x2.fma(ninth, x1.fma(twoNinths, x0))).intoArray(b, bo + c);
      x3.fma(minusFourNinths, x2.fma(minusTwoNinths, x1.mul(twoNinths))).intoArray(b, bo + bs + c);
      x3.fma(twoNinths, x2.fma(fourNinths, x1.mul(twoNinths))).add(x4).intoArray(b, bo + 2 * bs + c);
    }
  }

  private static void outputBackward3(float[] a, int ao, int as, float[] b, int bo, int bs, int n) {
    FloatVector minusTwo = FloatVector.broadcast(F, -2);
    FloatVector four = FloatVector.broadcast(F, 4);
    FloatVector minusHalf = FloatVector.broadcast(F, -0.5f);
    FloatVector quarter = FloatVector.broadcast(F, 0.25f);
    for (int c = 0; c <= n - L; c += L) {
      FloatVector x0 = FloatVector.fromArray(F, a, ao + c);
      FloatVector x1 = FloatVector.fromArray(F, a, ao + as + c);
      FloatVector x2 = FloatVector.fromArray(F, a, ao + 2 * as + c);
      x0.intoArray(b, bo + c);
      x0.add(x1).add(x2).intoArray(b, bo + bs + c);
      x2.fma(four, x1.fma(minusTwo, x0)).intoArray(b, bo + 2 * bs + c);
      x2.fma(quarter, x1.fma(minusHalf, x0)).intoArray(b, bo + 3 * bs + c);
      x2.intoArray(b, bo + 4 * bs + c);
    }
  }

  private static void input4(float[] a, int ao, int as, float[] b, int bo, int bs, int n) {
    FloatVector minusThreeHalves = FloatVector.broadcast(F, -1.5f);
    FloatVector minusTwo = FloatVector.broadcast(F, -2);
    FloatVector threeHalves = FloatVector.broadcast(F, 1.5f);
    FloatVector half = FloatVector.broadcast(F, 0.5f);
    FloatVector fiveHalves = FloatVector.broadcast(F, 2.5f);
    FloatVector minusHalf = FloatVector.broadcast(F, -0.5f);
    FloatVector two = FloatVector.broadcast(F, 2);
    for (int c = 0; c <= n - L; c += L) {
      FloatVector x0 = FloatVector.fromArray(F, a, ao + c);
      FloatVector x1 = FloatVector.fromArray(F, a, ao + as + c);
      FloatVector x2 = FloatVector.fromArray(F, a, ao + 2 * as + c);
      FloatVector x3 = FloatVector.fromArray(F, a, ao + 3 * as + c);
      FloatVector x4 = FloatVector.fromArray(F, a, ao + 4 * as + c);
      FloatVector x5 = FloatVector.fromArray(F, a, ao + 5 * as + c);
      x3.fma(threeHalves, x2.fma(minusTwo, x1.fma(minusThreeHalves, x0))).add(x4).intoArray(b, bo + c);
      x3.fma(fiveHalves, x2.fma(half, x1.neg())).add(x4).intoArray(b, bo + bs + c);
      x3.fma(minusHalf, x2.fma(fiveHalves, x1.neg())).sub(x4).intoArray(b, bo + 2 * bs + c);
      x3.fma(minusTwo, x1.mul(two).add(x2)).sub(x4).intoArray(b, bo + 3 * bs + c);
      x3.fma(minusHalf, x1.mul(half).sub(x2)).add(x4).intoArray(b, bo + 4 * bs + c);
      x4.fma(threeHalves, x3.fma(minusTwo, x2.fma(minusThreeHalves, x1))).add(x5).intoArray(b, bo + 5 * bs + c);
    }
  }

  private static void kernel4(float[] a, int ao, int as, float[] b, int bo, int bs, int n) {
    FloatVector third = FloatVector.broadcast(F, 1f / 3);
    FloatVector minusThird = FloatVector.broadcast(F, -1f / 3);
    FloatVector sixteenFifteenths = FloatVector.broadcast(F, 16f / 15);
    FloatVector eightFifteenths = FloatVector.broadcast(F, 8f / 15);
    FloatVector fourFifteenths = FloatVector.broadcast(F, 4f / 15);
    FloatVector fifteenth = FloatVector.broadcast(F, 1f / 15);
    FloatVector minusTwoFifteenths = FloatVector.broadcast(F, -2f / 15);
    for (int c = 0; c <= n - L; c += L) {
      FloatVector x0 = FloatVector.fromArray(F, a, ao + c);
      FloatVector x1 = FloatVector.fromArray(F, a, ao + as + c);
      FloatVector x2 = FloatVector.fromArray(F, a, ao + 2 * as + c);
      x0.intoArray(b, bo + c);
      x2.fma(third, x1.fma(third, x0.mul(third))).intoArray(b, bo + bs + c);
      x2.fma(third, x1.fma(minusThird, x0.mul(third))).intoArray(b, bo + 2 * bs + c);
      x2.fma(fourFifteenths, x1.fma(eightFifteenths, x0.mul(sixteenFifteenths))).intoArray(b, bo + 3 * bs + c);
      x2.fma(fourFifteenths, x1.fma(minusTwoFifteenths, x0.mul(fifteenth))).intoArray(b, bo + 4 * bs + c);
      x2.intoArray(b, bo + 5 * bs + c);
    }
  }

  private static void output4(float[] a, int ao, int as, float[] b, int bo, int bs, int n) {
    FloatVector half = FloatVector.broadcast(F, 0.5f);
    FloatVector minusTwo = FloatVector.broadcast(F, -2);
    FloatVector quarter = FloatVector.broadcast(F, 0.25f);
    FloatVector four = FloatVector.broadcast(F, 4);
    FloatVector eighth = FloatVector.broadcast(F, 0.125f);
    FloatVector minusEight = FloatVector.broadcast(F, -8);
    for (int c = 0; c <= n - L; c += L) {
      FloatVector x0 = FloatVector.fromArray(F, a, ao + c);
      FloatVector x1 = FloatVector.fromArray(F, a, ao + as + c);
      FloatVector x2 = FloatVector.fromArray(F, a, ao + 2 * as + c);
      FloatVector x3 = FloatVector.fromArray(F, a, ao + 3 * as + c);
      FloatVector x4 = FloatVector.fromArray(F, a, ao + 4 * as + c);
      FloatVector x5 = FloatVector.fromArray(F, a, ao + 5 * as + c);
      x0.add(x1).add(x2).add(x3).add(x4).intoArray(b, bo + c);
      x4.fma(minusTwo, x3.fma(half, x1.sub(x2))).intoArray(b, bo + bs + c);
      x4.fma(four, x3.fma(quarter, x1.add(x2))).intoArray(b, bo + 2 * bs + c);
      x4.fma(minusEight, x3.fma(eighth, x1.sub(x2))).add(x5).intoArray(b, bo + 3 * bs + c);
    }
  }

  private static void inputBackward4(float[] a, int ao, int as, float[] b, int bo, int bs, int n) {
    FloatVector minusThreeHalves = FloatVector.broadcast(F, -1.5f);
    FloatVector two = FloatVector.broadcast(F, 2);
    FloatVector half = FloatVector.broadcast(F, 0.5f);
    FloatVector minusTwo = FloatVector.broadcast(F, -2);
    FloatVector fiveHalves = FloatVector.broadcast(F, 2.5f);
    FloatVector threeHalves = FloatVector.broadcast(F, 1.5f);
    FloatVector minusHalf = FloatVector.broadcast(F, -0.5f);
    for (int c = 0; c <= n - L; c += L) {
      FloatVector x0 = FloatVector.fromArray(F, a, ao + c);
      FloatVector x1 = FloatVector.fromArray(F, a, ao + as + c);
      FloatVector x2 = FloatVector.fromArray(F, a, ao + 2 * as + c);
      FloatVector x3 = FloatVector.fromArray(F, a, ao + 3 * as + c);
      FloatVector x4 = FloatVector.fromArray(F, a, ao + 4 * as + c);
      FloatVector x5 = FloatVector.fromArray(F, a, ao + 5 * as + c);
      x0.intoArray(b, bo + c);
      x4.fma(half, x3.fma(two, x0.mul(minusThreeHalves).sub(x1).sub(x2))).add(x5).intoArray(b, bo + bs + c);
      x5.fma(minusThreeHalves, x2.fma(fiveHalves, x1.fma(half, x0.mul(minusTwo))).add(x3).sub(x4))
          .intoArray(b, bo + 2 * bs + c);
      x5.fma(minusTwo, x4.fma(minusHalf, x3.fma(minusTwo, x2.fma(minusHalf, x1.fma(fiveHalves, x0.mul(threeHalves))))))
          .intoArray(b, bo + 3 * bs + c);
      x5.fma(threeHalves, x0.add(x1).sub(x2).sub(x3).add(x4)).intoArray(b, bo + 4 * bs + c);
      x5.intoArray(b, bo + 5 * bs + c);
    }
  }

  private static void kernelBackward4(float[] a, int ao, int as, float[] b, int bo, int bs, int n) {
    FloatVector third = FloatVector.broadcast(F, 1f / 3);
    FloatVector sixteenFifteenths = FloatVector.broadcast(F, 16f / 15);
    FloatVector fifteenth = FloatVector.broadcast(F, 1f / 15);
    FloatVector minusThird = FloatVector.broadcast(F, -1f / 3);
    FloatVector eightFifteenths = FloatVector.broadcast(F, 8f / 15);
    FloatVector minusTwoFifteenths = FloatVector.broadcast(F, -2f / 15);
    FloatVector fourFifteenths = FloatVector.broadcast(F, 4f / 15);
    for (int c = 0; c <= n - L; c += L) {
      FloatVector x0 = FloatVector.fromArray(F, a, ao + c);
      FloatVector x1 = FloatVector.fromArray(F, a, ao + as + c);
      FloatVector x2 = FloatVector.fromArray(F, a, ao + 2 * as + c);
      FloatVector x3 = FloatVector.fromArray(F, a, ao + 3 * as + c);
      FloatVector x4 = FloatVector.fromArray(F, a, ao + 4 * as + c);
      FloatVector x5 = FloatVector.fromArray(F, a, ao + 5 * as + c);
      x4.fma(fifteenth, x3.fma(sixteenFifteenths, x2.fma(third, x1.fma(third, x0)))).intoArray(b, bo + c);
      x4.fma(minusTwoFifteenths, x3.fma(eightFifteenths, x2.fma(minusThird, x1.mul(third)))).intoArray(b, bo + bs + c);
      x4.fma(fourFifteenths, x3.fma(fourFifteenths, x2.fma(third, x1.mul(third))))
          .add(x5)
          .intoArray(b, bo + 2 * bs + c);
    }
  }

  private static void outputBackward4(float[] a, int ao, int as, float[] b, int bo, int bs, int n) {
    FloatVector half = FloatVector.broadcast(F, 0.5f);
    FloatVector quarter = FloatVector.broadcast(F, 0.25f);
    FloatVector eighth = FloatVector.broadcast(F, 0.125f);
    FloatVector minusTwo = FloatVector.broadcast(F, -2);
    FloatVector four = FloatVector.broadcast(F, 4);
    FloatVector minusEight = FloatVector.broadcast(F, -8);
    for (int c = 0; c <= n - L; c += L) {
      FloatVector x0 = FloatVector.fromArray(F, a, ao + c);
      FloatVector x1 = FloatVector.fromArray(F, a, ao + as + c);
      FloatVector x2 = FloatVector.fromArray(F, a, ao + 2 * as + c);
      FloatVector x3 = FloatVector.fromArray(F, a, ao + 3 * as + c);
      x0.intoArray(b, bo + c);
      x0.add(x1).add(x2).add(x3).intoArray(b, bo + bs + c);
      x0.sub(x1).add(x2).sub(x3).intoArray(b, bo + 2 * bs + c);
      x3.fma(eighth, x2.fma(quarter, x1.fma(half, x0))).intoArray(b, bo + 3 * bs + c);
      x3.fma(minusEight, x2.fma(four, x1.fma(minusTwo, x0))).intoArray(b, bo + 4 * bs + c);
      x3.intoArray(b, bo + 5 * bs + c);
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
