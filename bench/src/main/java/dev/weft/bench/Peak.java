package dev.weft.bench;

import dev.weft.kernel.Simd;
import java.util.concurrent.CountDownLatch;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/**
 * What this machine can do at most, right now: multiply-adds of vectors that never leave their registers, and bytes
 * copied between arrays that no cache holds. A bench takes it again and again in the process that it measures, since
 * neighbours and clocks change it.
 */
public final class Peak {
  private static final VectorSpecies<Float> F =
      Simd.BITS == 0 ? FloatVector.SPECIES_PREFERRED : VectorSpecies.of(float.class, VectorShape.forBitSize(Simd.BITS));

  private static final int ROUNDS = 400_000;
  private static final int ACCUMULATORS = 10;

  /** 64 MB. */
  private static final int COPIED = 1 << 24;

  /** Read by nobody: what is written to it must be computed. */
  static volatile float sink;

  private Peak() {}

  /** Multiply-adds of one thread in 10^9 floating-point operations a second (a multiply-add is two): the best of 5. */
  public static double gigaflops() {
    double best = 0;
    for (int i = 0; i < 5; i++) {
      best = Math.max(best, once());
    }
    return best;
  }

  /** As {@link #gigaflops()}, of so many threads at once: the best of 5. */
  public static double gigaflops(int threads) {
    double best = 0;
    for (int i = 0; i < 5; i++) {
      best = Math.max(best, together(threads));
    }
    return best;
  }

  private static double together(int threads) {
    double[] each = new double[threads];
    CountDownLatch ready = new CountDownLatch(threads);
    Thread[] started = new Thread[threads];
    for (int i = 0; i < threads; i++) {
      int me = i;
      started[i] =
          Thread.ofPlatform()
              .start(() -> {
                ready.countDown();
                try {
                  ready.await();
                } catch (InterruptedException e) {
                  throw new IllegalStateException(e);
                }
                for (int k = 0; k < 10; k++) {
                  each[me] += once() / 10;
                }
              });
    }
    double sum = 0;
    for (int i = 0; i < threads; i++) {
      try {
        started[i].join();
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
      sum += each[i];
    }
    return sum;
  }

  private static double once() {
    long start = System.nanoTime();
    sink = multiplyAdds();
    return 2.0 * ROUNDS * ACCUMULATORS * F.length() / (System.nanoTime() - start);
  }

  /** Two units with a latency of 4 or 5 need 8 to 10 sums that do not wait for each other. */
  private static float multiplyAdds() {
    FloatVector x = FloatVector.broadcast(F, 0.9999f);
    FloatVector y = FloatVector.broadcast(F, 1e-4f);
    FloatVector s0 = FloatVector.broadcast(F, 0.1f);
    FloatVector s1 = FloatVector.broadcast(F, 0.2f);
    FloatVector s2 = FloatVector.broadcast(F, 0.3f);
    FloatVector s3 = FloatVector.broadcast(F, 0.4f);
    FloatVector s4 = FloatVector.broadcast(F, 0.5f);
    FloatVector s5 = FloatVector.broadcast(F, 0.6f);
    FloatVector s6 = FloatVector.broadcast(F, 0.7f);
    FloatVector s7 = FloatVector.broadcast(F, 0.8f);
    FloatVector s8 = FloatVector.broadcast(F, 0.9f);
    FloatVector s9 = FloatVector.broadcast(F, 1.1f);
    for (int i = 0; i < ROUNDS; i++) {
      s0 = s0.fma(x, y);
      s1 = s1.fma(x, y);
      s2 = s2.fma(x, y);
      s3 = s3.fma(x, y);
      s4 = s4.fma(x, y);
      s5 = s5.fma(x, y);
      s6 = s6.fma(x, y);
      s7 = s7.fma(x, y);
      s8 = s8.fma(x, y);
      s9 = s9.fma(x, y);
    }
    FloatVector sum = s0.add(s1).add(s2).add(s3).add(s4).add(s5).add(s6).add(s7).add(s8).add(s9);
    return sum.lane(0);
  }

  /** Bytes read and written by copying between arrays beyond every cache, in 10^9 a second: the best of 5. */
  public static double copyGigabytes() {
    float[] from = new float[COPIED];
    float[] to = new float[COPIED];
    double best = 0;
    for (int i = 0; i < 5; i++) {
      long start = System.nanoTime();
      System.arraycopy(from, 0, to, 0, COPIED);
      best = Math.max(best, 8.0 * COPIED / (System.nanoTime() - start));
    }
    sink = to[COPIED - 1];
    return best;
  }
}
