package dev.weft.kernel;

import static dev.weft.kernel.Lanes.F;
import static dev.weft.kernel.Lanes.L;

import jdk.incubator.vector.FloatVector;

/** Those of {@link WinogradTransforms} that weights take, and their gradients. */
final class WinogradKernelTransforms {
  private WinogradKernelTransforms() {}

  static void kernel2(float[] a, int ao, int at, int as, float[] b, int bo, int bt, int bs, int tiles, int n) {
    FloatVector half = FloatVector.broadcast(F, 0.5f);
    FloatVector minusHalf = FloatVector.broadcast(F, -0.5f);
    for (int t = 0, in = ao, out = bo; t < tiles; t++, in += at, out += bt) {
      for (int c = 0; c <= n - L; c += L) {
        FloatVector x0 = FloatVector.fromArray(F, a, in + c);
        FloatVector x1 = FloatVector.fromArray(F, a, in + as + c);
        FloatVector x2 = FloatVector.fromArray(F, a, in + 2 * as + c);
        x0.intoArray(b, out + c);
        x2.fma(half, x1.fma(half, x0.mul(half))).intoArray(b, out + bs + c);
        x2.fma(half, x1.fma(minusHalf, x0.mul(half))).intoArray(b, out + 2 * bs + c);
        x2.intoArray(b, out + 3 * bs + c);
      }
    }
  }

  static void kernelBackward2(float[] a, int ao, int at, int as, float[] b, int bo, int bt, int bs, int tiles, int n) {
    FloatVector half = FloatVector.broadcast(F, 0.5f);
    FloatVector minusHalf = FloatVector.broadcast(F, -0.5f);
    for (int t = 0, in = ao, out = bo; t < tiles; t++, in += at, out += bt) {
      for (int c = 0; c <= n - L; c += L) {
        FloatVector x0 = FloatVector.fromArray(F, a, in + c);
        FloatVector x1 = FloatVector.fromArray(F, a, in + as + c);
        FloatVector x2 = FloatVector.fromArray(F, a, in + 2 * as + c);
        FloatVector x3 = FloatVector.fromArray(F, a, in + 3 * as + c);
        x2.fma(half, x1.fma(half, x0)).intoArray(b, out + c);
        x2.fma(minusHalf, x1.mul(half)).intoArray(b, out + bs + c);
        x2.fma(half, x1.mul(half)).add(x3).intoArray(b, out + 2 * bs + c);
      }
    }
  }

  static void kernel3(float[] a, int ao, int at, int as, float[] b, int bo, int bt, int bs, int tiles, int n) {
    FloatVector twoNinths = FloatVector.broadcast(F, 2f / 9);
    FloatVector ninth = FloatVector.broadcast(F, 1f / 9);
    FloatVector minusTwoNinths = FloatVector.broadcast(F, -2f / 9);
    FloatVector fourNinths = FloatVector.broadcast(F, 4f / 9);
    FloatVector eightNinths = FloatVector.broadcast(F, 8f / 9);
    FloatVector minusFourNinths = FloatVector.broadcast(F, -4f / 9);
    for (int t = 0, in = ao, out = bo; t < tiles; t++, in += at, out += bt) {
      for (int c = 0; c <= n - L; c += L) {
        FloatVector x0 = FloatVector.fromArray(F, a, in + c);
        FloatVector x1 = FloatVector.fromArray(F, a, in + as + c);
        FloatVector x2 = FloatVector.fromArray(F, a, in + 2 * as + c);
        x0.intoArray(b, out + c);
        x2.fma(twoNinths, x1.fma(twoNinths, x0.mul(twoNinths))).intoArray(b, out + bs + c);
        x2.fma(fourNinths, x1.fma(minusTwoNinths, x0.mul(ninth))).intoArray(b, out + 2 * bs + c);
        x2.fma(twoNinths, x1.fma(minusFourNinths, x0.mul(eightNinths))).intoArray(b, out + 3 * bs + c);
        x2.intoArray(b, out + 4 * bs + c);
      }
    }
  }

