package dev.weft.study;

import dev.weft.metrics.Metric;
import dev.weft.source.DataPart;
import dev.weft.statistics.Interval;
import dev.weft.statistics.Repeats;
import dev.weft.statistics.ResampledTTest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What nested cross-validation says of a choice: the mean over the outer folds of what each fold's winner is worth on
 * the fold. Its 95 % interval is Student's with the correction of {@link ResampledTTest}, as the folds' training images
 * overlap.
 *
 * @param of the part that chooses from all training images
 * @param metric by which is chosen
 * @param naive the winner's mean on the validation images that chose it, of all training images: too good
 * @param folds those that have a winner
 */
public record NestedEstimate(PartResults of, Metric metric, double naive, List<Fold> folds) {
  /**
   * One outer fold.
   *
   * @param chosen the winner's name
   * @param inner its mean on the validation images that chose it
   * @param outer its mean on the outer fold
   */
  public record Fold(int fold, String chosen, double inner, double outer, int train, int test) {}

  /** Of a part; empty without outer folds, or where fewer than two of these have a winner. */
  static Optional<NestedEstimate> of(PartResults part, List<PartResults> all) {
    List<Fold> folds = new ArrayList<>();
    for (PartResults one : all) {
      Nested.Outer outer = one.part().outer();
      if (outer != null && outer.of().equals(part.part().name())) {
        fold(one, outer.fold()).ifPresent(folds::add);
      }
    }
    if (folds.size() < 2 || part.winner().isEmpty()) {
      return Optional.empty();
    }
    Metric metric = part.rankingMetric();
    double naive = part.winner().get().mean(DataPart.VALIDATION, metric).orElse(Double.NaN);
    return Optional.of(new NestedEstimate(part, metric, naive, folds));
  }

  private static Optional<Fold> fold(PartResults part, int fold) {
    Optional<RecipeResult> winner = part.winner();
    RecipeResult tested = part.chosen().or(() -> winner).orElse(null);
    if (winner.isEmpty() || tested.mean(DataPart.TEST, part.rankingMetric()).isEmpty()) {
      return Optional.empty();
    }
    Map<DataPart, Integer> images = tested.trials().getFirst().images();
    return Optional.of(
        new Fold(
            fold,
            winner.get().candidate().name(),
            winner.get().mean(DataPart.VALIDATION, part.rankingMetric()).orElse(Double.NaN),
            tested.mean(DataPart.TEST, part.rankingMetric()).getAsDouble(),
            images.getOrDefault(DataPart.TRAIN, 1),
            images.getOrDefault(DataPart.TEST, 1)));
  }

  private Repeats values() {
    return Repeats.of(folds.stream().mapToDouble(Fold::outer).toArray());
  }

  /** What the choice is worth on images that it never saw. */
  public double mean() {
    return values().mean();
  }

  /** Empty where it would be all values that the metric can have: too few folds, which differ too much. */
  public Optional<Interval> interval() {
    Fold first = folds.getFirst();
    return MetricRange.within(new ResampledTTest(values(), first.train, first.test).interval(), metric);
  }

  /** One sentence. */
  public String sentence() {
    String winner = of.winner().orElseThrow().candidate().name();
    long same = folds.stream().filter(fold -> fold.chosen.equals(winner)).count();
    return String.format(
        Locale.ROOT,
        "What was chosen so has, on images that the choice never saw, the %s %.4f (%s); the winner's own validation"
            + " says %.4f. %d of %d folds chose the winner, %s.",
        metric.words(),
        mean(),
        interval()
            .map(ends -> "95 %% interval %s, %s outer folds".formatted(ends.words(), folds.size()))
            .orElse("%s outer folds are too few for an interval".formatted(folds.size())),
        naive,
        same,
        folds.size(),
        winner);
  }

  Map<String, Object> toMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("part", of.part().name());
    map.put("metric", metric.key());
    map.put("estimate", mean());
    map.put("interval_95", interval().map(ends -> List.of(ends.low(), ends.high())).orElse(null));
    map.put("naive", naive);
    List<Map<String, Object>> each = new ArrayList<>();
    for (Fold fold : folds) {
      Map<String, Object> one = new LinkedHashMap<>();
      one.put("fold", fold.fold + 1);
      one.put("chosen", fold.chosen);
      one.put("inner", fold.inner);
      one.put("outer", fold.outer);
      one.put("train_images", fold.train);
      one.put("test_images", fold.test);
      each.add(one);
    }
    map.put("folds", each);
    return map;
  }
}
