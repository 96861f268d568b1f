package dev.weft.page.study;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.weft.page.MadeUpStudies;
import dev.weft.study.PartResults;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PairsSectionTest {
  @TempDir private Path folder;

  private static String finding(PartResults part) {
    return PairsSection.of(part).orElseThrow().finding();
  }

  @Test
  void itSaysWhyFewerRecipesDifferFromTheWinnerAmongAllPairs() {
    assertEquals(
        "5 of 66 pairs differ by more than chance. Of these recipes, 2 differ from batch size 64 with learning rate"
            + " 0.0003 here, and 3 in the comparisons with it alone: Holm’s correction is stricter the more is"
            + " compared.",
        finding(MadeUpStudies.grid(folder).parts().getFirst()));
  }

  @Test
  void itSaysOfWhichRecipesThePairsAre() {
    assertEquals(
        "None of the 66 pairs differs by more than chance. They are of the best 12 of 40 recipes by validation"
            + " accuracy; Holm’s correction is for these pairs.",
        finding(MadeUpStudies.search(40, folder).parts().getFirst()));
  }
}
