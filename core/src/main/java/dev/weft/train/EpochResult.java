package dev.weft.train;

import dev.weft.source.DataPart;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What one epoch of training gave. Loss and accuracy are means over its batches while the weights moved. The loss
 * includes the penalty of the regularizers. Validation is measured after the last step.
 *
 * @param epoch counted from 0
 * @param learningRate of the epoch's last step
 * @param accuracy from 0 to 1
 * @param valLoss NaN where there is no validation data
 * @param valAccuracy NaN where there is no validation data
 * @param seconds of training, without validation
 * @param stage which stage of the training it belongs to, from 1; 0 where the training has one stage only
 */
public record EpochResult(
    int epoch,
    double learningRate,
    double loss,
    double accuracy,
    double valLoss,
    double valAccuracy,
    double seconds,
    int stage) {
  /** What files call {@link #learningRate}; its metrics have the names of {@link Monitor}. */
  public static final String LEARNING_RATE = "learning_rate";

  /** What files call {@link #seconds}. */
  public static final String SECONDS = "seconds";

  /** What files call {@link #stage}. */
  public static final String STAGE = "stage";

  /** Of a training with one stage only. */
  public EpochResult(
      int epoch,
      double learningRate,
      double loss,
      double accuracy,
      double valLoss,
      double valAccuracy,
      double seconds) {
    this(epoch, learningRate, loss, accuracy, valLoss, valAccuracy, seconds, 0);
  }

  public boolean validated() {
    return !Double.isNaN(valLoss) || !Double.isNaN(valAccuracy);
  }

  /** What was measured: all, or without validation what needs none. */
  public List<Monitor> measured() {
    return Arrays.stream(Monitor.values()).filter(monitor -> validated() || !monitor.validates()).toList();
  }

  /** Loss and accuracy on a part of the data by their names; of the test images an epoch has none. */
  public Map<String, Double> metrics(DataPart part) {
    Map<String, Double> metrics = new LinkedHashMap<>();
    for (Monitor monitor : Monitor.values()) {
      if (monitor.part() == part) {
        metrics.put(monitor.metric().key(), monitor.of(this));
      }
    }
    return metrics;
  }

  // ---- as files and stores have it

  /**
   * All figures by name, but the epoch's number; without validation those of it are left out, and with one stage only
   * the stage's number.
   */
  public Map<String, Double> values() {
    Map<String, Double> values = new LinkedHashMap<>();
    values.put(LEARNING_RATE, learningRate);
    measured().forEach(monitor -> values.put(monitor.toString(), monitor.of(this)));
    values.put(SECONDS, seconds);
    if (stage > 0) {
      values.put(STAGE, (double) stage);
    }
    return values;
  }

  /**
   * Reads {@link #values}.
   *
   * @param epoch counted from 0
   * @param values by name; what is not there is NaN
   */
  public static EpochResult of(int epoch, Map<String, Double> values) {
    return new EpochResult(
        epoch,
        value(values, LEARNING_RATE),
        value(values, Monitor.LOSS.toString()),
        value(values, Monitor.ACCURACY.toString()),
        value(values, Monitor.VAL_LOSS.toString()),
        value(values, Monitor.VAL_ACCURACY.toString()),
        value(values, SECONDS),
        values.getOrDefault(STAGE, 0.0).intValue());
  }

  private static double value(Map<String, Double> values, String name) {
    Double value = values.get(name);
    return value == null ? Double.NaN : value;
  }

  void write(DataOutput out) throws IOException {
    out.writeInt(epoch);
    out.writeDouble(learningRate);
    out.writeDouble(loss);
    out.writeDouble(accuracy);
    out.writeDouble(valLoss);
    out.writeDouble(valAccuracy);
    out.writeDouble(seconds);
    out.writeInt(stage);
  }

  static EpochResult read(DataInput in) throws IOException {
    return new EpochResult(
        in.readInt(),
        in.readDouble(),
        in.readDouble(),
        in.readDouble(),
        in.readDouble(),
        in.readDouble(),
        in.readDouble(),
        in.readInt());
  }
}
