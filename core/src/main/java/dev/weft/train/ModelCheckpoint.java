package dev.weft.train;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * Hands the model to {@code saver} after each epoch that is the best so far by {@code monitor}. See <a
 * href="https://keras.io/api/callbacks/model_checkpoint/">Keras</a>.
 */
public final class ModelCheckpoint implements Callback {
  /** Writes a model somewhere. */
  @FunctionalInterface
  public interface Saver {
    void save(Model model, EpochResult result);
  }

  private final Watch watch;
  private final Saver saver;
  private double best;

  public ModelCheckpoint(Monitor monitor, Saver saver) {
    this.watch = Watch.of(monitor, 0);
    this.saver = saver;
  }

  @Override
  public void trainBegin(Model model, Fit fit) {
    watch.monitor().check(fit);
    best = watch.worst();
  }

  @Override
  public Verdict epochEnd(EpochResult result, Model model) {
    double value = watch.monitor().of(result);
    if (watch.improves(value, best)) {
      best = value;
      saver.save(model, result);
    }
    return Verdict.CONTINUE;
  }

  @Override
  public void save(DataOutput out) throws IOException {
    out.writeDouble(best);
  }

  @Override
  public void restore(DataInput in) throws IOException {
    best = in.readDouble();
  }
}
