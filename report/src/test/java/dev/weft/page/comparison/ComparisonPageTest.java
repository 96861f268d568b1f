package dev.weft.page.comparison;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.dataset.ImageDataset;
import dev.weft.experiment.Experiment;
import dev.weft.experiment.LayerEntry;
import dev.weft.model.Dense;
import dev.weft.model.Flatten;
import dev.weft.page.MadeUp;
import dev.weft.run.FinishedRun;
import dev.weft.statistics.McNemar;
import java.util.List;
import java.util.Optional;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ComparisonPageTest {
  private static final FinishedRun SEVENTH = MadeUp.run("seventh", 7);
  private static final FinishedRun FIFTH = MadeUp.run("fifth", 5);
  private static final Document PAGE = page(MadeUp.strokes(), SEVENTH, FIFTH);

  private static Document page(Optional<ImageDataset> data, FinishedRun... runs) {
    return Jsoup.parse(ComparisonPage.of(List.of(runs), data).html());
  }

  @Test
  void whatOnlyOneHasRightIsCountedAndTested() {
    // of 2,000 images every 7th and every 5th is wrong, every 35th in both
    int onlySeventh = 400 - 57;
    int onlyFifth = 285 - 57;
    List<String> cells = PAGE.select("section[aria-labelledby=images] table td.number").eachText();
    assertEquals(List.of("1,372", String.valueOf(onlySeventh), String.valueOf(onlyFifth), "57"), cells);
    String said = PAGE.select(".verdict .differences").text();
    assertTrue(said.contains(new McNemar(onlyFifth, onlySeventh, 2_000).finding()), said);
    assertTrue(said.startsWith("B fifth against A seventh: significant: "), said);
  }

  @Test
  void theImagesAreThoseThatOnlyOneHasRight() {
    JsonNode data = JsonMapper.builder().build().readTree(PAGE.getElementById("data").data());
    JsonNode pair = data.get("pairs").get(0);
    assertEquals(343, pair.get("onlyFirst").size());
    assertEquals(228, pair.get("onlySecond").size());
    for (JsonNode slot : pair.get("onlyFirst")) {
      int place = data.get("images").get("index").get(slot.asInt()).asInt();
      assertTrue(place % 5 == 4 && place % 7 != 6, "image " + place);
    }
  }

  @Test
  void onlyWhatDiffersInSettingsIsShown() {
    assertTrue(PAGE.text().contains("Nothing: the runs have the same settings"));
    FinishedRun other = with(FIFTH, FIFTH.experiment().seeded(9));
    List<String> rows = page(MadeUp.strokes(), SEVENTH, other).select("#settings ~ .scroll tbody tr").eachText();
    assertEquals(List.of("training.seed 4 9"), rows);
  }

  @Test
  void layersOfOtherKindsAreOneSettingEach() {
    Experiment small = MadeUp.experiment();
    List<LayerEntry> model = LayerEntry.chain(Flatten.of(), Dense.of(10));
    FinishedRun other = with(FIFTH, new Experiment("fifth", "", small.data(), model, small.training()));
    List<String> rows = page(MadeUp.strokes(), SEVENTH, other).select("#settings ~ .scroll tbody tr").eachText();
    assertEquals(4, rows.size(), rows.toString());
    assertEquals("model.1 MaxPooling2D, pool size 2×2, strides 2×2 Dense, units 10", rows.get(1));
  }

  private static FinishedRun with(FinishedRun run, Experiment experiment) {
    return new FinishedRun(
        run.folder(), experiment, run.provenance(), run.metrics(), run.classNames(), run.predictions());
  }

  @Test
  void otherDataAreNotCompared() {
    Document page = page(MadeUp.strokes(), SEVENTH, MadeUp.ofOtherData(FIFTH, "0123456789abcdef"));
    assertTrue(page.selectFirst(".warnings").text().contains("their figures cannot be compared"));
    assertTrue(
        page.selectFirst(".verdict").text().contains("so none is the best"), page.selectFirst(".verdict").text());
    assertTrue(page.text().contains("so no image can be compared"));
  }

  @Test
  void whatIsWithinNoiseIsSaidToBe() {
    Document page = page(MadeUp.strokes(), SEVENTH, MadeUp.run("also-seventh", 7));
    assertTrue(page.selectFirst(".warnings").text().contains("within noise"), page.selectFirst(".warnings").text());
  }

  @Test
  void severalAreComparedWithTheFirst() {
    Document page = page(Optional.empty(), SEVENTH, FIFTH, MadeUp.run("third", 3));
    assertEquals(2, page.select("section[aria-labelledby=images] table").size());
    assertTrue(page.select(".verdict .differences").text().contains("2 comparisons by Holm"));
    assertTrue(page.selectFirst(".missing").text().contains("shows none"));
  }

  @Test
  void oneRunIsNoComparison() {
    IllegalArgumentException refused =
        assertThrows(IllegalArgumentException.class, () -> ComparisonPage.of(List.of(SEVENTH), Optional.empty()));
    assertEquals("a comparison is of 2 runs or more; received 1.", refused.getMessage());
  }
}
