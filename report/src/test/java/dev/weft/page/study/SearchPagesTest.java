package dev.weft.page.study;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.metrics.Metric;
import dev.weft.page.MadeUpStudies;
import dev.weft.page.Numbers;
import dev.weft.study.BracketResult;
import dev.weft.study.NestedEstimate;
import dev.weft.study.PartResults;
import dev.weft.study.StudyResults;
import java.nio.file.Path;
import java.util.List;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Pages of studies that search, and of one whose choice is validated. */
class SearchPagesTest {
  @TempDir private Path folder;

  private Document page(StudyResults results) {
    return Jsoup.parse(StudyPage.of(results, folder.resolve("report.html")).html());
  }

  @Test
  void aBayesianSearchSaysWhatItFoundAfterThoseDrawnAtRandom() {
    StudyResults results = MadeUpStudies.bayesian(folder);
    PartResults part = results.parts().getFirst();
    double[] best = part.bestSoFar();
    int found = 1;
    while (part.rankingValues()[found - 1] != best[11]) {
      found++;
    }
    String sentence =
        "The best validation accuracy was %s after the 4 recipes drawn at random, and %s in the end, found by recipe %s of 12."
            .formatted(Numbers.figure(best[3]), Numbers.figure(best[11]), found);
    assertEquals(sentence, SearchFigure.of(part).orElseThrow().finding());
    Document page = page(results);
    assertTrue(page.text().contains(sentence), page.text());
    assertTrue(page.text().contains("How the search went"), page.text());
  }

  @Test
  void eachBracketHasItsRow() {
    StudyResults results = MadeUpStudies.hyperband(folder);
    List<BracketResult> brackets = BracketResult.of(results.parts().getFirst());
    assertEquals(
        List.of("3 to epoch 3, 1 to 8", "2 to epoch 8"), brackets.stream().map(BracketResult::course).toList());
    Document page = page(results);
    for (BracketResult bracket : brackets) {
      assertEquals(1, page.select("tbody tr:contains(" + bracket.course() + ")").size(), bracket.course());
    }
  }

  @Test
  void eachOuterFoldHasItsRowAndTheEstimateItsSentence() {
    StudyResults results = MadeUpStudies.nested(folder);
    NestedEstimate nested = results.nested().getFirst();
    assertEquals(2, nested.folds().size());
    Document page = page(results);
    assertTrue(page.text().contains("What was chosen without each outer fold"), page.text());
    assertTrue(
        page.text().contains("on images that the choice never saw, the " + Metric.ACCURACY.words()), page.text());
    assertTrue(page.text().contains("folds chose the winner, "), page.text());
  }
}
