package dev.weft.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.dataset.ImageDataset;
import dev.weft.metrics.Predictions;
import dev.weft.page.comparison.ComparisonPage;
import dev.weft.page.dataset.DatasetPage;
import dev.weft.page.run.RunPage;
import dev.weft.page.study.StudyPage;
import dev.weft.run.FinishedRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;

/** What pages do in a real browser. How they look is tested by {@link PagesTest}. */
class BrowserTest {
  private static final String ROWS_OF_MISTAKES =
      "return new Set([...document.querySelectorAll('#all-mistakes > li')].map(li => li.offsetTop)).size";

  @TempDir private static Path folder;
  private static FinishedRun run;
  private static Browser browser;

  @BeforeAll
  static void write() throws IOException {
    browser = Browser.start();
    List<String> names = new ArrayList<>(MadeUp.DIGITS);
    names.set(2, "<script>alert(1)</script>");
    run = MadeUp.run("seventh", names, 7, MadeUp.STROKES);
    RunPage.of(run, MadeUp.strokes(), MadeUp.explainer(run, MadeUp.STROKES, 3)).write(folder.resolve("run.html"));
    ImageDataset photographs = MadeUp.photographs(List.of("cat", "dog"));
    RunPage.of(MadeUp.unvalidated(photographs), Optional.of(photographs)).write(folder.resolve("two.html"));
    DatasetPage.of(MadeUp.STROKES).write(folder.resolve("dataset.html"));
    StudyPage.of(MadeUp.study(12, folder), folder.resolve("study.html")).write(folder.resolve("study.html"));
    ComparisonPage.of(List.of(run, MadeUp.run("fifth", names, 5, MadeUp.STROKES)), MadeUp.strokes())
        .write(folder.resolve("comparison.html"));
  }

  @AfterAll
  static void close() {
    if (browser != null) {
      browser.close();
    }
  }

  @Test
  void twoRecipesAreOnePairWithoutAMatrix() throws IOException {
    Path few = Files.createDirectories(folder.resolve("few"));
    StudyPage.of(MadeUp.study(3, few)).write(few.resolve("study.html"));
    browser.open(few.resolve("study.html"));
    assertEquals(List.of(), browser.complaints());
    assertEquals(0, browser.all(".pairs").size());
    assertEquals(1, browser.all(".pairwise").size());
  }

  @Test
  void aCellShowsItsVeryImages() {
    browser.be(1280, 900, "light");
    browser.open(folder.resolve("run.html"));
    Predictions predictions = run.predictions();
    for (WebElement cell : browser.all(".matrix .wrong")) {
      cell.sendKeys(Keys.ENTER);
      int actual = Integer.parseInt(cell.getDomAttribute("data-actual"));
      int said = Integer.parseInt(cell.getDomAttribute("data-predicted"));
      List<String> expected =
          IntStream.range(0, predictions.size())
              .filter(row -> predictions.labels()[row] == actual && predictions.predicted(row) == said)
              .mapToObj(String::valueOf)
              .sorted()
              .toList();
      List<String> shown = browser.attributes("#cell-images li", "data-index").stream().sorted().toList();
      assertEquals(expected, shown);
      assertTrue(browser.texts("#cell-title").getFirst().endsWith(": " + expected.size() + " images"));
      assertEquals("true", cell.getDomAttribute("aria-pressed"));
      assertEquals(1, browser.all(".matrix button[tabindex='0']").size(), "the matrix is one stop of the Tab key");
    }
  }

  @Test
  void theCommonestConfusionIsShownAtFirst() {
    browser.open(folder.resolve("run.html"));
    int most = browser.texts(".matrix .wrong .count").stream().mapToInt(Integer::parseInt).max().orElseThrow();
    assertEquals(most, browser.all("#cell-images li").size());
  }

  /** The policy of the page lets no request out, but a reader may save what is in it. */
  @Test
  void theExperimentIsSavedByItsLink() throws Exception {
    Path saved = folder.resolve("seventh.yaml");
    browser.savesInto(folder);
    browser.open(folder.resolve("run.html"));
    browser.run("document.querySelectorAll('details').forEach(details => details.open = true)");
    browser.the("a[download]").click();
    for (int wait = 0; wait < 1_200 && !Files.exists(saved); wait++) {
      Thread.sleep(50);
    }
    assertEquals(run.experiment().toYaml(), Files.readString(saved));
    assertEquals(List.of(), browser.complaints());
  }

  /** Images are as wide as they are high only if they are. */
  @Test
  void tilesHaveTheShapeOfTheirImages() {
    browser.open(folder.resolve("two.html"));
    Object shape =
        browser.run(
            "const box = document.querySelector('.tile').getBoundingClientRect(); return box.width / box.height;");
    assertEquals(1.5, ((Number) shape).doubleValue(), 0.01);
  }

