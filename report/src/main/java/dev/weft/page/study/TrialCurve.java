package dev.weft.page.study;

import dev.weft.WeftException;
import dev.weft.run.MetricsFile;
import dev.weft.run.RunFolder;
import dev.weft.study.TrialResult;
import dev.weft.study.TrialResult.State;
import dev.weft.train.EpochResult;
import dev.weft.train.Monitor;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How one training learned, as its folder says.
 *
 * @param recipe its recipe's number in the part, from 0
 * @param epochs as far as it came; none where it failed before the first one ended, or where its folder is gone
 */
record TrialCurve(int recipe, TrialResult trial, List<EpochResult> epochs) {
  /** A page has so many of a value's digits. */
  private static final MathContext DIGITS = new MathContext(4);

  /** What a value is multiplied by in a page, so that an accuracy needs no point. */
  private static final double UNITS = 10_000;

  static TrialCurve of(int recipe, TrialResult trial) {
    List<EpochResult> epochs = read(trial);
    boolean isCut = trial.state() == State.STOPPED && trial.epochs() < epochs.size();
    return new TrialCurve(recipe, trial, isCut ? epochs.subList(0, trial.epochs()) : epochs);
  }

  private static List<EpochResult> read(TrialResult trial) {
    try {
      List<EpochResult> history = RunFolder.history(trial.folder());
      return history.isEmpty() && RunFolder.isFinished(trial.folder())
          ? MetricsFile.read(trial.folder()).epochs()
          : history;
    } catch (WeftException e) {
      return List.of(); // the page counts a damaged file as missing
    }
  }

  /** Whether it was trained and its folder says nothing of it any more. */
  boolean isMissing() {
    return epochs.isEmpty() && !trial.hasFailed();
  }

  double[] values(Monitor monitor) {
    return epochs.stream().mapToDouble(monitor::of).toArray();
  }

  /**
   * What the page's script receives.
   *
   * @param monitors a line for each
   * @param most so many points a line
   * @param links to the trainings' own pages
   */
  Map<String, Object> toMap(List<Monitor> monitors, int most, TrialLinks links) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("recipe", recipe);
    map.put("replica", trial.trial().replica());
    map.put("epochs", trial.trial().experiment().training().epochs());
    if (trial.state() != State.FINISHED) {
      map.put("state", trial.state().word());
      map.put("reason", trial.reason());
    }
    links.to(trial).ifPresent(page -> map.put("page", page));
    map.put("lines", monitors.stream().map(monitor -> line(values(monitor), most)).toList());
    return map;
  }

  /** A line's values, and the distances of their epochs unless these are 1, 2, 3 and so on. */
  private Map<String, Object> line(double[] values, int most) {
    List<Integer> steps = new ArrayList<>();
    List<Number> kept = new ArrayList<>();
    int before = 0;
    for (int i : ThinnedLine.of(values, most)) {
      int epoch = epochs.get(i).epoch() + 1;
      steps.add(epoch - before);
      kept.add(units(values[i]));
      before = epoch;
    }
    Map<String, Object> line = new LinkedHashMap<>();
    line.put("values", kept);
    if (before != kept.size()) {
      line.put("steps", steps);
    }
    return line;
  }

  /** In ten-thousandths, of which four digits count: 9531 is 0.9531. */
  private static Number units(double value) {
    BigDecimal rounded = new BigDecimal(value * UNITS).round(DIGITS).stripTrailingZeros();
    return rounded.scale() <= 0 ? rounded.toBigInteger() : rounded;
  }
}
