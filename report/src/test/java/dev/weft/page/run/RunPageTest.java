package dev.weft.page.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.dataset.ImageDataset;
import dev.weft.metrics.ConfusionMatrix;
import dev.weft.page.MadeUp;
import dev.weft.page.Numbers;
import dev.weft.page.Page;
import dev.weft.run.FinishedRun;
import dev.weft.run.MetricsFile;
import dev.weft.statistics.Wilson;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class RunPageTest {
  private static final FinishedRun RUN = MadeUp.run("half", 7);
  private static final ConfusionMatrix CONFUSION = ConfusionMatrix.of(RUN.predictions());
  private static final Document PAGE = Jsoup.parse(RunPage.of(RUN, MadeUp.strokes()).html());

  private static JsonNode data(Document page) {
    return JsonMapper.builder().build().readTree(page.getElementById("data").data());
  }

  @Test
  void theVerdictComesFirst() {
    Element first = PAGE.selectFirst("main section");
    assertEquals("Verdict", first.selectFirst("h2").text());
    String provenance = PAGE.selectFirst("[aria-labelledby=provenance]").text();
    assertTrue(provenance.contains("SHA-256 " + MadeUp.STROKES.checksum()), provenance);
    assertTrue(provenance.contains("2026-11-21 20:44 UTC"), provenance);
  }

  @Test
  void theVerdictIsTwoSentencesWithItsInterval() {
    String verdict = PAGE.selectFirst(".verdict .lead").text();
    Wilson accuracy = new Wilson(CONFUSION.correct(), CONFUSION.total());
    assertEquals(2, verdict.split("\\.( |$)").length, verdict);
    assertTrue(verdict.contains(accuracy.interval().words()), verdict);
    assertTrue(verdict.contains("1,715 of 2,000"), verdict);
  }

  @Test
  void everyCellHasItsCount() {
    for (int actual = 0; actual < 10; actual++) {
      for (int predicted = 0; predicted < 10; predicted++) {
        int count = CONFUSION.counts()[actual][predicted];
        Element cell =
            PAGE.selectFirst("button[data-actual=%d][data-predicted=%d] .count".formatted(actual, predicted));
        assertEquals(count == 0 ? null : String.valueOf(count), cell == null ? null : cell.text());
      }
    }
  }

  @Test
  void everyClassHasItsFigures() {
    List<Element> rows = PAGE.select("section[aria-labelledby=classes] table").first().select("tbody tr");
    assertEquals(10, rows.size());
    for (int label = 0; label < 10; label++) {
      List<String> cells = rows.get(label).select("td").eachText();
      assertEquals(Numbers.figure(CONFUSION.precision(label)), cells.get(0));
      assertEquals(Numbers.figure(CONFUSION.recall(label)), cells.get(1));
      assertEquals(Numbers.figure(CONFUSION.f1(label)), cells.get(2));
      assertEquals(Numbers.count(CONFUSION.support(label)), cells.get(3));
    }
  }

  @Test
  void allMistakesAreThereWithWhatWasSaid() {
    JsonNode images = data(PAGE).get("images");
    int wrong = 0;
    for (int slot = 0; slot < images.get("index").size(); slot++) {
      int row = images.get("index").get(slot).asInt();
      int said = images.get("predicted").get(0).get(slot).asInt();
      assertEquals(RUN.predictions().predicted(row), said);
      assertEquals(RUN.predictions().labels()[row], images.get("actual").get(slot).asInt());
      wrong += said == images.get("actual").get(slot).asInt() ? 0 : 1;
    }
    assertEquals(CONFUSION.mistakes(), wrong);
  }

  @Test
  void theCurvesAreWhereTheirValuesAre() {
    Element validation = PAGE.select(".chart").first().select("polyline").get(1);
    List<String> points = new ArrayList<>();
    for (int epoch = 0; epoch < 3; epoch++) {
      double share = (RUN.metrics().epochs().get(epoch).valAccuracy() - 0.5) / (0.8 - 0.5); // the ends of the axis
      double down = 100 - 100 * share;
      points.add(Numbers.place(50 * epoch) + "," + Numbers.place(down));
    }
    assertEquals(String.join(" ", points), validation.attr("points"));
    assertEquals("best: epoch 2", PAGE.select(".chart").first().selectFirst("text.best").text());
  }

  @Test
  void warningsLayersAndTheWayBackAreSaid() {
    assertTrue(PAGE.selectFirst(".warnings").text().contains("overfitting: it is said here."));
    assertEquals(
        List.of("(28, 28, 1)", "(12, 12, 4)", "(6, 6, 4)", "(144,)", "(10,)"),
        PAGE.select(".layers .shape").eachText());
    assertEquals("weft train half.yaml", PAGE.selectFirst(".command").text());
    assertTrue(PAGE.html().contains("batch_size: 20"));
  }

  @Test
  void aClassNameIsShownAndNotRun() {
    String name = "<script>alert(1)</script>";
    List<String> names = new ArrayList<>(MadeUp.DIGITS);
    names.set(3, name);
    names.set(4, "</script><img src=x onerror=alert(1)>");
    Document page = Jsoup.parse(RunPage.of(MadeUp.run("named", names, 7, MadeUp.STROKES), MadeUp.strokes()).html());
    assertEquals(name, page.select(".matrix tbody th").get(3).text());
    assertEquals(2, page.select("script").size());
    assertTrue(page.select("img").isEmpty());
    assertEquals(name, data(page).get("classes").get(3).asString());
  }

  @Test
  void namesThatLookAlikeAreToldApartByTheirNumber() {
    String longest = "very ".repeat(40) + "long";
    List<String> names = new ArrayList<>(MadeUp.DIGITS);
    names.set(1, "twin");
    names.set(2, "twin");
    names.set(3, "\u001b[31mred\u0007");
    names.set(4, "");
    names.set(5, longest + "er");
    names.set(6, longest + "est");
    Document page = Jsoup.parse(RunPage.of(MadeUp.run("named", names, 7, MadeUp.STROKES), MadeUp.strokes()).html());
    List<String> shown = page.select(".matrix tbody th").eachText();
    assertEquals(List.of("twin (1)", "twin (2)", "\\u001b[31mred\\u0007", "(4)"), shown.subList(1, 5));
    assertTrue(shown.get(5).endsWith("… (5)") && shown.get(6).endsWith("… (6)"), shown.toString());
    assertEquals(shown, data(page).get("classes").valueStream().map(JsonNode::asString).toList());
    assertFalse(page.html().contains("\u001b"));
  }

  @Test
  void anyDataSetHasAPage() {
    ImageDataset photographs = MadeUp.photographs(List.of("cat", "dog"));
    FinishedRun run = MadeUp.unvalidated(photographs);
    Document page = Jsoup.parse(RunPage.of(run, Optional.of(photographs)).html());
    assertEquals(List.of("cat", "dog"), page.select(".matrix tbody th").eachText());
    assertEquals(List.of("(20, 30, 3)", "(1800,)", "(1,)"), page.select(".layers .shape").eachText());
    assertEquals(1.5, data(page).get("images").get("aspect").asDouble());
    assertTrue(page.select(".chart .best").isEmpty());
    Document without = Jsoup.parse(RunPage.of(run, Optional.empty()).html());
    assertTrue(without.selectFirst("section[aria-labelledby=network]").text().contains("so it shows no layers"));
  }

  @Test
  void manyClassesHaveATableOfTheirCommonestConfusions() {
    ImageDataset noise = MadeUp.noise(1_000, 200);
    FinishedRun run = MadeUp.run("many", noise.test().classNames(), 2, noise);
    Document page = Jsoup.parse(RunPage.of(MadeUp.ofOtherData(run, "x"), Optional.empty()).html());
    assertTrue(page.select(".matrix").isEmpty());
    Element first = page.select("#confusions ~ tbody tr").first();
    assertTrue(first.text().matches("class \\d+ class \\d+ \\d+ 5"), first.text());
  }

  @Test
  void itsExperimentCanBeSaved() {
    Element link = PAGE.selectFirst("a[download]");
    assertEquals("half.yaml", link.attr("download"));
    String base64 = link.attr("href").substring("data:text/plain;charset=utf-8;base64,".length());
    assertEquals(RUN.experiment().toYaml(), new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8));
  }

  @Test
  void nothingIsAskedOfANetwork() {
    String policy = PAGE.selectFirst("meta[http-equiv=Content-Security-Policy]").attr("content");
    assertTrue(policy.startsWith("default-src 'none'; img-src data:;"), policy);
    assertTrue(PAGE.select("[src], link[href], a[href^=http]").isEmpty());
  }

  @Test
  void withoutTheImagesThePageSaysSo() {
    for (Document page :
        List.of(
            Jsoup.parse(RunPage.of(RUN, Optional.empty()).html()),
            Jsoup.parse(RunPage.of(MadeUp.ofOtherData(RUN, "another"), MadeUp.strokes()).html()))) {
      assertTrue(page.selectFirst(".missing").text().contains("shows none"));
      assertEquals(0, data(page).get("images").get("columns").asInt());
      assertEquals(100, page.select(".matrix tbody td").size());
    }
    assertFalse(PAGE.html().contains("shows none"));
  }

  @Test
  void tenThousandMistakesMakeItNeitherSlowNorLarge() {
    ImageDataset noise = MadeUp.noise(10_000, 10);
    FinishedRun run = MadeUp.run("wrong", noise.test().classNames(), 1, noise);
    Page page = assertTimeout(Duration.ofSeconds(20), () -> RunPage.of(run, Optional.of(noise)));
    int bytes = page.html().getBytes(StandardCharsets.UTF_8).length;
    assertTrue(bytes < 3_000_000, bytes + " bytes");
    String said = Jsoup.parse(page.html()).selectFirst("section[aria-labelledby=mistakes] p").text();
    assertTrue(said.startsWith("10,000 mistakes on 10,000 test images. This page has "), said);
    assertTrue(said.contains("are left out"), said);
  }

  @Test
  void metricsThatAreNoNumberAreADash() {
    FinishedRun strange =
        new FinishedRun(
            RUN.folder(),
            RUN.experiment(),
            RUN.provenance(),
            new MetricsFile(
                1,
                RUN.metrics().epochs(),
                Map.of(),
                Map.of("accuracy", CONFUSION.accuracy(), "log_loss", Double.NaN),
                CONFUSION.mistakes(),
                Map.of(),
                6,
                0.5,
                Map.of()),
            RUN.classNames(),
            RUN.predictions());
    assertFalse(Jsoup.parse(RunPage.of(strange, Optional.empty()).html()).text().contains("NaN"));
  }
}