  @Test
  void arrowsGoFromCellToCell() {
    browser.open(folder.resolve("run.html"));
    browser.the("button[data-actual='4'][data-predicted='4']").sendKeys(Keys.ARROW_RIGHT);
    String focused = "return document.activeElement.dataset.actual + ' ' + document.activeElement.dataset.predicted";
    assertEquals("4 5", browser.run(focused));
    browser.the("button[data-actual='4'][data-predicted='5']").sendKeys(Keys.ARROW_DOWN);
    assertEquals("5 5", browser.run(focused));
  }

  /** Each tile, drawn by the browser, has the pixels of its image. */
  @Test
  void theTilesAreThoseImages() {
    browser.be(1280, 900, "light");
    browser.open(folder.resolve("run.html"));
    Object pixels =
        browser.run(
            """
            const item = document.querySelector('#all-mistakes > li');
            const tile = item.querySelector('.tile');
            const style = getComputedStyle(tile);
            const part = value => parseFloat(value) / 100;
            const image = new Image();
            image.src = style.backgroundImage.slice(5, -2);
            return image.decode().then(() => {
              const canvas = new OffscreenCanvas(28, 28);
              const drawing = canvas.getContext('2d');
              const x = part(style.backgroundPositionX) * (image.width - 28);
              const y = part(style.backgroundPositionY) * (image.height - 28);
              drawing.drawImage(image, Math.round(x), Math.round(y), 28, 28, 0, 0, 28, 28);
              const bytes = drawing.getImageData(0, 0, 28, 28).data;
              return item.dataset.index + ':' + [...bytes].filter((_, i) => i % 4 === 0).join(',');
            });
            """);
    String[] said = ((String) pixels).split(":");
    byte[] image = MadeUp.STROKES.test().image(Integer.parseInt(said[0]));
    List<String> expected = IntStream.range(0, image.length).mapToObj(i -> String.valueOf(image[i] & 0xff)).toList();
    assertEquals(String.join(",", expected), said[1]);
  }

  @Test
  void mistakesFillARowThenSixtyMoreComeTheSurestFirst() {
    browser.be(1280, 900, "light");
    browser.open(folder.resolve("run.html"));
    int atFirst = browser.all("#all-mistakes > li").size();
    assertEquals(1L, browser.run(ROWS_OF_MISTAKES)); // as one of the classes has a long name
    browser.the("#more-mistakes").click();
    assertEquals(atFirst + 60, browser.all("#all-mistakes > li").size());
    assertEquals(atFirst + 60 + " of 285 shown", browser.texts("#mistakes-shown").getFirst());
    List<Double> sure =
        browser.texts("#all-mistakes .sure").stream()
            .map(words -> Double.parseDouble(words.replace("\u00a0%", "")))
            .toList();
    List<Double> sorted = new ArrayList<>(sure);
    sorted.sort(Collections.reverseOrder());
    assertEquals(sorted, sure);
  }

  /** By Enter, and over the whole width of the list; those without an explanation follow. */
  @Test
  void anImageSaysWhyTheNetworkMadeTheMistake() {
    browser.be(1280, 900, "light");
    browser.open(folder.resolve("run.html"));
    assertEquals(3, browser.all("#all-mistakes .why").size());
    assertTrue(browser.all("#all-mistakes > li").size() > 3);
    assertFalse(browser.the("#all-mistakes .reasons").isDisplayed());
    browser.the("#all-mistakes summary").sendKeys(Keys.ENTER);
    assertTrue(browser.the("#all-mistakes .reasons").isDisplayed());
    Object width = browser.run("return document.querySelector('.reasons').offsetWidth");
    assertEquals(browser.run("return document.getElementById('all-mistakes').offsetWidth"), width);
    assertEquals(6, browser.all("#all-mistakes > li:first-child .laid-over").size());
    assertEquals("grid", browser.the("#all-mistakes > li:first-child .maps").getCssValue("display"));
    String surest = browser.the("#all-mistakes > li:nth-child(2)").getDomAttribute("data-index");
    int place = Integer.parseInt(surest);
    browser
        .the(
            ".matrix [data-actual='%s'][data-predicted='%s']"
                .formatted(run.predictions().labels()[place], run.predictions().predicted(place)))
        .sendKeys(Keys.ENTER);
    browser.the("#cell-images li[data-index='" + surest + "'] .say-why").click();
    assertTrue(browser.the("#all-mistakes > li:nth-child(2) .reasons").isDisplayed());
    assertEquals(browser.the("#all-mistakes > li:nth-child(2) summary"), browser.run("return document.activeElement"));
    assertEquals(List.of(), browser.complaints());
  }

