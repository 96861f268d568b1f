package dev.weft.bench.kernel;

import dev.weft.bench.Peak;
import java.util.Locale;

/**
 * Whether the generated code of the product still keeps its accumulators in registers: a JDK that spills them makes it
 * two to three times slower than the peak of the same process.
 */
public final class ProductCheck {
  /** Shapes that leave little but the micro-kernel to measure. */
  enum Kernel {
    DENSE(0.85),
    CONVOLUTION(0.85),
    /** Gathers strips too, and its tiles are lower: 0.80 to 0.84 on AVX2, 0.35 with spilled accumulators. */
    KERNEL_GRADIENT(0.7);

    /** Below this share of the peak, something spills. */
    final double least;

    Kernel(double least) {
      this.least = least;
    }

    Products.Shape make() {
      return switch (this) {
        case DENSE -> Products.dense(48, 256, 64);
        case CONVOLUTION -> Products.convolution(13, 32, 3, 64);
        case KERNEL_GRADIENT -> Products.kernelGradient(384, 64, 256);
      };
    }
  }

  private ProductCheck() {}

  /** The best share of the peak in many short rounds, peak and product by transposes. */
  static double share(Products.Shape product) {
    double best = 0;
    double peak = 0;
    for (int round = 0; round < 200; round++) {
      peak = Math.max(peak, Peak.gigaflops());
      best = Math.max(best, gigaflops(product));
    }
    return best / peak;
  }

  /** The best of 5 of about as long as the peak takes, so that what else the machine does meets both alike. */
  private static double gigaflops(Products.Shape product) {
    int calls = (int) (6e7 / product.flops()) + 1;
    double best = 0;
    for (int i = 0; i < 5; i++) {
      long start = System.nanoTime();
      for (int call = 0; call < calls; call++) {
        product.run();
      }
      best = Math.max(best, calls * product.flops() / (System.nanoTime() - start));
    }
    return best;
  }

  /** Says each kernel's share, and exits with status 1 if one is too low. */
  public static void main(String[] args) {
    boolean slow = false;
    for (Kernel kernel : Kernel.values()) {
      double share = share(kernel.make());
      System.out.printf(
          Locale.ROOT, "%-16s %.2f of the multiply-add peak, at least %.2f%n", kernel, share, kernel.least);
      slow |= share < kernel.least;
    }
    System.exit(slow ? 1 : 0);
  }
}
