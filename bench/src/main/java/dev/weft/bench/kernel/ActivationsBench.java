package dev.weft.bench.kernel;

import dev.weft.kernel.Activations;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;

/** Element-wise functions, their derivatives, softmax over 10 classes. */
public class ActivationsBench extends Bench {
  @Param({"leakyRelu", "elu", "tanh", "sigmoid", "silu", "softplus", "gelu", "softmax"})
  public String function;

  private final float[] x = random(ELEMENTS);
  private final float[] y = random(ELEMENTS);
  private final float[] dy = random(ELEMENTS);
  private final float[] dx = new float[ELEMENTS];
  private final int rows = ELEMENTS / 10;

  @Benchmark
  public void forward(Work work) {
    switch (function) {
      case "leakyRelu" -> Activations.leakyRelu(0.1f, x, dx, 0, ELEMENTS);
      case "elu" -> Activations.elu(1, x, dx, 0, ELEMENTS);
      case "tanh" -> Activations.tanh(x, dx, 0, ELEMENTS);
      case "sigmoid" -> Activations.sigmoid(x, dx, 0, ELEMENTS);
      case "silu" -> Activations.silu(x, dx, 0, ELEMENTS);
      case "softplus" -> Activations.softplus(x, dx, 0, ELEMENTS);
      case "gelu" -> Activations.gelu(x, dx, 0, ELEMENTS);
      default -> Activations.softmax(x, dx, 10, 0, rows);
    }
    work.did(0, 8 * ELEMENTS);
  }

  @Benchmark
  public void backward(Work work) {
    switch (function) {
      case "leakyRelu" -> Activations.leakyReluBackward(0.1f, y, dy, dx, 0, ELEMENTS);
      case "elu" -> Activations.eluBackward(1, y, dy, dx, 0, ELEMENTS);
      case "tanh" -> Activations.tanhBackward(y, dy, dx, 0, ELEMENTS);
      case "sigmoid" -> Activations.sigmoidBackward(y, dy, dx, 0, ELEMENTS);
      case "silu" -> Activations.siluBackward(x, dy, dx, 0, ELEMENTS);
      case "softplus" -> Activations.softplusBackward(y, dy, dx, 0, ELEMENTS);
      case "gelu" -> Activations.geluBackward(x, dy, dx, 0, ELEMENTS);
      default -> Activations.softmaxBackward(y, dy, dx, 10, 0, rows);
    }
    work.did(0, 12 * ELEMENTS);
  }
}