  /** Also where the page may not use the clipboard; what a reader has selected stays selected. */
  @Test
  void aButtonCopiesTheWholeChecksum() {
    browser.open(folder.resolve("run.html"));
    browser.run(
        """
        document.querySelectorAll('details').forEach(details => details.open = true);
        window.copied = [];
        navigator.clipboard.writeText = text => Promise.resolve(window.copied.push(text));
        getSelection().selectAllChildren(document.querySelector('h1'));
        """);
    String checksum = MadeUp.STROKES.checksum();
    WebElement button = browser.the("[data-copy='" + checksum + "']");
    button.sendKeys(Keys.ENTER);
    assertEquals(List.of(checksum), browser.run("return copied"));
    assertEquals("Copied", browser.run("return arguments[0].textContent", button));
    browser.run(
        """
        navigator.clipboard.writeText = () => Promise.reject(new Error('not allowed'));
        document.addEventListener('copy', () => copied.push(document.activeElement.value));
        """);
    button.sendKeys(Keys.ENTER);
    assertEquals(List.of(checksum, checksum), browser.run("return copied"));
    assertEquals(browser.the("h1").getText(), browser.run("return String(getSelection())"));
    assertEquals(button, browser.run("return document.activeElement"));
  }

  @Test
  void provenanceIsFoldedAndItsValuesAreShort() {
    browser.open(folder.resolve("run.html"));
    assertFalse(browser.the("[aria-labelledby=provenance] .facts").isDisplayed());
    browser.the("[aria-labelledby=provenance] summary").click();
    assertTrue(browser.the("[aria-labelledby=provenance] .facts").isDisplayed());
    assertFalse(browser.the("[aria-labelledby=provenance]").getText().contains(MadeUp.STROKES.checksum()));
  }

  @Test
  void valuesOfAnEpochFollowTheKeysAndThePointer() {
    browser.open(folder.resolve("run.html"));
    String values = "#curves + .charts .chart:first-child .key .value";
    assertEquals(List.of("0.7000", "0.7500"), browser.texts(values), "those of the best epoch at first");
    WebElement plot = browser.the(".plot");
    plot.sendKeys(Keys.HOME);
    assertEquals(List.of("0.5000", "0.6000"), browser.texts(values));
    assertEquals("epoch 1", browser.texts(".chart:nth-child(2) .at").getFirst(), "all charts show one epoch");
    plot.sendKeys(Keys.ARROW_RIGHT);
    assertEquals(List.of("0.7000", "0.7500"), browser.texts(values));
    assertEquals("epoch 2: train 0.7000, validation 0.7500", plot.getDomAttribute("aria-valuetext"));
    browser.run(
        """
        const plot = document.querySelectorAll('.plot')[1];
        const box = plot.getBoundingClientRect();
        plot.dispatchEvent(new PointerEvent('pointermove', { clientX: box.right - 2, clientY: box.top + 5 }));
        """);
    assertEquals(List.of("0.8000", "0.7400"), browser.texts(values));
  }

  @Test
  void anyColumnSorts() {
    browser.open(folder.resolve("study.html"));
    browser.run("document.querySelectorAll('details').forEach(details => details.open = true)");
    String table = "#part-0-figures ~ tbody ";
    browser.all("#part-0-figures ~ thead button").get(1).sendKeys(Keys.ENTER);
    assertEquals("batch size", browser.all("#part-0-figures ~ thead button").get(1).getText().replaceAll(" .$", ""));
    assertEquals("descending", browser.all("#part-0-figures ~ thead th").get(1).getDomAttribute("aria-sort"));
    List<String> falling = browser.texts(table + "th");
    assertEquals("batch <b>12", falling.getFirst());
    browser.all("#part-0-figures ~ thead button").get(1).click();
    assertEquals("ascending", browser.all("#part-0-figures ~ thead th").get(1).getDomAttribute("aria-sort"));
    assertEquals(falling.reversed(), browser.texts(table + "th"));
    browser.all("#part-0-figures ~ thead button").get(2).click();
    assertNotEquals(falling.reversed(), browser.texts(table + "th"));
    assertFalse(browser.texts(table + "tr:first-child").getFirst().contains("failed"));
  }

  @Test
  void aComparisonShowsWhatEachSaidOfTheImagesThatOnlyOneHasRight() {
    browser.open(folder.resolve("comparison.html"));
    List<WebElement> items = browser.all("[data-side=onlyFirst] li");
    assertTrue(items.size() >= 6, items.size() + " images");
    for (WebElement item : items) {
      int place = Integer.parseInt(item.getDomAttribute("data-index"));
      assertTrue(place % 5 == 4 && place % 7 != 6, "image " + place);
      assertTrue(item.getText().contains("✓ A: ") && item.getText().contains("✗ B: "), item.getText());
    }
  }