  static void kernelBackward3(float[] a, int ao, int at, int as, float[] b, int bo, int bt, int bs, int tiles, int n) {
    FloatVector twoNinths = FloatVector.broadcast(F, 2f / 9);
    FloatVector ninth = FloatVector.broadcast(F, 1f / 9);
    FloatVector eightNinths = FloatVector.broadcast(F, 8f / 9);
    FloatVector minusTwoNinths = FloatVector.broadcast(F, -2f / 9);
    FloatVector minusFourNinths = FloatVector.broadcast(F, -4f / 9);
    FloatVector fourNinths = FloatVector.broadcast(F, 4f / 9);
    for (int t = 0, in = ao, out = bo; t < tiles; t++, in += at, out += bt) {
      for (int c = 0; c <= n - L; c += L) {
        FloatVector x0 = FloatVector.fromArray(F, a, in + c);
        FloatVector x1 = FloatVector.fromArray(F, a, in + as + c);
        FloatVector x2 = FloatVector.fromArray(F, a, in + 2 * as + c);
        FloatVector x3 = FloatVector.fromArray(F, a, in + 3 * as + c);
        FloatVector x4 = FloatVector.fromArray(F, a, in + 4 * as + c);
        x3.fma(eightNinths, x2.fma(ninth, x1.fma(twoNinths, x0))).intoArray(b, out + c);
        x3.fma(minusFourNinths, x2.fma(minusTwoNinths, x1.mul(twoNinths))).intoArray(b, out + bs + c);
        x3.fma(twoNinths, x2.fma(fourNinths, x1.mul(twoNinths))).add(x4).intoArray(b, out + 2 * bs + c);
      }
    }
  }

  static void kernel4(float[] a, int ao, int at, int as, float[] b, int bo, int bt, int bs, int tiles, int n) {
    FloatVector third = FloatVector.broadcast(F, 1f / 3);
    FloatVector minusThird = FloatVector.broadcast(F, -1f / 3);
    FloatVector sixteenFifteenths = FloatVector.broadcast(F, 16f / 15);
    FloatVector eightFifteenths = FloatVector.broadcast(F, 8f / 15);
    FloatVector fourFifteenths = FloatVector.broadcast(F, 4f / 15);
    FloatVector fifteenth = FloatVector.broadcast(F, 1f / 15);
    FloatVector minusTwoFifteenths = FloatVector.broadcast(F, -2f / 15);
    for (int t = 0, in = ao, out = bo; t < tiles; t++, in += at, out += bt) {
      for (int c = 0; c <= n - L; c += L) {
        FloatVector x0 = FloatVector.fromArray(F, a, in + c);
        FloatVector x1 = FloatVector.fromArray(F, a, in + as + c);
        FloatVector x2 = FloatVector.fromArray(F, a, in + 2 * as + c);
        x0.intoArray(b, out + c);
        x2.fma(third, x1.fma(third, x0.mul(third))).intoArray(b, out + bs + c);
        x2.fma(third, x1.fma(minusThird, x0.mul(third))).intoArray(b, out + 2 * bs + c);
        x2.fma(fourFifteenths, x1.fma(eightFifteenths, x0.mul(sixteenFifteenths))).intoArray(b, out + 3 * bs + c);
        x2.fma(fourFifteenths, x1.fma(minusTwoFifteenths, x0.mul(fifteenth))).intoArray(b, out + 4 * bs + c);
        x2.intoArray(b, out + 5 * bs + c);
      }
    }
  }

  static void kernelBackward4(float[] a, int ao, int at, int as, float[] b, int bo, int bt, int bs, int tiles, int n) {
    FloatVector third = FloatVector.broadcast(F, 1f / 3);
    FloatVector sixteenFifteenths = FloatVector.broadcast(F, 16f / 15);
    FloatVector fifteenth = FloatVector.broadcast(F, 1f / 15);
    FloatVector minusThird = FloatVector.broadcast(F, -1f / 3);
    FloatVector eightFifteenths = FloatVector.broadcast(F, 8f / 15);
    FloatVector minusTwoFifteenths = FloatVector.broadcast(F, -2f / 15);
    FloatVector fourFifteenths = FloatVector.broadcast(F, 4f / 15);
    for (int t = 0, in = ao, out = bo; t < tiles; t++, in += at, out += bt) {
      for (int c = 0; c <= n - L; c += L) {
        FloatVector x0 = FloatVector.fromArray(F, a, in + c);
        FloatVector x1 = FloatVector.fromArray(F, a, in + as + c);
        FloatVector x2 = FloatVector.fromArray(F, a, in + 2 * as + c);
        FloatVector x3 = FloatVector.fromArray(F, a, in + 3 * as + c);
        FloatVector x4 = FloatVector.fromArray(F, a, in + 4 * as + c);
        FloatVector x5 = FloatVector.fromArray(F, a, in + 5 * as + c);
        x4.fma(fifteenth, x3.fma(sixteenFifteenths, x2.fma(third, x1.fma(third, x0)))).intoArray(b, out + c);
        x4.fma(minusTwoFifteenths, x3.fma(eightFifteenths, x2.fma(minusThird, x1.mul(third))))
            .intoArray(b, out + bs + c);
        x4.fma(fourFifteenths, x3.fma(fourFifteenths, x2.fma(third, x1.mul(third))))
            .add(x5)
            .intoArray(b, out + 2 * bs + c);
      }
    }
  }
}
