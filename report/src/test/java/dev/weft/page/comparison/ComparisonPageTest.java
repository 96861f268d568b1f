package dev.weft.page.comparison;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.config.Config;
import dev.weft.dataset.ImageDataset;
import dev.weft.experiment.Experiment;
import dev.weft.experiment.LayerChoice;
import dev.weft.experiment.LayerEntry;
import dev.weft.experiment.ModelSettings;
import dev.weft.model.Dense;
import dev.weft.model.Flatten;
import dev.weft.model.SGD;
import dev.weft.page.MadeUp;
import dev.weft.run.FinishedRun;
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

  /** Of 2,000 images every 7th and every 5th is wrong, every 35th in both. */
  @Test
  void theVerdictSaysWhoIsBetterByHowMuchAndHowSureThatIs() {
    // Tango's interval of 228 against 343 of 2,000, by another program
    assertEquals(
        "A seventh is better than B fifth by 5.8 percentage points on 2,000 test images, 95 % interval 3.4 to 8.1"
            + " (McNemar, p < 0.001).",
        PAGE.selectFirst("[data-verdict]").text().replace('\u00a0', ' '));
    assertEquals("5.8", PAGE.selectFirst("[data-key-number]").text());
    assertEquals("seventh and fifth", PAGE.selectFirst("h1").text());
    assertEquals(List.of("+5.8 (3.4 to 8.1)"), PAGE.select(".bars:has(.zero) li:not(.axis) .words").eachText());
  }

  @Test
  void whatOnlyOneHasRightIsCounted() {
    List<String> cells = PAGE.select(".four td.number").eachText();
    assertEquals(List.of("1,372", String.valueOf(400 - 57), String.valueOf(285 - 57), "57"), cells);
  }

  @Test
  void theImagesAreThoseThatOnlyOneHasRight() {
    JsonNode data = JsonMapper.builder().build().readTree(PAGE.getElementById("data").data());
    JsonNode pair = data.get("slots").get(0);
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
    assertEquals(List.of("seed 4 9"), rows);
  }

  @Test
  void layersOfOtherKindsAreOneSettingEach() {
    Experiment small = MadeUp.experiment();
    List<LayerEntry> model = LayerEntry.chain(Flatten.of(), Dense.of(10));
    FinishedRun other = with(FIFTH, new Experiment("fifth", "", small.data(), model, small.training()));
    List<String> rows = page(MadeUp.strokes(), SEVENTH, other).select("#settings ~ .scroll tbody tr").eachText();
    assertEquals(4, rows.size(), rows.toString());
    assertEquals("layer 2 MaxPooling2D, pool size 2×2, strides 2×2 Dense, units 10", rows.get(1));
    assertTrue(rows.get(3).endsWith(" –"), rows.get(3));
  }

  @Test
  void layersBehindABaseNetworkAreNotThoseOfAWholeOne() {
    Experiment small = MadeUp.experiment();
    ModelSettings tuned =
        new ModelSettings(
            "base.keras", "0".repeat(64), null, true, LayerChoice.NONE, LayerEntry.chain(Dense.of(10), Dense.of(10)));
    FinishedRun other = with(FIFTH, new Experiment("fifth", "", small.data(), tuned, small.training()));
    List<String> layers =
        page(MadeUp.strokes(), SEVENTH, other).select("#settings ~ .scroll tbody tr").eachText().stream()
            .filter(row -> row.startsWith("layer"))
            .toList();
    assertEquals(6, layers.size(), layers.toString());
    assertTrue(layers.get(0).startsWith("layer 1 Conv2D") && layers.get(0).endsWith(" –"), layers.get(0));
    assertEquals("layer 1 behind the base – Dense, units 10", layers.get(4));
  }

  private static FinishedRun with(FinishedRun run, Experiment experiment) {
    return new FinishedRun(
        run.folder(), experiment, run.provenance(), run.metrics(), run.classNames(), run.predictions());
  }

  @Test
  void anOptimizerOfAnotherKindIsOneSetting() {
    Experiment small = MadeUp.experiment();
    var training = Config.with(small.training(), "optimizer", SGD.of(0.01).momentum(0.9));
    FinishedRun other = with(FIFTH, new Experiment("fifth", "", small.data(), small.model(), training));
    List<String> rows = page(MadeUp.strokes(), SEVENTH, other).select("#settings ~ .scroll tbody tr").eachText();
    assertEquals(1, rows.size(), rows.toString());
    assertTrue(rows.getFirst().startsWith("optimizer Adam (learning rate 0.001) SGD ("), rows.getFirst());
  }

  @Test
  void otherDataAreNotCompared() {
    Document page = page(MadeUp.strokes(), SEVENTH, MadeUp.ofOtherData(FIFTH, "0123456789abcdef"));
    String verdict = page.selectFirst(".verdict").text();
    assertTrue(verdict.contains("were not tested on the same images: A on strokes (SHA-256 "), verdict);
    assertTrue(verdict.contains("B on strokes (SHA-256 0123456789ab…"), verdict);
    assertTrue(verdict.contains("none is better than another"), verdict);
    assertEquals(2, page.select(".verdict .bars").size(), "each accuracy on an axis of its own");
    assertEquals(0, page.select("#pairs, .pairwise").size());
  }

  @Test
  void runsOfOtherDataAreComparedAmongThemselves() {
    FinishedRun other = MadeUp.ofOtherData(FIFTH, "0123456789abcdef");
    FinishedRun third = MadeUp.run("third", 3);
    List<FinishedRun> runs = List.of(other, SEVENTH, third);
    assertEquals(SEVENTH, ComparisonPage.shown(runs));
    Document page = page(MadeUp.strokes(), other, SEVENTH, third);
    assertTrue(page.selectFirst("[data-verdict]").text().startsWith("B seventh is better than C third"), page.text());
    assertEquals(0, page.select(".missing").stream().filter(note -> note.text().contains("shows none")).count());
  }

  private static List<String> titles(Document page) {
    return page.select(".chart h3").stream().map(title -> title.ownText().strip()).toList();
  }

  @Test
  void curvesOfOtherImagesHaveAnAxisOfTheirOwn() {
    assertEquals(List.of("Validation accuracy", "Validation loss"), titles(PAGE));
    FinishedRun reseeded = with(FIFTH, FIFTH.experiment().seeded(9));
    Document page = page(MadeUp.strokes(), SEVENTH, reseeded, MadeUp.run("third", 3));
    assertEquals(
        List.of(
            "Validation accuracy of A, C",
            "Validation loss of A, C",
            "Validation accuracy of B",
            "Validation loss of B"),
        titles(page));
    assertTrue(page.text().contains("Only curves of the same training and validation images share an axis"));
  }

  @Test
  void whatIsWithinNoiseCannotBeDistinguished() {
    Document page = page(MadeUp.strokes(), SEVENTH, MadeUp.run("also-seventh", 7));
    String verdict = page.selectFirst("[data-verdict]").text();
    assertTrue(verdict.startsWith("A seventh and B also-seventh cannot be distinguished: 0.00 perc"), verdict);
  }

  @Test
  void everyPairOfSeveralIsInTheMatrix() {
    Document page = page(Optional.empty(), SEVENTH, FIFTH, MadeUp.run("third", 3));
    assertEquals("3 runs on strokes", page.selectFirst("h1").text());
    List<String> cells = page.select(".pairs button").eachText();
    assertEquals(List.of("+5.8•", "+19.1•", "-5.8•", "+13.3•", "-19.1•", "-13.3•"), cells);
    assertEquals(
        "A minus B: +5.8 percentage points, significant", page.selectFirst(".pairs button").attr("aria-label"));
    assertTrue(
        page.selectFirst("[data-verdict]")
            .text()
            .startsWith("A seventh is better than each of the other 2; the next, B"));
    assertTrue(page.selectFirst(".missing").text().contains("shows none"));
  }

  @Test
  void runsOfOneNameAreToldApartByTheirFolders() {
    Document page = page(Optional.empty(), SEVENTH, MadeUp.run("seventh", 5));
    assertEquals("seventh (seventh) and seventh (seventh)", page.selectFirst("h1").text());
  }

  @Test
  void oneRunIsNoComparison() {
    IllegalArgumentException refused =
        assertThrows(IllegalArgumentException.class, () -> ComparisonPage.of(List.of(SEVENTH), Optional.empty()));
    assertEquals("a comparison is of 2 runs or more; received 1.", refused.getMessage());
  }
}
