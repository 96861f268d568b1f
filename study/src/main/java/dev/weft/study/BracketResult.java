package dev.weft.study;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/**
 * What came of a bracket of {@link Hyperband}.
 *
 * @param number from 1, the one with the most recipes first
 * @param course how many recipes came how far: {@code 9 to epoch 1, 3 to 3, 1 to 9}
 * @param best its best recipe trained to the end, in the order of {@link PartResults#rows}; empty where there is none
 * @param value of that recipe, by what recipes are ranked; NaN without one
 * @param seconds of all its trainings
 */
public record BracketResult(int number, String course, OptionalInt best, double value, double seconds) {
  /** Those of a part; none where it is searched otherwise. */
  public static List<BracketResult> of(PartResults results) {
    List<BracketResult> all = new ArrayList<>();
    if (results.part().strategy() instanceof Hyperband hyperband) {
      int epochs = results.rows().getFirst().candidate().experiment().training().epochs();
      int from = 0;
      for (Hyperband.Bracket bracket : hyperband.brackets(epochs)) {
        all.add(of(results, all.size() + 1, from, bracket.recipes(), course(bracket, hyperband.factor(), epochs)));
        from += bracket.recipes();
      }
    }
    return all;
  }

  private static String course(Hyperband.Bracket bracket, int factor, int epochs) {
    List<String> words = new ArrayList<>();
    int recipes = bracket.recipes();
    for (int rung : bracket.rungs()) {
      words.add("%s to %s%s".formatted(recipes, words.isEmpty() ? "epoch " : "", rung));
      recipes = Halving.kept(recipes, factor);
    }
    words.add("%s to %s%s".formatted(recipes, words.isEmpty() ? "epoch " : "", epochs));
    return String.join(", ", words);
  }

  private static BracketResult of(PartResults results, int number, int from, int recipes, String course) {
    double[] values = results.rankingValues();
    int best = -1;
    for (int row = from; row < from + recipes; row++) {
      boolean better = best < 0 || results.rankingMetric().better(values[row], values[best]);
      best = !Double.isNaN(values[row]) && better ? row : best;
    }
    double seconds = results.rows().subList(from, from + recipes).stream().mapToDouble(RecipeResult::seconds).sum();
    return new BracketResult(
        number,
        course,
        best < 0 ? OptionalInt.empty() : OptionalInt.of(best),
        best < 0 ? Double.NaN : values[best],
        seconds);
  }

  Map<String, Object> toMap(PartResults results) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("bracket", number);
    map.put("course", course);
    map.put("best", best.isPresent() ? results.rows().get(best.getAsInt()).candidate().name() : null);
    map.put("value", best.isPresent() ? (Double) value : null);
    map.put("seconds", seconds);
    return map;
  }
}
