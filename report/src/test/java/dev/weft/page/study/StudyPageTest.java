package dev.weft.page.study;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.chart.Scale;
import dev.weft.metrics.Metric;
import dev.weft.page.Digits;
import dev.weft.page.MadeUp;
import dev.weft.page.Numbers;
import dev.weft.page.Page;
import dev.weft.source.DataPart;
import dev.weft.statistics.Interval;
import dev.weft.statistics.Wilson;
import dev.weft.study.Comparison;
import dev.weft.study.PartResults;
import dev.weft.study.RecipeResult;
import dev.weft.study.StudyResults;
import dev.weft.study.TrialResult;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StudyPageTest {
  @TempDir private Path folder;
  private StudyResults results;
  private Document page;

  @BeforeEach
  void make() throws IOException {
    results = MadeUp.study(6, folder);
    page = Jsoup.parse(StudyPage.of(results, folder.resolve("report.html")).html());
  }

  @Test
  void everyRecipeHasItsRow() {
    List<Element> rows = page.select("table").first().select("tbody tr");
    assertEquals(6, rows.size());
    for (int i = 0; i < 5; i++) {
      RecipeResult recipe = results.parts().getFirst().rows().get(i);
      double accuracy = recipe.values(DataPart.TEST, Metric.ACCURACY).orElseThrow().mean();
      Element row = page.selectFirst(".recipes tr[data-recipe=" + i + "]");
      assertEquals(recipe.candidate().name(), row.selectFirst("th").ownText().strip());
      String said = Digits.of(recipe.interval(DataPart.TEST, Metric.ACCURACY).orElseThrow()).text(accuracy);
      assertTrue(row.select("td").eachText().contains(said), row.text());
    }
  }

  @Test
  void thePlotHasTheMeansWithTheirIntervals() {
    Interval interval = new Wilson(180, 200).interval();
    Element best = page.selectFirst(".dots li.winner");
    assertEquals("0", best.attr("data-recipe"));
    assertTrue(best.selectFirst(".name").text().endsWith("batch <b>1"));
    Scale axis =
        new PartSection(results.parts().getFirst(), new TrialLinks(folder.resolve("report.html")))
            .dots()
            .orElseThrow()
            .axis();
    assertEquals(Numbers.place(100 * axis.part(0.9)) + "%", best.selectFirst(".mean").attr("cx"));
    assertEquals(Numbers.place(100 * axis.part(interval.low())) + "%", best.selectFirst("line.interval").attr("x1"));
    assertEquals(Numbers.place(100 * axis.part(interval.high())) + "%", best.selectFirst("line.interval").attr("x2"));
  }

  @Test
  void differencesAreSaidInWords() {
    List<Comparison> comparisons = results.parts().getFirst().comparisons();
    assertEquals(4, comparisons.size());
    List<String> said = page.select(".differences li").eachText();
    for (int i = 0; i < 4; i++) {
      boolean significant = comparisons.get(i).verdict().significant();
      assertTrue(said.get(i).startsWith(significant ? "significant " : "not significant "), said.get(i));
      assertTrue(said.get(i).contains(comparisons.get(i).verdict().evidence()), said.get(i));
    }
  }

  @Test
  void theWinnerAndTheFailedAreNamed() {
    String sentence = "★ batch <b>1 was best on validation; all 4 others differ from it by more than chance.";
    assertEquals(sentence, page.selectFirst("[data-verdict]").text());
    assertEquals("batch <b>1", page.select(".recipes .winner th").textNodes().getLast().text().strip());
    assertTrue(page.selectFirst("[data-key-number]").text().equals("0.90"));
    String failed = page.select(".warnings li").text();
    assertTrue(failed.contains("batch <b>6"), failed);
    assertTrue(failed.contains("<script>alert(2)</script>"), failed);
    assertEquals(2, page.select("script").size());
  }

  /** The validation images chose the one that is worst on the test images. */
  @Test
  void theVerdictDoesNotHideThatOthersAreBetterOnTheTestImages() {
    PartResults part = results.parts().getFirst();
    List<RecipeResult> sound = part.rows().stream().filter(RecipeResult::isFinished).toList();
    double worst = sound.stream().mapToDouble(row -> accuracy(row.trials().getFirst())).min().orElseThrow();
    List<RecipeResult> rows =
        sound.stream()
            .map(row -> {
              TrialResult trial = row.trials().getFirst();
              double validation = accuracy(trial) == worst ? 0.99 : 0.5;
              return new RecipeResult(row.candidate(), List.of(validated(trial, validation)));
            })
            .toList();
    PartResults other = new PartResults(part.part(), rows);
    String sentence = new PartVerdict(other, RecipeNames.of(other)).sentence();
    String end = "all 4 others differ from it by more than chance; 4 of them are better on the test images.";
    assertTrue(sentence.endsWith(end), sentence);
  }

  private static double accuracy(TrialResult trial) {
    return Metric.ACCURACY.in(trial.test());
  }

  private static TrialResult validated(TrialResult trial, double accuracy) {
    return new TrialResult(
        trial.trial(),
        trial.state(),
        trial.reason(),
        trial.folder(),
        trial.epochs(),
        trial.parameters(),
        trial.train(),
        Map.of(Metric.ACCURACY.key(), accuracy),
        trial.test(),
        trial.mistakes(),
        trial.seconds(),
        trial.images(),
        trial.warnings());
  }

  @Test
  void warningsOfTrainingsAreShown() {
    List<String> said = page.select(".warnings li").eachText();
    assertTrue(said.contains("Warning batch <b>1: its last epoch <i>still</i> improved."), said.toString());
  }

  @Test
  void timesAreBarsFromZero() {
    Element longest = page.select(".bars").first().selectFirst("li:contains(batch <b>5)");
    assertEquals("5.0 s", longest.selectFirst(".words").text());
    assertEquals("100.00%", longest.selectFirst("rect.value").attr("width"));
  }

  @Test
  void everyTrainingHasItsTimeAndCost() {
    List<Element> rows = page.selectFirst("#part-0-trainings").parent().select("tbody tr");
    assertEquals(6, rows.size());
    assertTrue(rows.get(1).text().contains("2.0 s"), rows.get(1).text());
    assertTrue(rows.get(1).text().matches(".* \\d+\\.\\d"), rows.get(1).text());
  }

  @Test
  void fiveHundredTrainingsMakeItNeitherSlowNorLarge() throws IOException {
    StudyResults many = MadeUp.study(500, folder);
    Page page = assertTimeout(Duration.ofSeconds(20), () -> StudyPage.of(many, folder.resolve("report.html")));
    assertTrue(page.html().length() < 2_000_000, page.html().length() + " characters");
    Document parsed = Jsoup.parse(page.html());
    assertEquals(12, parsed.selectFirst("#part-0-recipes").parent().select("tbody tr").size());
    assertEquals(500, parsed.selectFirst("details #part-0-figures").parent().select("tbody tr").size());
    String said = parsed.selectFirst("details:has(.differences) > p").text();
    assertTrue(
        said.matches("\\d+ of 498 cannot be distinguished from the winner, \\d+ differ significantly, .*"), said);
    assertEquals(498, parsed.select("details .differences li").size());
    assertTrue(parsed.text().contains("Drawn are the best 12 of 500 recipes"));
  }
}
