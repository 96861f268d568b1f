package dev.weft.study;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.metrics.Metric;
import dev.weft.source.DataPart;
import dev.weft.study.Hyperband.Bracket;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HyperbandTest {
  @TempDir private Path folder;

  /** Table 1 of Li and others, 2018. */
  @Test
  void hasTheBracketsOfThePaper() {
    assertEquals(
        List.of(
            new Bracket(81, List.of(1, 3, 9, 27)),
            new Bracket(34, List.of(3, 9, 27)),
            new Bracket(15, List.of(9, 27)),
            new Bracket(8, List.of(27)),
            new Bracket(5, List.of())),
        Hyperband.of().brackets(81));
  }

  @Test
  void noTrainingIsShorterThanTheLeast() {
    assertEquals(List.of(new Bracket(3, List.of(5)), new Bracket(2, List.of())), new Hyperband(3, 5, 1).brackets(16));
  }

  @Test
  void eachBracketSaysHowManyRecipesCameHowFarAndWhichWasBest() {
    String drawn = "hyperband: { factor: 2, model.1.Dense.units: { Whole: { low: 4, high: 40 } } }\n";
    Study study = Tiny.study(Tiny.BASE + drawn + "select: { metric: accuracy }\n");
    PartResults results = Tiny.run(study, folder).parts().getFirst();
    List<BracketResult> brackets = BracketResult.of(results);
    assertEquals(
        List.of("4 to epoch 1, 2 to 2, 1 to 4", "3 to epoch 2, 1 to 4", "3 to epoch 4"),
        brackets.stream().map(BracketResult::course).toList());
    double best = brackets.stream().mapToDouble(BracketResult::value).max().orElseThrow();
    assertEquals(best, results.winner().orElseThrow().mean(DataPart.VALIDATION, Metric.ACCURACY).orElseThrow());
    int last = brackets.getLast().best().orElseThrow();
    assertTrue(last >= 7 && last < 10, "row " + last);
  }

  @Test
  void allRecipesAreCounted() {
    assertEquals(81 + 34 + 15 + 8 + 5, Hyperband.of().recipes(81));
  }
}
