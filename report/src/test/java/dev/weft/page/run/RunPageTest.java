package dev.weft.page.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.dataset.ImageDataset;
import dev.weft.dataset.Progress;
import dev.weft.explain.ExplanationBudget;
import dev.weft.explain.MistakeExplainer;
import dev.weft.metrics.ConfusionMatrix;
import dev.weft.model.Add;
import dev.weft.model.Conv2D;
import dev.weft.model.Flatten;
import dev.weft.model.Graph;
import dev.weft.model.Padding;
import dev.weft.model.Value;
import dev.weft.page.Gallery;
import dev.weft.page.MadeUp;
import dev.weft.page.NetworkFigure;
import dev.weft.page.Numbers;
import dev.weft.page.Page;
import dev.weft.run.FinishedRun;
import dev.weft.run.MetricsFile;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class RunPageTest {
  private static final FinishedRun RUN = MadeUp.run("half", 7);
  private static final ConfusionMatrix CONFUSION = ConfusionMatrix.of(RUN.predictions());
  private static final String SHA = MadeUp.STROKES.checksum();
  private static final Document PAGE = Jsoup.parse(RunPage.of(RUN, MadeUp.strokes()).html());

  private static JsonNode data(Document page) {
    return JsonMapper.builder().build().readTree(page.getElementById("data").data());
  }

  @Test
  void theVerdictComesFirst() {
    Element first = PAGE.selectFirst("main section");
    assertEquals("Verdict", first.attr("aria-label"));
    String provenance = PAGE.selectFirst("[aria-labelledby=provenance]").text();
    assertTrue(provenance.contains(MadeUp.STROKES.checksum().substring(0, 12) + "…"), provenance);
    assertTrue(provenance.contains("2026-11-21 20:44 UTC"), provenance);
  }

  /** Wilson's interval of 1,715 of 2,000 is 0.8415 to 0.8721: its half width, 0.015, justifies three decimals. */
  @Test
  void theVerdictIsOneSentenceWithItsInterval() {
    assertEquals(
        "It classifies 85.8 % of 2,000 test images correctly (95 % interval 84.1 % to 87.2 %).",
        PAGE.selectFirst("[data-verdict]").text());
    assertEquals("85.8 %", PAGE.selectFirst("[data-key-number]").text());
  }

  @Test
  void fourNumbersSayWhereItFailsAndWhatItTook() {
    List<String> said = PAGE.select(".verdict .numbers > div").eachText();
    assertEquals(4, said.size());
    assertEquals("Mistakes 285 on 2,000 test images", said.getFirst());
    assertTrue(said.get(1).matches("Weakest class: \\d \\d\\d % right of 200 images, 95 % interval .*"), said.get(1));
    assertTrue(said.get(2).matches("Most frequent mistake \\d+ of 200 images of \\d taken for \\d"), said.get(2));
    assertEquals("Training time 6.0 s 3 epochs, 80 images a second", said.get(3));
  }

  @Test
  void warningsAreOneClickAway() {
    assertEquals("1 warning: overfitting", PAGE.selectFirst(".verdict details summary").text());
    assertEquals("overfitting: it is said here.", PAGE.selectFirst(".verdict details li").text());
    ImageDataset photographs = MadeUp.photographs(List.of("cat", "dog"));
    Document without = Jsoup.parse(RunPage.of(MadeUp.unvalidated(photographs), Optional.of(photographs)).html());
    assertTrue(without.selectFirst(".verdict").text().contains("No warnings"));
    assertTrue(without.select(".verdict details").isEmpty());
  }

  @Test
  void aNetworkWithoutAMistakeHasNoMostFrequentOne() {
    Document page = Jsoup.parse(RunPage.of(MadeUp.run("right", 3_000), MadeUp.strokes()).html());
    assertTrue(page.selectFirst(".verdict .numbers").text().contains("Most frequent mistake none"));
  }

  /** Each value once, with the spelling of a person. */
  @Test
  void settingsThatWereChosenComeFirst() {
    List<String> chosen = PAGE.select("section[aria-labelledby=settings] > .facts > div").eachText();
    assertEquals(
        List.of(
            "dataset strokes",
            "validation stratified 0.2 default none",
            "train size 200 not set by default",
            "optimizer Adam",
            "loss SparseCategoricalCrossentropy",
            "epochs 3",
            "batch size 20 default 32",
            "seed 4 default 1"),
        chosen);
    List<String> all = PAGE.select("#settings-table ~ tbody tr").eachText();
    assertTrue(all.contains("learning rate 0.001 0.001 optimizer Adam"), all.toString());
    assertTrue(all.contains("filters 4 layer 1, Conv2D"), all.toString());
    assertTrue(all.indexOf("filters 4 layer 1, Conv2D") < all.indexOf("shuffle true true training"), all.toString());
    assertFalse(PAGE.text().contains("0.0010000"), "a learning rate is spelt in one way");
  }

  @Test
  void checksumsAreShortAndCopiedWhole() {
    Element checksum = PAGE.selectFirst("[aria-labelledby=provenance] details button[data-copy=" + SHA + "]");
    assertEquals("Copy Data, SHA-256", checksum.attr("aria-label"));
    assertEquals(SHA.substring(0, 12) + "…", checksum.previousElementSibling().text());
    assertEquals(SHA, checksum.previousElementSibling().attr("title"));
  }

  @Test
  void aNetworkWithBranchesIsADiagramWithTheValuesThatGoPastSomeLayers() {
    Value stem = Value.input(28, 28, 1).then("stem", Conv2D.of(4, 3).padding(Padding.SAME));
    Graph network =
        stem.then(Conv2D.of(4, 3).padding(Padding.SAME)).then(Add.of(), stem).then(Flatten.of()).toGraph("residual");
    NetworkFigure figure = NetworkFigure.of(network);
    assertFalse(figure.isRowOfCards());
    assertEquals("4 layers with 1 addition of earlier values, 188 parameters, all of them trained.", figure.inWords());
    assertEquals("takes stem", figure.does(3));
    assertEquals("stem", figure.nameWhereTaken(1));
    assertEquals("grid-row: 2 / 5; grid-column: 2 / 3", figure.place(figure.chart().skips().all().getFirst()));
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

  private static String percent(double share) {
    return "%s %%".formatted(Math.round(100 * share));
  }

  @Test
  void everyClassHasItsFigures() {
    List<Element> rows = PAGE.select("section[aria-labelledby=classes] table").first().select("tbody tr");
    assertEquals(10, rows.size());
    for (int label = 0; label < 10; label++) {
      List<String> cells = rows.get(label).select("td").eachText();
      assertEquals(Numbers.count(CONFUSION.support(label)), cells.get(0));
      assertEquals(percent(CONFUSION.recall(label)), cells.get(2));
      assertEquals(percent(CONFUSION.precision(label)), cells.get(4));
      assertEquals(percent(CONFUSION.f1(label)), cells.get(5));
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
    assertEquals("weft train half.yaml", PAGE.selectFirst(".command code").text());
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
    assertTrue(page.select("style").html().contains("--aspect: 1.5;"));
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
    assertTrue(said.matches("This page has [\\d,]+ of 10,000 mistakes, the surest .*"), said);
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

  private static final Document EXPLAINED =
      Jsoup.parse(RunPage.of(RUN, MadeUp.strokes(), MadeUp.explainer(RUN, MadeUp.STROKES, 4)).html());

  /** Before any script runs: a reader without one has them, too. */
  @Test
  void theSurestMistakesSayWhyTheyWereMade() {
    List<Element> mistakes = EXPLAINED.select("#all-mistakes > li");
    assertEquals(4, mistakes.size());
    List<Integer> surest =
        IntStream.range(0, RUN.predictions().size())
            .filter(row -> !RUN.predictions().isRight(row))
            .boxed()
            .sorted(Comparator.comparingInt(row -> -Gallery.hundredths(RUN.predictions(), row)))
            .limit(4)
            .toList();
    assertEquals(surest, mistakes.stream().map(item -> Integer.valueOf(item.attr("data-index"))).toList());
    Element first = mistakes.getFirst();
    int row = surest.getFirst();
    String predicted = MadeUp.DIGITS.get(RUN.predictions().predicted(row));
    String actual = MadeUp.DIGITS.get(RUN.predictions().labels()[row]);
    String summary = first.selectFirst("summary").text();
    assertTrue(summary.startsWith("✗ " + predicted + " ") && summary.contains("is " + actual + " · #" + row), summary);
    assertEquals(
        List.of(
            "The nearest training images",
            "What speaks for %s, the predicted class".formatted(predicted),
            "What speaks for %s, the true class".formatted(actual)),
        first.select("h3").eachText());
    assertEquals(5, first.select(".nearest .tile").size());
    assertEquals(List.of(actual, predicted), first.select(".nearest strong").eachText().subList(0, 2));
  }

  @Test
  void eachMapIsInWordsWithItsCheck() {
    List<String> maps = EXPLAINED.selectFirst(".maps").select("li").eachText();
    assertEquals(
        "Occlusion bottom centre 75 % holds Deletion area 0.50 (noise 0.40), insertion area 0.75 (noise 0.50)",
        maps.getFirst());
    assertEquals(
        "Grad-CAM nothing speaks for it fails: it orders pixels no better than noise: 3 of 19 maps of noise are as"
            + " good.",
        maps.get(1));
    assertTrue(maps.get(2).endsWith("Its values sum to 0.000; the score changes by 0.012."), maps.get(2));
    List<String> methods = EXPLAINED.select("#methods ~ tbody tr").eachText();
    assertEquals(
        List.of("Occlusion 8 of 8 0.50 0.40 0.75 0.50 0.10", "Grad-CAM 0 of 8 0.50 0.40 0.75 0.50 0.10"),
        methods.subList(0, 2));
    assertTrue(EXPLAINED.text().contains("Of Grad-CAM most maps fail: do not believe them on this network."));
  }

  @Test
  void thePageSaysWhatIsNotExplainedAndHowToHaveIt() {
    String words = EXPLAINED.selectFirst("section[aria-labelledby=mistakes]").text();
    assertTrue(words.contains("A click on one of the first 4, or Enter, says why the network made it"), words);
    assertTrue(words.contains("weft report half --explain 60 explains 60."), words);
    assertTrue(words.contains("are those of 50, drawn from the 200"), words);
    assertTrue(PAGE.text().contains("Why the network made them is not on this page."));
    assertFalse(Jsoup.parse(RunPage.of(RUN, Optional.empty()).html()).text().contains("--explain"));
  }

  /** Noise is what a PNG cannot make smaller; of large images the maps are made smaller. */
  @Test
  void aPageWithAsManyExplanationsAsItMayHaveIsSmall() {
    ImageDataset noise = MadeUp.colours(400, 96);
    FinishedRun run = MadeUp.run("colours", noise.test().classNames(), 2, noise);
    Page page = RunPage.of(run, Optional.of(noise), MadeUp.explainer(run, noise, ExplanationBudget.MOST));
    int bytes = page.html().getBytes(StandardCharsets.UTF_8).length;
    assertTrue(bytes < 3_500_000, bytes + " bytes");
  }

  @Test
  void withoutTheModelsFileThePageSaysSo() {
    MistakeExplainer explainer =
        new MistakeExplainer(
            RUN, MadeUp.STROKES, Optional.of(ExplanationBudget.ofMistakes(2)), 1, () -> false, Progress.NONE);
    String words = Jsoup.parse(RunPage.of(RUN, MadeUp.strokes(), explainer::explain).html()).text();
    assertTrue(words.contains("Why the network made them is not on this page: "), words);
    assertTrue(words.contains("model.keras") && !words.contains(".."), words);
  }
}
