package dev.weft.bench.kernel;

import dev.weft.kernel.Activations;
import dev.weft.kernel.HingeLosses;
import dev.weft.kernel.Losses;
import dev.weft.kernel.RegressionLosses;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.infra.Blackhole;

/** Losses of a batch of 32 images with 10 classes, with their gradients. */
public class LossesBench extends Bench {
  private static final int BATCH = 32;
  private static final int CLASSES = 10;

  @Param({
    "softmaxCrossentropy",
    "sparseCrossentropy",
    "categoricalCrossentropy",
    "sigmoidCrossentropy",
    "binaryCrossentropy",
    "squared",
    "absolute",
    "poisson",
    "divergence",
    "hinge"
  })
  public String loss;

  private final float[] scores = random(BATCH * CLASSES);
  private final float[] p = softmax(scores);
  private final float[] gradient = new float[BATCH * CLASSES];

  private static float[] softmax(float[] scores) {
    float[] p = new float[scores.length];
    Activations.softmax(scores, p, CLASSES, 0, BATCH);
    return p;
  }

  @Benchmark
  public void batch(Work work, Blackhole hole) {
    double sum = 0;
    for (int i = 0; i < BATCH; i++) {
      int label = i % CLASSES;
      sum +=
          switch (loss) {
            case "softmaxCrossentropy" -> Losses.softmaxCrossentropy(scores, p, label, 0, CLASSES, i, 1, gradient);
            case "sparseCrossentropy" -> Losses.sparseCrossentropy(p, label, CLASSES, i, 1, gradient);
            case "categoricalCrossentropy" -> Losses.categoricalCrossentropy(p, label, 0, CLASSES, i, 1, gradient);
            case "sigmoidCrossentropy" -> Losses.sigmoidCrossentropy(scores, label, 0, CLASSES, i, 1, gradient);
            case "binaryCrossentropy" -> Losses.binaryCrossentropy(p, label, 0, CLASSES, i, 1, gradient);
            case "squared" -> RegressionLosses.squared(p, label, CLASSES, i, 1, gradient);
            case "absolute" -> RegressionLosses.absolute(p, label, CLASSES, i, 1, gradient);
            case "poisson" -> Losses.poisson(p, label, CLASSES, i, 1, gradient);
            case "divergence" -> Losses.divergence(p, label, CLASSES, i, 1, gradient);
            default -> HingeLosses.categorical(p, label, CLASSES, i, 1, gradient);
          };
    }
    hole.consume(sum);
    work.did(0, 8.0 * BATCH * CLASSES);
  }
}
