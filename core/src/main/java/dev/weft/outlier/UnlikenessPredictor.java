package dev.weft.outlier;

import dev.weft.engine.InnerValues;
import dev.weft.train.Model;
import dev.weft.train.Predictor;
import java.util.Arrays;
import java.util.Optional;

/**
 * A model's answers, each with its score of unlikeness where the model knows it. Both come from one pass through the
 * network; the outputs are those of {@link Model#predictor}, to the bit. It may be asked by several threads.
 */
public final class UnlikenessPredictor implements AutoCloseable {
  private final Predictor predictor;
  private final Optional<Unlikeness> unlikeness;
  private final int outputs;
  private final int width;

  /**
   * @param unlikeness learned from this model
   * @param threads how many share a large batch, at least 1
   */
  public UnlikenessPredictor(Model model, Optional<Unlikeness> unlikeness, int threads) {
    this.unlikeness = unlikeness;
    outputs = model.network().output().elements();
    Optional<InnerValues> values = unlikeness.map(known -> known.values(model.network()));
    width = values.map(InnerValues::width).orElse(outputs);
    predictor = values.map(of -> model.predictor(of, threads)).orElseGet(() -> model.predictor(threads));
  }

  /**
   * What the model says of samples.
   *
   * @param outputs (samples, outputs)
   * @param unlikeness (samples); empty where the model does not know it
   */
  public record Answers(float[] outputs, Optional<double[]> unlikeness) {}

  /** What the model says of inputs that are scaled already, (samples, input shape). */
  public Answers predict(float[] inputs) {
    return predict(inputs, true);
  }

  /**
   * The same on the caller's thread alone, unless the workers may take part: no bit changes.
   *
   * @param sharing whether they may
   */
  public Answers predict(float[] inputs, boolean sharing) {
    float[] rows = predictor.predict(inputs, sharing);
    if (unlikeness.isEmpty()) {
      return new Answers(rows, Optional.empty());
    }
    int samples = rows.length / width;
    float[] answers = new float[samples * outputs];
    double[] scores = new double[samples];
    for (int i = 0; i < samples; i++) {
      float[] row = Arrays.copyOfRange(rows, i * width, (i + 1) * width);
      System.arraycopy(row, 0, answers, i * outputs, outputs);
      scores[i] = unlikeness.get().of(row, outputs);
    }
    return new Answers(answers, Optional.of(scores));
  }

  /** Ends the threads of the predictor. */
  @Override
  public void close() {
    predictor.close();
  }
}
