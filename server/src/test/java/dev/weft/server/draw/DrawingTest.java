package dev.weft.server.draw;

import static dev.weft.model.Activation.RELU;
import static dev.weft.model.Activation.SOFTMAX;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.dataset.Datasets;
import dev.weft.dataset.ImageDataset;
import dev.weft.keras.KerasFile;
import dev.weft.keras.KerasModel;
import dev.weft.keras.Metadata;
import dev.weft.model.Adam;
import dev.weft.model.Conv2D;
import dev.weft.model.Dense;
import dev.weft.model.Flatten;
import dev.weft.model.Input;
import dev.weft.model.Loss;
import dev.weft.model.MaxPooling2D;
import dev.weft.model.Sequential;
import dev.weft.page.Browser;
import dev.weft.train.Fit;
import dev.weft.train.Model;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.Keys;

/** Drawing and giving images in a real browser, asked of a network that has learned digits. */
class DrawingTest {
  private static final int IMAGES = 3_000;
  private static final int SECONDS = 60;

  @TempDir private static Path folder;
  private static Served served;
  private static Browser browser;

  @BeforeAll
  static void start() throws Exception {
    browser = Browser.start();
    ImageDataset strokes = Datasets.load("strokes");
    Model model =
        Model.compile(
            Sequential.of(
                Input.of(28, 28, 1),
                Conv2D.of(12, 5).activation(RELU),
                MaxPooling2D.of(2),
                Flatten.of(),
                Dense.of(32).activation(RELU),
                Dense.of(10).activation(SOFTMAX)),
            Adam.of(2e-3),
            Loss.SPARSE_CATEGORICAL_CROSSENTROPY,
            1);
    model.fit(strokes.train().sample(IMAGES, 1), Fit.epochs(4).batchSize(32).threads(1));
    Path file = folder.resolve("digits.keras");
    KerasFile.write(file, new KerasModel(model, new Metadata(strokes.train().classNames(), "strokes", Map.of())));
    served = Served.start(List.of("digits=" + file, "same=" + file), folder.resolve("weft.db"));
  }

  @AfterAll
  static void stop() {
    if (browser != null) {
      browser.close();
    }
    if (served != null) {
      served.close();
    }
  }

  @BeforeEach
  void open() {
    browser.be(1280, 900, "light");
    browser.complaints(); // those of the test before
    browser.visit(served.address() + "/draw");
  }

