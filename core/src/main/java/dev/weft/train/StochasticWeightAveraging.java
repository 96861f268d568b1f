package dev.weft.train;

import dev.weft.Counted;
import dev.weft.engine.Variable;
import dev.weft.model.Annealing;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The mean of the weights at the end of each epoch of a training's last part, in which the learning rate is constant or
 * goes in cycles (Izmailov et al., 2018). From the first mean on the model is validated with it, and ends with it;
 * means and variances of batch normalization are measured for it before. See <a
 * href="https://docs.pytorch.org/docs/stable/optim.html#weight-averaging-swa-and-ema">PyTorch</a>.
 */
public final class StochasticWeightAveraging implements Callback {
  private final Settings settings;
  private List<WeightPair> weights = List.of();
  private List<WeightPair> statistics = List.of();
  private int first;
  private int begun;
  private int count;
  private boolean exchanged;

  /** The scheduled rate where averaging begins; NaN before. */
  private double rate;

  /**
   * How weights are averaged.
   *
   * @param start after how many epochs, 0 or more; below 1 a share of all epochs
   * @param swaLr the learning rate from there on; NaN for the optimizer's own
   * @param annealEpochs how long the rate takes to get there, 0 or more
   * @param annealStrategy how it gets there
   * @param cycleEpochs how long the rate falls from {@code cycleLr} to {@code swaLr}, again and again, with a mean at
   *     each end; 0 for no cycles
   * @param cycleLr the rate at the beginning of cycles
   */
  public record Settings(
      double start, double swaLr, int annealEpochs, Annealing annealStrategy, int cycleEpochs, double cycleLr) {
    public Settings {
      if (!(start >= 0 && start < Integer.MAX_VALUE)) {
        throw new IllegalArgumentException("'start' must be finite, 0 or more; received " + start + ".");
      }
      if (annealEpochs < 0 || cycleEpochs < 0) {
        throw new IllegalArgumentException(
            "'anneal_epochs' and 'cycle_epochs' must be 0 or more; received "
                + annealEpochs
                + " and "
                + cycleEpochs
                + ".");
      }
      if (!isRate(swaLr) || !isRate(cycleLr)) {
        throw new IllegalArgumentException(
            "'swa_lr' and 'cycle_lr' must be finite, 0 or more; received " + swaLr + " and " + cycleLr + ".");
      }
      if (cycleEpochs > 0 && (Double.isNaN(swaLr) || Double.isNaN(cycleLr))) {
        throw new IllegalArgumentException(
            "cycles need both rates between which they go, 'cycle_lr' and 'swa_lr'; one is missing.");
      }
    }

    private static boolean isRate(double rate) {
      return Double.isNaN(rate) || rate >= 0 && rate < Double.POSITIVE_INFINITY;
    }

    /** From this share or number of epochs on, with the optimizer's rate. */
    public static Settings of(double start) {
      return new Settings(start, Double.NaN, 10, Annealing.COS, 0, Double.NaN);
    }
  }

  public StochasticWeightAveraging(Settings settings) {
    this.settings = settings;
  }

  @Override
  public void trainBegin(Model model, Fit fit) {
    if (model.optimizer().options().useEma()) {
      throw new IllegalArgumentException(
          "a training ends with one average of its weights; received stochastic weight averaging and an optimizer with"
              + " 'use_ema: true'; leave one out.");
    }
    begun = -1;
    count = 0;
    exchanged = false;
    rate = Double.NaN;
    first = (int) (settings.start < 1 ? settings.start * fit.epochs() : settings.start);
    weights = learned(model).stream().map(variable -> WeightPair.of(variable.values())).toList();
    statistics = BatchStatistics.moving(model).stream().map(variable -> WeightPair.of(variable.values())).toList();
  }

  @Override
  public double learningRate(int epoch, long step, double scheduled) {
    begun = begun < 0 ? epoch : begun;
    int past = epoch - begun - first;
    if (past < 0 || Double.isNaN(settings.swaLr)) {
      return scheduled;
    }
    rate = Double.isNaN(rate) ? scheduled : rate;
    if (settings.cycleEpochs > 0) {
      double done = settings.cycleEpochs == 1 ? 1 : (double) (past % settings.cycleEpochs) / (settings.cycleEpochs - 1);
      return Annealing.LINEAR.between(settings.cycleLr, settings.swaLr, done);
    }
    double share = settings.annealEpochs == 0 ? 1 : Math.min(1, (double) past / settings.annealEpochs);
    return settings.annealStrategy.between(rate, settings.swaLr, share);
  }

  @Override
  public void evaluationBegin(int epoch, BatchStatistics measured) {
    int past = epoch - begun - first;
    boolean averages =
        past >= 0 && (settings.cycleEpochs == 0 || past % settings.cycleEpochs == settings.cycleEpochs - 1);
    if (averages) {
      for (WeightPair pair : weights) {
        pair.add(count);
      }
      count++;
    }
    if (count > 0) {
      exchange();
      if (averages) {
        measured.measure();
      }
    }
  }

  @Override
  public void evaluationEnd() {
    if (exchanged) {
      exchange();
    }
  }

  @Override
  public boolean averagesWeights() {
    return true;
  }

  private static List<Variable> learned(Model model) {
    return model.variables().stream().filter(variable -> variable.weight().trainable()).toList();
  }

  @Override
  public long bytes(Model model) {
    return HeapCheck.bytes(learned(model)) + HeapCheck.bytes(BatchStatistics.moving(model));
  }

  private void exchange() {
    weights.forEach(WeightPair::exchange);
    statistics.forEach(WeightPair::exchange);
    exchanged = !exchanged;
  }

  @Override
  public Optional<String> trainEnd(Model model) {
    if (count == 0) {
      return Optional.of("the training ended before its weights were averaged; they are those of the last epoch.");
    }
    weights.forEach(WeightPair::take);
    statistics.forEach(WeightPair::take);
    return Optional.of("the weights were averaged over the ends of %s.".formatted(Counted.of(count, "epoch")));
  }

  @Override
  public void save(DataOutput out) throws IOException {
    out.writeInt(begun);
    out.writeInt(count);
    out.writeDouble(rate);
    Checkpoint.write(out, averages());
  }

  @Override
  public void restore(DataInput in) throws IOException {
    begun = in.readInt();
    count = in.readInt();
    rate = in.readDouble();
    Checkpoint.readInto(in, averages());
  }

  private List<float[]> averages() {
    return Stream.concat(weights.stream(), statistics.stream()).map(WeightPair::average).toList();
  }
}
