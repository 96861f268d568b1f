package dev.weft.study;

import dev.weft.run.RightAnswers;
import dev.weft.statistics.Bootstrap;
import dev.weft.statistics.PairedBootstrap;
import dev.weft.statistics.PairedTest;
import dev.weft.statistics.Score;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Every pair of a part's recipes, by the same tests as {@link Comparisons}; of many recipes, of the best.
 *
 * @param recipes two or more that were trained to their end on the same images, the best first
 * @param differences of every pair, in accuracy
 * @param answers on the test images, one for each recipe; empty where a recipe has several trainings
 */
public record RecipePairs(List<RecipeResult> recipes, Differences differences, List<RightAnswers> answers) {
  /** Empty where no two recipes were trained to their end on the same images. */
  static Optional<RecipePairs> of(PartResults results) {
    List<RecipeResult> finished = results.ranked().stream().filter(RecipeResult::isFinished).toList();
    List<RecipeResult> recipes =
        finished.stream()
            .filter(row -> Comparisons.sameImages(row, finished.getFirst()))
            .limit(PartResults.MOST_RECIPES)
            .toList();
    return recipes.size() < 2 ? Optional.empty() : Optional.of(of(results.part(), recipes));
  }

  private static RecipePairs of(Part part, List<RecipeResult> recipes) {
    if (part.crossValidation() != null) {
      int folds = recipes.getFirst().trials().size();
      String where = String.format(Locale.ROOT, "on average over %d folds", folds);
      return of(recipes, where, tTests(part, recipes), List.of());
    }
    List<RightAnswers> answers = recipes.stream().map(row -> row.trials().getFirst().answers()).toList();
    int images = answers.getFirst().size();
    if (part.repeats() > 1) {
      String where =
          String.format(Locale.ROOT, "on %,d test images, the mean of %d trainings each", images, part.repeats());
      return of(recipes, where, bootstraps(recipes, images), List.of());
    }
    return of(
        recipes, String.format(Locale.ROOT, "on %,d test images", images), Comparisons.mcNemars(answers), answers);
  }

  private static RecipePairs of(
      List<RecipeResult> recipes, String where, List<? extends PairedTest> tests, List<RightAnswers> answers) {
    List<String> names = recipes.stream().map(row -> row.candidate().name()).toList();
    return new RecipePairs(recipes, Differences.of(names, where, tests), answers);
  }

  private static List<PairedTest> tTests(Part part, List<RecipeResult> recipes) {
    List<PairedTest> tests = new ArrayList<>();
    for (int first = 0; first < recipes.size(); first++) {
      for (RecipeResult second : recipes.subList(first + 1, recipes.size())) {
        tests.add(Comparisons.tTest(part, recipes.get(first), second));
      }
    }
    return tests;
  }

  private static List<PairedBootstrap> bootstraps(List<RecipeResult> recipes, int images) {
    int resamples = Comparisons.resamples(recipes.size() * (recipes.size() - 1) / 2);
    List<Score> scores = recipes.stream().map(row -> Score.mean(Comparisons.share(row))).toList();
    return PairedBootstrap.ofEveryPair(new Bootstrap(images, 1, resamples), scores);
  }
}
