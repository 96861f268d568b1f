package dev.weft.server.metrics;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.DoubleAdder;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Stream;

/** How often a number was at most each of some bounds, for each combination of its labels' values. */
public final class Histogram {
  /** Bounds for durations, in seconds: from half a millisecond to 10 s. */
  public static final List<Double> SECONDS =
      List.of(0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0);

  private final List<String> labels;
  private final double[] bounds;
  private final Map<List<String>, Series> series = new ConcurrentSkipListMap<>(Counter.BY_VALUES);

  /**
   * @param counts of each bound, and of what is above the last
   */
  record Series(LongAdder[] counts, DoubleAdder sum) {}

  Histogram(List<Double> bounds, List<String> labels) {
    this.labels = labels;
    this.bounds = bounds.stream().mapToDouble(Double::doubleValue).toArray();
  }

  /**
   * @param value in the bounds' unit
   * @param values of its labels, in their order; few different ones, as each is kept
   */
  public void record(double value, String... values) {
    Series of = series.computeIfAbsent(List.of(values), fresh -> empty());
    int i = 0;
    while (i < bounds.length && value > bounds[i]) {
      i++;
    }
    of.counts[i].increment();
    of.sum.add(value);
  }

  private Series empty() {
    return new Series(
        Stream.generate(LongAdder::new).limit(bounds.length + 1L).toArray(LongAdder[]::new), new DoubleAdder());
  }

  List<String> labels() {
    return labels;
  }

  double[] bounds() {
    return bounds;
  }

  Map<List<String>, Series> series() {
    return series;
  }
}