  /** The page has each image's very pixels: what the keys choose is read from it as numbers. */
  @Test
  void imagesOfADataSetAreChosenByKeys() throws InterruptedException {
    browser.be(1280, 900, "light");
    browser.open(folder.resolve("dataset.html"));
    browser.the("[name=sample-class][value='']").sendKeys(Keys.ARROW_RIGHT, Keys.ARROW_RIGHT, Keys.ARROW_RIGHT);
    assertEquals(20, browser.all(".thumbs button").size());
    assertEquals("20 of 60 images, spread over each class", browser.texts(".samples-note").getFirst());
    browser.the(".thumbs button").sendKeys(Keys.ARROW_RIGHT);
    WebElement chosen = browser.the(".thumbs [aria-pressed=true]");
    assertEquals(browser.all(".thumbs button").get(1), chosen);
    assertEquals(chosen, browser.run("return document.activeElement"));
    assertEquals("2", browser.texts(".large-title").getFirst());
    int index = Integer.parseInt(browser.texts(".large-note").getFirst().replace("training image ", ""));
    assertEquals(2, MadeUp.STROKES.train().label(index));
    byte[] image = MadeUp.STROKES.train().image(index);
    List<String> expected = IntStream.range(0, image.length).mapToObj(i -> String.valueOf(image[i] & 0xff)).toList();
    for (int wait = 0; wait < 1_200 && browser.all(".pixels td").size() < image.length; wait++) {
      Thread.sleep(50); // the image is decoded beside the page
    }
    assertEquals(String.join(" ", expected), numbers());
    browser.the(".samples .more").click();
    assertEquals(40, browser.all(".thumbs button").size());
    browser.the("[name=sample-part][value='0']").sendKeys(Keys.ARROW_RIGHT);
    assertTrue(browser.texts(".large-note").getFirst().startsWith("test image "));
    browser.the("[data-class='7']").sendKeys(Keys.ENTER);
    assertEquals("7", browser.texts(".large-title").getFirst());
    browser.the(".histogram-plot").sendKeys(Keys.HOME, Keys.ARROW_RIGHT, Keys.ARROW_RIGHT);
    assertTrue(browser.texts(".histogram-value").getFirst().startsWith("value 3: "));
  }

  private static String numbers() {
    return (String)
        browser.run("return [...document.querySelectorAll('.pixels td')].map(cell => cell.textContent).join(' ')");
  }

  @Test
  void arrowsAndEnterChooseAPairOfTheMatrix() {
    ComparisonPage.of(List.of(run, MadeUp.run("fifth", 5), MadeUp.run("third", 3)), MadeUp.strokes())
        .write(folder.resolve("three.html"));
    browser.open(folder.resolve("three.html"));
    assertTrue(
        browser.texts(".pair .sentence").getFirst().startsWith("A seventh is better than B fifth by 5.8 percentage"));
    assertEquals(1, browser.all(".pairs button[tabindex='0']").size());
    browser.the(".pairs [aria-pressed=true]").sendKeys(Keys.ARROW_RIGHT, Keys.ENTER);
    assertTrue(
        browser.texts(".pair .sentence").getFirst().startsWith("A seventh is better than C third by 19.1 percentage"));
    assertEquals("C", browser.texts("[data-of=second]").getFirst());
    // of 2,000 images every 3rd and every 7th is wrong, every 21st in both
    assertEquals(List.of("571", "190"), browser.texts(".four .differ"));
    for (WebElement item : browser.all("[data-side=onlySecond] li")) {
      int place = Integer.parseInt(item.getDomAttribute("data-index"));
      assertTrue(place % 7 == 6 && place % 3 != 2, "image " + place);
    }
    browser.the(".pairs [aria-pressed=true]").sendKeys(Keys.ARROW_DOWN, Keys.ARROW_LEFT);
    assertEquals(
        "B minus A: -5.8 percentage points, significant",
        browser.run("return document.activeElement.getAttribute('aria-label')"));
  }

  @Test
  void aCellOfAStudysMatrixChoosesItsRecipe() {
    browser.open(folder.resolve("study.html"));
    browser.the(".pairs button[data-row='3'][data-column='0']").sendKeys(Keys.ENTER);
    assertEquals(
        browser.run("return pairsOf(document.querySelector('.pairwise')).recipes[3]"),
        browser.run("return selections[0].chosen"));
    assertEquals(2L * 11 + 1, browser.run("return document.querySelectorAll('.pairs .looked-at').length"));
  }
}
