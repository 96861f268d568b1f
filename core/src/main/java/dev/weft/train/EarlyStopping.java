package dev.weft.train;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Stops when a figure has not improved for {@code patience} epochs. With a baseline it must improve on that, too.
 * Unlike Keras, the model ends with the weights of its best epoch unless asked not to. See <a
 * href="https://keras.io/api/callbacks/early_stopping/">Keras</a>.
 */
public final class EarlyStopping implements Callback {
  private final Watch watch;
  private final int patience;
  private final double baseline;
  private final int startFromEpoch;
  private final boolean restoreBestWeights;
  private double best;
  private int bestEpoch;

  /** -1 before it. */
  private int firstEpoch;

  private int waited;
  private int[] sizes = {};
  private float[][] bestWeights = {};

  /**
   * @param patience epochs without improvement that are borne, 0 or more
   * @param baseline what must be improved on; NaN for none
   * @param startFromEpoch how many epochs are not looked at, 0 or more
   * @param restoreBestWeights whether the model ends with the weights of its best epoch
   */
  public EarlyStopping(Watch watch, int patience, double baseline, int startFromEpoch, boolean restoreBestWeights) {
    notNegative("patience", patience);
    notNegative("start_from_epoch", startFromEpoch);
    this.watch = watch;
    this.patience = patience;
    this.baseline = baseline;
    this.startFromEpoch = startFromEpoch;
    this.restoreBestWeights = restoreBestWeights;
  }

  /** From the first epoch on, without a baseline; the best weights are restored. */
  public EarlyStopping(Monitor monitor, int patience, double minDelta) {
    this(Watch.of(monitor, minDelta), patience, Double.NaN, 0, true);
  }

  /** As {@link #EarlyStopping(Monitor, int, double)}; any improvement counts. */
  public EarlyStopping(Monitor monitor, int patience) {
    this(monitor, patience, 0);
  }

  private static void notNegative(String name, int value) {
    if (value < 0) {
      throw new IllegalArgumentException("'" + name + "' must be 0 or more; received " + value + ".");
    }
  }

  @Override
  public void trainBegin(Model model, Fit fit) {
    watch.monitor().check(fit);
    best = watch.worst();
    bestEpoch = -1;
    firstEpoch = -1;
    waited = 0;
    bestWeights = new float[0][];
    sizes = model.variables().stream().mapToInt(variable -> variable.values().length).toArray();
  }

  @Override
  public Verdict epochEnd(EpochResult result, Model model) {
    firstEpoch = firstEpoch < 0 ? result.epoch() : firstEpoch;
    int epoch = result.epoch() - firstEpoch;
    if (epoch < startFromEpoch) {
      return Verdict.CONTINUE;
    }
    double value = watch.monitor().of(result);
    waited++;
    if (watch.improves(value, best)) {
      best = value;
      bestEpoch = result.epoch();
      if (restoreBestWeights) {
        bestWeights = model.variables().stream().map(variable -> variable.values().clone()).toArray(float[][]::new);
      }
      waited = Double.isNaN(baseline) || watch.improves(value, baseline) ? 0 : waited;
      return Verdict.CONTINUE;
    }
    return waited < patience || epoch == 0 ? Verdict.CONTINUE : Verdict.stop(reason());
  }

  private String reason() {
    String what = Double.isNaN(baseline) ? "has not improved for " : "has not improved on its baseline and best for ";
    return watch.monitor() + " " + what + waited + (waited == 1 ? " epoch." : " epochs.");
  }

  @Override
  public Optional<String> trainEnd(Model model) {
    if (bestEpoch < 0 || !restoreBestWeights) {
      return Optional.empty();
    }
    for (int i = 0; i < bestWeights.length; i++) {
      System.arraycopy(bestWeights[i], 0, model.variables().get(i).values(), 0, bestWeights[i].length);
    }
    return Optional.of(
        String.format(
            Locale.ROOT,
            "the weights are those of epoch %d, the best by %s (%.4f).",
            bestEpoch + 1,
            watch.monitor(),
            best));
  }

  /** Of the best weights. */
  @Override
  public long bytes(Model model) {
    return restoreBestWeights ? HeapCheck.bytes(model.variables()) : 0;
  }

  @Override
  public void save(DataOutput out) throws IOException {
    out.writeDouble(best);
    out.writeInt(bestEpoch);
    out.writeInt(firstEpoch);
    out.writeInt(waited);
    Checkpoint.write(out, List.of(bestWeights));
  }

  @Override
  public void restore(DataInput in) throws IOException {
    best = in.readDouble();
    bestEpoch = in.readInt();
    firstEpoch = in.readInt();
    waited = in.readInt();
    bestWeights = Checkpoint.read(in);
    int[] read = Arrays.stream(bestWeights).mapToInt(weights -> weights.length).toArray();
    if (read.length > 0 && !Arrays.equals(read, sizes)) {
      throw new IOException("the best epoch's weights are not as many as the network's");
    }
  }
}
