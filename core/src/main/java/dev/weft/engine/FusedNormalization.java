package dev.weft.engine;

import dev.weft.model.BatchNormalization;
import dev.weft.model.Initializer;
import dev.weft.model.Regularizer;
import dev.weft.model.Shape;
import dev.weft.model.Weight;
import java.util.List;

/**
 * A batch normalization within the linear layer before it: {@code kernel * s} and {@code (bias - mean) * s + beta} with
 * {@code s = gamma / sqrt(variance + epsilon)}.
 *
 * @param norm the normalization's variables: gamma and beta where it has them, mean, variance
 * @param linear the layer's variables: kernel, and bias where it has one
 * @param kernel what the layer has instead
 * @param bias what the layer has instead
 */
record FusedNormalization(
    BatchNormalization layer, List<Variable> norm, List<Variable> linear, Variable kernel, Variable bias) {
  /**
   * @param linear kernel, and bias where it has one
   * @param kernel takes the kernel's numbers; empty where {@link #refresh(float[], float[])} gives others
   */
  static FusedNormalization of(BatchNormalization layer, List<Variable> norm, List<Variable> linear, float[] kernel) {
    Variable old = linear.getFirst();
    int channels = norm.getLast().values().length;
    Weight bias = new Weight("bias", Shape.of(channels), Initializer.ZEROS, Regularizer.NONE, false);
    return new FusedNormalization(
        layer,
        norm,
        linear,
        new Variable(old.layer(), old.weight(), kernel),
        new Variable(old.layer(), bias, new float[channels]));
  }

  /** Computes kernel and bias from the variables as they are. */
  void refresh() {
    refresh(linear.getFirst().values(), kernel.values());
  }

  /**
   * The same.
   *
   * @param old the layer's own kernel
   * @param into what becomes of it
   */
  void refresh(float[] old, float[] into) {
    float[] mean = norm.get(norm.size() - 2).values();
    float[] variance = norm.getLast().values();
    int channels = mean.length;
    int apart = kernel.weight().apart();
    for (int j = 0; j < channels; j++) {
      float gamma = layer.scale() ? norm.getFirst().values()[j] : 1;
      float beta = layer.center() ? norm.get(layer.scale() ? 1 : 0).values()[j] : 0;
      float scale = gamma * (float) (1 / Math.sqrt(variance[j] + layer.epsilon()));
      float before = linear.size() == 2 ? linear.get(1).values()[j] : 0;
      bias.values()[j] = (before - mean[j]) * scale + beta;
      for (int from = j * apart; from < old.length; from += channels * apart) {
        for (int i = from; i < from + apart; i++) {
          into[i] = old[i] * scale;
        }
      }
    }
  }
}
