package dev.weft.train;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Stops when {@code monitor} has not improved by more than {@code minDelta} for {@code patience} epochs. The model
 * always ends with the weights of its best epoch. See <a
 * href="https://keras.io/api/callbacks/early_stopping/">Keras</a>.
 */
public final class EarlyStopping implements Callback {
  private final Monitor monitor;
  private final int patience;
  private final double minDelta;
  private double best;
  private int bestEpoch;
  private int waited;
  private float[][] bestWeights = {};

  /**
   * @param patience epochs without improvement that are borne, 0 or more
   * @param minDelta 0 or more
   */
  public EarlyStopping(Monitor monitor, int patience, double minDelta) {
    if (patience < 0 || !(minDelta >= 0)) {
      throw new IllegalArgumentException(
          "'patience' and 'min_delta' must be 0 or more; received " + patience + " and " + minDelta + ".");
    }
    this.monitor = monitor;
    this.patience = patience;
    this.minDelta = minDelta;
  }

  public EarlyStopping(Monitor monitor, int patience) {
    this(monitor, patience, 0);
  }

  @Override
  public void trainBegin(Model model, Fit fit) {
    monitor.check(fit);
    best = monitor.worst();
    bestEpoch = -1;
    waited = 0;
  }

  @Override
  public Verdict epochEnd(EpochResult result, Model model) {
    double value = monitor.of(result);
    if (monitor.improves(value, best, minDelta)) {
      best = value;
      bestEpoch = result.epoch();
      waited = 0;
      bestWeights = model.variables().stream().map(variable -> variable.values().clone()).toArray(float[][]::new);
      return Verdict.CONTINUE;
    }
    waited++;
    return waited < Math.max(1, patience)
        ? Verdict.CONTINUE
        : Verdict.stop(monitor + " has not improved for " + waited + (waited == 1 ? " epoch." : " epochs."));
  }

  @Override
  public Optional<String> trainEnd(Model model) {
    if (bestEpoch < 0) {
      return Optional.empty();
    }
    for (int i = 0; i < bestWeights.length; i++) {
      System.arraycopy(bestWeights[i], 0, model.variables().get(i).values(), 0, bestWeights[i].length);
    }
    return Optional.of(
        String.format(
            Locale.ROOT, "the weights are those of epoch %d, the best by %s (%.4f).", bestEpoch + 1, monitor, best));
  }

  @Override
  public void save(DataOutput out) throws IOException {
    out.writeDouble(best);
    out.writeInt(bestEpoch);
    out.writeInt(waited);
    Checkpoint.write(out, List.of(bestWeights));
  }

  @Override
  public void restore(DataInput in) throws IOException {
    best = in.readDouble();
    bestEpoch = in.readInt();
    waited = in.readInt();
    bestWeights = Checkpoint.read(in);
  }
}
