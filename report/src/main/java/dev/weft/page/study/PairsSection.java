package dev.weft.page.study;

import dev.weft.page.DifferenceFigure;
import dev.weft.study.Comparison;
import dev.weft.study.PartResults;
import dev.weft.study.RecipePairs;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Every pair of a part's recipes as its page shows it.
 *
 * @param figure of the recipes in {@code pairs}
 */
record PairsSection(PartResults results, RecipePairs pairs, DifferenceFigure figure) {
  /** Empty where no two recipes can be compared. */
  static Optional<PairsSection> of(PartResults results) {
    return results.pairs().map(pairs -> new PairsSection(results, pairs, figure(results, pairs)));
  }

  private static DifferenceFigure figure(PartResults results, RecipePairs pairs) {
    RecipeNames recipes = RecipeNames.of(results);
    List<String> names = pairs.recipes().stream().map(row -> recipes.of(row).words()).toList();
    return DifferenceFigure.of(results.part().name() + ": every pair", names, pairs.differences(), pairs.answers());
  }

  /** How many pairs differ by more than chance, and of which recipes they are. */
  String finding() {
    long all = pairs.differences().pairs().size();
    long significant = pairs.differences().pairs().stream().filter(pair -> pair.verdict().significant()).count();
    String differ =
        all == 1
            ? figure.differences().verdict()
            : significant == 0
                ? "None of the %s pairs differs by more than chance.".formatted(all)
                : "%s of %s pairs %s by more than chance."
                    .formatted(significant, all, significant == 1 ? "differs" : "differ");
    return differ + of() + correction();
  }

  private String of() {
    int recipes = results.rows().size();
    return pairs.recipes().size() < PartResults.MOST_RECIPES || recipes == pairs.recipes().size()
        ? ""
        : " They are of the best %s of %s recipes by %s; Holm’s correction is for these pairs."
            .formatted(pairs.recipes().size(), recipes, results.rankedBy());
  }

  /** Why more or fewer recipes differ from one than the comparisons with it alone say; empty where as many do. */
  private String correction() {
    List<String> names = pairs.recipes().stream().map(row -> row.candidate().name()).toList();
    List<Comparison> alone = results.comparisons().stream().filter(one -> names.contains(one.other())).toList();
    int place = alone.isEmpty() ? -1 : names.indexOf(alone.getFirst().reference());
    if (place < 0) {
      return "";
    }
    long here =
        IntStream.range(0, names.size())
            .filter(other -> other != place && pairs.differences().between(place, other).verdict().significant())
            .count();
    long there = alone.stream().filter(one -> one.verdict().significant()).count();
    return here == there
        ? ""
        : " Of these recipes, %s differ from %s here, and %s in the comparisons with it alone: Holm’s correction is stricter the more is compared."
            .formatted(here, RecipeNames.of(results).of(names.get(place)).inSentence(), there);
  }

  /** What the page's script receives: which recipe each row is, by its place in the study. */
  Map<String, Object> toMap() {
    Map<String, Object> map = figure.toMap();
    map.put("recipes", pairs.recipes().stream().map(results.rows()::indexOf).toList());
    return map;
  }
}
