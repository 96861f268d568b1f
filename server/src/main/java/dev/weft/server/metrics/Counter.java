package dev.weft.server.metrics;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.LongAdder;

/** A count that only grows, one for each combination of its labels' values. */
public final class Counter {
  static final Comparator<List<String>> BY_VALUES = Comparator.comparing(values -> String.join("\n", values));

  private final List<String> labels;
  private final Map<List<String>, LongAdder> sums = new ConcurrentSkipListMap<>(BY_VALUES);

  Counter(List<String> labels) {
    this.labels = labels;
    if (labels.isEmpty()) {
      sums.put(List.of(), new LongAdder());
    }
  }

  /**
   * @param values of its labels, in their order; few different ones, as each is kept
   */
  public void add(long count, String... values) {
    sums.computeIfAbsent(List.of(values), fresh -> new LongAdder()).add(count);
  }

  List<String> labels() {
    return labels;
  }

  Map<List<String>, LongAdder> sums() {
    return sums;
  }
}
