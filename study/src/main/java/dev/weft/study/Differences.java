package dev.weft.study;

import dev.weft.statistics.Holm;
import dev.weft.statistics.PairedTest;
import dev.weft.statistics.PercentagePoints;
import dev.weft.statistics.Verdict;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * The differences in accuracy of every pair of some runs or recipes, corrected for the number of pairs by Holm. The
 * interval of a difference is of its pair alone.
 *
 * @param names of two or more
 * @param where they were measured, such as {@code on 10,000 test images}
 * @param pairs (0, 1), (0, 2), ..., (1, 2), ...
 */
public record Differences(List<String> names, String where, List<Difference> pairs) {
  /**
   * @param tests one for each pair, in that order
   */
  static Differences of(List<String> names, String where, List<? extends PairedTest> tests) {
    List<Verdict> verdicts = Holm.verdicts(tests);
    List<Difference> pairs = new ArrayList<>();
    for (int first = 0; first < names.size(); first++) {
      for (int second = first + 1; second < names.size(); second++) {
        pairs.add(new Difference(first, second, tests.get(pairs.size()), verdicts.get(pairs.size())));
      }
    }
    return new Differences(List.copyOf(names), where, List.copyOf(pairs));
  }

  /** The same under other names. */
  public Differences named(List<String> names) {
    return new Differences(List.copyOf(names), where, pairs);
  }

  /** The number of runs or recipes. */
  public int size() {
    return names.size();
  }

  /** That of two, in either order. */
  public Difference between(int one, int other) {
    int first = Math.min(one, other);
    int second = Math.max(one, other);
    return pairs.get(first * (2 * size() - first - 1) / 2 + second - first - 1);
  }

  /** The place of the one with the highest accuracy; the first of several. */
  public int best() {
    return IntStream.range(0, size()).reduce((a, b) -> between(a, b).better()).orElseThrow();
  }

  /** The best against the next best. */
  public Difference lead() {
    int best = best();
    int next = others(best).reduce((a, b) -> between(a, b).better()).orElseThrow();
    return between(best, next);
  }

  private IntStream others(int one) {
    return IntStream.range(0, size()).filter(i -> i != one);
  }

  /** How many of the others cannot be distinguished from the best. */
  public int alike() {
    int best = best();
    return (int) others(best).filter(i -> !between(best, i).verdict().significant()).count();
  }

  /**
   * Who is better, by how much, and how sure that is, or that nobody is; of more than two, the best, and how many of
   * the others cannot be distinguished from it.
   */
  public String verdict() {
    Difference lead = lead();
    if (size() == 2) {
      return sentence(lead);
    }
    String best = names.get(lead.better());
    String next = names.get(lead.worse());
    String head =
        alike() == 0
            ? "%s is better than each of the other %s".formatted(best, size() - 1)
            : "%s has the highest accuracy of %s, but %s of the others cannot be distinguished from it"
                .formatted(best, size(), alike() == size() - 1 ? "all" : alike());
    return "%s; the next, %s, is %s behind %s, %s (%s)."
        .formatted(head, next, points(lead), where, interval(lead), corrected());
  }

  /** {@code "McNemar, 10 comparisons by Holm"}. */
  public String corrected() {
    String test = pairs.getFirst().test().name();
    return pairs.size() == 1 ? test : String.format(Locale.ROOT, "%s, %d comparisons by Holm", test, pairs.size());
  }

  /** How many digits after the point all percentage points have beside each other: those of the widest interval. */
  public int digits() {
    return pairs.stream().mapToInt(pair -> PercentagePoints.of(pair.test()).digits()).min().orElseThrow();
  }

  /** What one of its pairs is worth. */
  public String sentence(Difference pair) {
    String better = names.get(pair.better());
    String worse = names.get(pair.worse());
    String head =
        pair.verdict().significant()
            ? "%s is better than %s by %s".formatted(better, worse, points(pair))
            : "%s and %s cannot be distinguished: %s".formatted(better, worse, points(pair));
    return "%s %s, %s (%s).%s".formatted(head, where, interval(pair), pair.verdict().evidence(), exception(pair));
  }

  private static String points(Difference pair) {
    String value = pair.of(pair.better()).value();
    return value + (value.equals("1") ? " percentage point" : " percentage points");
  }

  private static String interval(Difference pair) {
    return "95 % interval " + pair.of(pair.better()).ends();
  }

  /** Why an interval without 0 stands beside a difference that is not significant. */
  private String exception(Difference pair) {
    if (pair.verdict().significant() || pair.test().interval().contains(0)) {
      return "";
    }
    return pairs.size() > 1 && pair.test().verdict().significant()
        ? String.format(
            Locale.ROOT, " The interval is of this pair alone; among %d pairs, chance makes such a one.", pairs.size())
        : " The interval just leaves out 0; the test is more cautious.";
  }

  /** What JSON says of each pair: the first minus the second. */
  public List<Map<String, Object>> toMaps() {
    return pairs.stream().map(this::toMap).toList();
  }

  private Map<String, Object> toMap(Difference pair) {
    PercentagePoints points = PercentagePoints.of(pair.test());
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("first", names.get(pair.first()));
    map.put("second", names.get(pair.second()));
    map.put("difference", points.difference());
    map.put("interval_95", List.of(points.interval().low(), points.interval().high()));
    map.put("significant", pair.verdict().significant());
    map.put("evidence", pair.verdict().evidence());
    return map;
  }
}
