package dev.weft.page.study;

import dev.weft.study.PartResults;
import dev.weft.study.TrialResult;
import dev.weft.train.Monitor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * How all trainings of a part learned. Long lines are thinned where there are many, so that a page stays small.
 *
 * @param curves one for each training, also for those of which nothing is known
 */
record TrialCurves(List<TrialCurve> curves) {
  private static final int MOST_POINTS = 80;
  private static final int LEAST_POINTS = 10;

  /** So many values a part, unless each line would have fewer than {@link #LEAST_POINTS}. */
  private static final int MOST_VALUES = 80_000;

  static TrialCurves of(PartResults part) {
    List<TrialCurve> curves = new ArrayList<>();
    for (int recipe = 0; recipe < part.rows().size(); recipe++) {
      for (TrialResult trial : part.rows().get(recipe).trials()) {
        curves.add(TrialCurve.of(recipe, trial));
      }
    }
    return new TrialCurves(curves);
  }

  /** Those that were measured: what is validated first. */
  List<Monitor> monitors() {
    return Stream.of(Monitor.VAL_ACCURACY, Monitor.VAL_LOSS, Monitor.ACCURACY, Monitor.LOSS)
        .filter(monitor ->
            curves.stream().anyMatch(curve -> Arrays.stream(curve.values(monitor)).anyMatch(Double::isFinite)))
        .toList();
  }

  /** How many points a line may have. */
  int most(int monitors) {
    return Math.clamp(MOST_VALUES / Math.max(1L, (long) curves.size() * monitors), LEAST_POINTS, MOST_POINTS);
  }

  /**
   * What the page's script receives.
   *
   * @param links to the trainings' own pages
   */
  Map<String, Object> toMap(TrialLinks links) {
    List<Monitor> monitors = monitors();
    int most = most(monitors.size());
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("metrics", monitors.stream().map(TrialCurves::metric).toList());
    map.put("missing", curves.stream().filter(TrialCurve::isMissing).count());
    map.put("most", most);
    map.put("trials", curves.stream().map(curve -> curve.toMap(monitors, most, links)).toList());
    return map;
  }

  private static Map<String, Object> metric(Monitor monitor) {
    return Map.of(
        "name", monitor.part().adjective() + " " + monitor.metric().words(), "better", Column.better(monitor.metric()));
  }
}