  private static void until(String what, Supplier<Boolean> is) {
    long end = System.nanoTime() + SECONDS * 1_000_000_000L;
    while (!is.get()) {
      assertTrue(
          System.nanoTime() < end,
          what + " after " + SECONDS + " s; the page has " + browser.texts("#aloud, #advice, .headline, #state"));
      try {
        Thread.sleep(50);
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  private static void draw(int digit) {
    DigitLines.of(digit).forEach(line -> browser.drag("#pad", line));
  }

  private static String read() {
    return browser.texts("#aloud").getFirst();
  }

  private static String predicted() {
    return browser.texts(".headline strong").stream().findFirst().orElse("");
  }

  @Test
  void aDrawnDigitIsPredicted() {
    for (int digit : new int[] {0, 1, 7}) {
      draw(digit);
      until("the digit is read out", () -> read().startsWith("Drawing: digits predicts " + digit));
      assertTrue(predicted().startsWith(digit + ","));
      assertEquals(10, browser.all(".odds li").size());
      browser.the("#clear").click();
      until("nothing is drawn", () -> read().isEmpty());
    }
    assertEquals(List.of(), browser.complaints());
  }

  @Test
  void aDrawingThatRestsIsExplained() {
    draw(7);
    until("a map stands beside it", () -> browser.all("canvas[aria-label^='Occlusion map']").size() == 1);
    until("training images stand beside it", () -> browser.all(".alike li").size() == 5);
    assertEquals(1, browser.all("canvas[aria-label='What the network saw']").size());
  }

  @Test
  void linesAreTakenBackAndDrawnAgain() {
    draw(1);
    until("it is answered", () -> !predicted().isEmpty());
    browser.the("#undo").click();
    until("nothing is drawn", () -> browser.texts(".headline").equals(List.of("Nothing is drawn yet.")));
    browser.the("#redo").click();
    until("it is answered again", () -> predicted().startsWith("1,"));
    browser.the("#clear").click();
    browser.the("body").sendKeys(Keys.chord(Keys.CONTROL, "z"));
    until("what was cleared is back", () -> predicted().startsWith("1,"));
  }

  @Test
  void severalNetworksAnswerSideBySide() {
    browser.the("input[value='same']").click();
    draw(7);
    until("both answer", () -> read().contains("digits predicts 7") && read().contains("same predicts 7"));
    assertEquals(2, browser.all(".answers").size());
  }

  /** A few test images as files, in folders of their classes. */
  private static Path images() throws IOException {
    Path images = folder.resolve("given");
    if (!Files.exists(images)) {
      ImageDataset strokes = Datasets.load("strokes");
      dev.weft.export.Export.images(
          strokes.divided(strokes.train().sample(10, 1), strokes.test().sample(10, 1)), images);
    }
    return images;
  }

  private static List<Path> files() throws IOException {
    try (var all = Files.walk(images())) {
      return all.filter(file -> file.toString().endsWith(".png")).sorted().toList();
    }
  }

  @Test
  void anImageIsChosenWithoutAPad() throws IOException {
    Path file = files().getFirst();
    browser.the("#files").sendKeys(file.toString());
    until("it is read out", () -> read().startsWith(file.getFileName() + ": digits predicts"));
    assertEquals(0, browser.all("#pad:not([hidden])").size());
    browser.the("#shown-image button").click();
    assertEquals(1, browser.all("#pad:not([hidden])").size());
  }

  @Test
  void anImageIsPasted() {
    browser.run(
        """
        const canvas = document.createElement('canvas');
        canvas.width = canvas.height = 64;
        canvas.getContext('2d').fillRect(30, 8, 6, 48);
        canvas.toBlob(blob => {
          const data = new DataTransfer();
          data.items.add(new File([blob], 'one.png', { type: 'image/png' }));
          dispatchEvent(new ClipboardEvent('paste', { clipboardData: data }));
        });
        """);
    until("it is read out", () -> read().startsWith("one.png: digits predicts"));
  }

  @Test
  void whatIsNoImageIsAnsweredInASentence() throws IOException {
    Path text = Files.writeString(folder.resolve("text.png"), "no image");
    browser.the("#files").sendKeys(text.toString());
    until(
        "a sentence stands there",
        () -> browser.texts(".headline").getFirst().startsWith("The image cannot be read: it must be"));
  }

  @Test
  void aMachineWithoutACameraSaysSo() {
    browser.the("#camera-on").click();
    until("a sentence stands there", () -> browser.texts("#advice").getFirst().contains("choose an image"));
  }

  @Test
  void aFolderBecomesAManifestWithCorrections() throws Exception {
    browser.savesInto(folder);
    browser.the("#folder").sendKeys(images().toString());
    int count = files().size();
    until("all are predicted", () -> browser.texts("#state").getFirst().startsWith(count + " of " + count + " images"));
    assertEquals(count, browser.all("#rows tr").size());
    browser.run(
        "const label = document.querySelector('#rows .label'); label.value = label.value === '3' ? '4' : '3';"
            + " label.dispatchEvent(new Event('change')); label.focus()");
    String corrected = (String) browser.run("return document.querySelector('#rows .label').value");
    browser.the("#rows tr:first-child .label").sendKeys(Keys.ENTER);
    assertEquals(
        true, browser.run("return document.activeElement === document.querySelector('#rows tr:nth-child(2) .label')"));
    browser.the("#export").click();
    Path manifest = folder.resolve("labels.csv");
    until("it is saved", () -> Files.exists(manifest));
    List<String> lines = Files.readAllLines(manifest);
    assertEquals("path,label,split,group,predicted,probability,unsure,checked", lines.getFirst());
    assertEquals(count + 1, lines.size());
    assertTrue(lines.get(1).endsWith(",yes"), lines.get(1));
    Files.copy(manifest, images().resolve("labels.csv"));
    ImageDataset read = Datasets.open(images().resolve("labels.csv"));
    assertEquals(count, read.all().size(), "the manifest is a source of images");
    int first =
        IntStream.range(0, count)
            .filter(i -> read.all().name(i).orElseThrow().equals(lines.get(1).split(",")[0]))
            .findFirst()
            .orElseThrow();
    assertEquals(corrected, read.all().classNames().get(read.all().label(first)));
  }

  @Test
  void theNavigationLeadsToThePageOfNetworksWhichHasNoFaults() {
    browser.the("nav.places a[href='/models']").click();
    assertEquals(List.of("digits", "same"), browser.texts("section h2"));
    assertEquals(List.of("Models"), browser.texts("nav.places [aria-current]"));
    assertEquals(
        "curl --data-binary @image.png " + served.address() + "/predict/digits", browser.texts("pre").getFirst());
    assertEquals(List.of(), browser.faultsOnScreens());
    assertEquals(List.of(), browser.complaints());
  }

  @Test
  void thePageHasNoFaults() {
    draw(7);
    until("it is explained", () -> browser.all(".alike li").size() == 5);
    assertEquals(List.of(), browser.faultsOnScreens());
    browser.be(390, 844, "light");
    browser.run("scrollTo(0, 0)");
    assertTrue(
        (boolean) browser.run("return document.querySelector('.odds').getBoundingClientRect().bottom <= 844"),
        "the probabilities are on the first screen of a phone");
    assertEquals(List.of(), browser.complaints());
    assertEquals(
        List.of(),
        browser.requests().stream()
            .filter(url -> !url.startsWith(served.address()) && !url.startsWith("blob:"))
            .toList());
  }
}
