package dev.weft.bench.kernel;

import java.util.Arrays;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;

/** The product in the shapes of the workloads that Weft is compared on. */
public class ProductBench extends Bench {
  @Param({
    "dense 32x784x256",
    "dense 32x256x10",
    "dense 128x1600x10",
    "dense 32x5408x256",
    "convolution 28x28x1 3x3 32",
    "convolution 13x13x32 3x3 64",
    "convolution 28x28x1 5x5 128",
    "convolution 11x11x128 3x3 156",
    "kernel gradient 32x784x256",
    "kernel gradient 32x5408x256",
    "kernel gradient 3872x96x64"
  })
  public String shape;

  private Products.Shape product;

  @Setup
  public void make() {
    int[] n = Arrays.stream(shape.replaceAll("[^0-9]+", " ").strip().split(" ")).mapToInt(Integer::parseInt).toArray();
    product =
        switch (shape.charAt(0)) {
          case 'd' -> Products.dense(n[0], n[1], n[2]);
          case 'c' -> Products.convolution(n[0], n[2], n[3], n[5]);
          default -> Products.kernelGradient(n[0], n[1], n[2]);
        };
  }

  @Benchmark
  public void run(Work work) {
    product.run();
    work.did(product.flops(), 0);
  }
}
