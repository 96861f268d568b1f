package dev.weft.train;

import dev.weft.model.StepOptions;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * Validates with the moving averages of the weights, which an optimizer with {@code use_ema} keeps, and goes on with
 * the weights themselves. With {@code swapOnEpoch} all other callbacks see the averages at an epoch's end, too, so that
 * early stopping keeps the best of them. Unlike Keras, the moving means and variances of batch normalization are
 * averaged with the same momentum, and the model ends with these averages: they belong to weights that lag as much. See
 * <a href="https://keras.io/api/callbacks/swap_ema_weights/">Keras</a>.
 */
public final class SwapEMAWeights implements Callback {
  private final boolean swapOnEpoch;
  private Model model;
  private List<WeightPair> weights = List.of();
  private List<WeightPair> statistics = List.of();
  private boolean exchanged;

  /**
   * @param swapOnEpoch whether the other callbacks get the averages at an epoch's end
   */
  public SwapEMAWeights(boolean swapOnEpoch) {
    this.swapOnEpoch = swapOnEpoch;
  }

  @Override
  public void trainBegin(Model model, Fit fit) {
    if (!model.optimizer().options().useEma()) {
      throw new IllegalArgumentException(
          "averages of the weights are there only where the optimizer keeps them; give it 'use_ema: true'.");
    }
    this.model = model;
    exchanged = false;
    weights =
        model.optimizerState().averages().stream()
            .map(slot -> new WeightPair(slot.variable().values(), slot.values()))
            .toList();
    statistics = BatchStatistics.moving(model).stream().map(variable -> WeightPair.of(variable.values())).toList();
  }

  @Override
  public Verdict batchEnd(int epoch, int step, int steps, double loss, double accuracy) {
    StepOptions options = model.optimizer().options();
    long before = model.optimizerState().iterations() - 1;
    float momentum = (float) options.emaMomentum(before / options.batches() + 1);
    for (int i = 0; i < statistics.size(); i++) {
      statistics.get(i).follow(momentum);
    }
    return Verdict.CONTINUE;
  }

  @Override
  public boolean averagesWeights() {
    return true;
  }

  @Override
  public void evaluationBegin(int epoch, BatchStatistics measured) {
    exchange();
  }

  @Override
  public Verdict epochEnd(EpochResult result, Model model) {
    if (!swapOnEpoch) {
      exchange();
    }
    return Verdict.CONTINUE;
  }

  @Override
  public void evaluationEnd() {
    if (exchanged) {
      exchange();
    }
  }

  /** Before the first batch there are no averages. */
  private void exchange() {
    if (model.optimizerState().iterations() > 0) {
      weights.forEach(WeightPair::exchange);
      statistics.forEach(WeightPair::exchange);
      exchanged = !exchanged;
    }
  }

  /** Of the statistics alone: the optimizer keeps the weights' averages. */
  @Override
  public long bytes(Model model) {
    return HeapCheck.bytes(BatchStatistics.moving(model));
  }

  /** The weights become their averages anyway. */
  @Override
  public Optional<String> trainEnd(Model model) {
    statistics.forEach(WeightPair::take);
    return Optional.empty();
  }

  @Override
  public void save(DataOutput out) throws IOException {
    Checkpoint.write(out, averages());
  }

  @Override
  public void restore(DataInput in) throws IOException {
    Checkpoint.readInto(in, averages());
  }

  private List<float[]> averages() {
    return statistics.stream().map(WeightPair::average).toList();
  }
}
