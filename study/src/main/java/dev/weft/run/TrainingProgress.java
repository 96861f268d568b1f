package dev.weft.run;

import dev.weft.WeftException;
import dev.weft.keras.Json;
import dev.weft.metrics.Metric;
import dev.weft.store.ProgressRow;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How far a training is, as its store keeps it; loss and accuracy are the epoch's means so far.
 *
 * @param epoch that is trained, from 1
 * @param epochs the most that there will be
 * @param step of the epoch, so many are behind it
 * @param steps of an epoch
 * @param accuracy from 0 to 1
 * @param imagesPerSecond in steps alone; NaN where it is not known yet
 * @param secondsLeft if it goes on as before, validations included; NaN where it is not known yet
 */
public record TrainingProgress(
    int epoch,
    int epochs,
    int step,
    int steps,
    double loss,
    double accuracy,
    double imagesPerSecond,
    double secondsLeft) {

  /** From 0 to 1. */
  public double done() {
    return (epoch - 1 + (double) step / Math.max(1, steps)) / epochs;
  }

  /** Whether another one is of the same step. */
  boolean isAt(TrainingProgress other) {
    return epoch == other.epoch && step == other.step;
  }

  /** As the store has it. */
  String text() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("epoch", epoch);
    map.put("epochs", epochs);
    map.put("step", step);
    map.put("steps", steps);
    map.put(Metric.LOSS.key(), loss);
    map.put(Metric.ACCURACY.key(), accuracy);
    map.put("images_per_second", imagesPerSecond);
    map.put("seconds_left", secondsLeft);
    return Json.line(map);
  }

  /**
   * Reads what a training wrote.
   *
   * @throws WeftException if it is something else
   */
  public static TrainingProgress of(ProgressRow row) {
    Map<String, Object> map = Json.read(row.position().getBytes(StandardCharsets.UTF_8), "a training's progress");
    return new TrainingProgress(
        (int) number(map, "epoch"),
        (int) number(map, "epochs"),
        (int) number(map, "step"),
        (int) number(map, "steps"),
        number(map, Metric.LOSS.key()),
        number(map, Metric.ACCURACY.key()),
        number(map, "images_per_second"),
        number(map, "seconds_left"));
  }

  private static double number(Map<String, Object> map, String name) {
    return map.get(name) instanceof Number number ? number.doubleValue() : Double.NaN;
  }
}
