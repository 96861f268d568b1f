package dev.weft.bench.kernel;

import dev.weft.kernel.OptimizerKernels;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;

/** A step of each optimizer over the kernel of a layer of 784 x 256. */
public class OptimizerKernelsBench extends Bench {
  private static final int SIZE = 784 * 256;

  @Param({"sgd", "momentum", "adam", "nadam", "rmsprop", "adadelta", "adagrad"})
  public String optimizer;

  private final float[] w = random(SIZE);
  private final float[] g = random(SIZE);
  private final float[] m = new float[SIZE];
  private final float[] v = new float[SIZE];

  /** So that no slot sinks into denormal numbers. */
  @Setup(Level.Iteration)
  public void fill() {
    for (int i = 0; i < SIZE; i++) {
      m[i] = 0.1f;
      v[i] = 0.1f;
    }
  }

  @Benchmark
  public void step(Work work) {
    int slots =
        switch (optimizer) {
          case "sgd" -> {
            OptimizerKernels.sgd(w, g, 1e-9f, 0, SIZE);
            yield 0;
          }
          case "momentum" -> {
            OptimizerKernels.momentum(w, g, v, 1e-9f, 0.9f, 0, SIZE);
            yield 1;
          }
          case "adam" -> {
            OptimizerKernels.adam(w, g, m, v, 1e-9f, 0.9, 0.999, 1e-7f, 0, SIZE);
            yield 2;
          }
          case "nadam" -> {
            OptimizerKernels.nadam(w, g, m, v, 1e-9f, 1e-9f, 1, 0.9f, 0.999f, 1e-7f, 0, SIZE);
            yield 2;
          }
          case "rmsprop" -> {
            OptimizerKernels.rmsprop(w, g, v, 1e-9f, 0.9, 1e-7f, 0, SIZE);
            yield 1;
          }
          case "adadelta" -> {
            OptimizerKernels.adadelta(w, g, m, v, 1e-9f, 0.95, 1e-7f, 0, SIZE);
            yield 2;
          }
          case "adagrad" -> {
            OptimizerKernels.adagrad(w, g, v, 1e-9f, 1e-7f, 0, SIZE);
            yield 1;
          }
          default -> throw new IllegalArgumentException("there is no step of " + optimizer + ".");
        };
    work.did(0, 4.0 * SIZE * (3 + 2 * slots));
  }
}
