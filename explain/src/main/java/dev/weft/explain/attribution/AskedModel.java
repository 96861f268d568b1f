package dev.weft.explain.attribution;

import dev.weft.kernel.Activations;
import dev.weft.kernel.Pixels;
import dev.weft.model.Outputs;
import dev.weft.train.Model;
import dev.weft.train.Predictor;

/** A model that is asked what it says of images, as {@code weft predict} asks it. */
public final class AskedModel implements AutoCloseable {
  private final Predictor predictor;
  private final Outputs outputs;
  private final int count;
  private final float[] scale;
  private final float[] offset;

  /**
   * A model with its weights as they are now.
   *
   * @param threads how many share the work, at least 1; they change no bit
   */
  public AskedModel(Model model, int threads) {
    predictor = model.predictor(threads);
    outputs = Outputs.of(model.network(), model.loss());
    count = model.network().output().elements();
    scale = model.scaling().scale();
    offset = model.scaling().offset();
  }

  /** Whether it gives scores, and no probabilities. */
  public boolean givesScores() {
    return outputs.areScores();
  }

  /** How many classes it has. */
  int classes() {
    return Math.max(2, count);
  }

  /**
   * What it says of one image.
   *
   * @param pixels (height, width, channels), unsigned bytes
   * @return (classes): probabilities, or scores
   */
  public float[] values(byte[] pixels) {
    return outputs.perClass(predictor.predict(inputs(pixels)), count);
  }

  /**
   * The numbers that enter the network for an image.
   *
   * @throws IllegalArgumentException if it has another size
   */
  public float[] inputs(byte[] pixels) {
    if (pixels.length != scale.length) {
      throw new IllegalArgumentException(
          "an image must have %s numbers, as the network; received %s.".formatted(scale.length, pixels.length));
    }
    float[] inputs = new float[pixels.length];
    Pixels.scale(pixels, 0, scale, offset, inputs, 0);
    return inputs;
  }

  /**
   * The probabilities of inputs, or the softmax of their scores.
   *
   * @param inputs (samples, image)
   * @return (samples, classes)
   */
  float[] probabilities(float[] inputs) {
    float[] values = outputs.perClass(predictor.predict(inputs), count);
    if (givesScores()) {
      Activations.softmax(values, values, classes(), 0, values.length / classes());
    }
    return values;
  }

  /** Ends its threads. */
  @Override
  public void close() {
    predictor.close();
  }
}
