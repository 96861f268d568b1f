package dev.weft.cli.model;

import static dev.weft.cli.model.PredictCommandTest.fixture;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.cli.Said;
import dev.weft.cli.SmallRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ExplainCommandTest {
  @TempDir private Path folder;

  private static Said explain(String model, String... more) {
    String[] args = new String[more.length + 2];
    args[0] = "explain";
    args[1] = fixture(model);
    System.arraycopy(more, 0, args, 2, more.length);
    return Said.to(args);
  }

  @Test
  void whatSpeaksForAFourIsSaidDrawnAndWritten() throws IOException {
    Path page = folder.resolve("four.html");
    Path png = folder.resolve("four.png");
    Said said =
        explain(
            "digits.keras",
            fixture("base.png"),
            "--class=9",
            "--data=strokes",
            "--out=" + page,
            "--out=" + png,
            "--methods=occlusion,integrated-gradients");
    assertEquals(0, said.code(), said.err());
    assertTrue(said.out().contains("What speaks for 4, the predicted class\n"), said.out());
    assertTrue(said.out().contains("What speaks for 9\n"), said.out());
    assertTrue(
        said.out().matches("(?s).*\n  Occlusion +centre +\\d+ to \\d+ +\\d+ to \\d+ +\\d+% +holds\n.*"), said.out());
    assertTrue(said.out().contains("Integrated gradients: Its values sum to "), said.out());
    assertTrue(said.out().contains("Nearest training images (cosine distance): "), said.out());
    assertTrue(said.out().lines().allMatch(line -> line.length() <= 80 || line.contains("base.png")), said.out());
    String html = Files.readString(page);
    assertTrue(html.contains("What speaks for 4, the predicted class"));
    assertTrue(html.contains("aria-label=\"Occlusion: strongest at centre, rows "));
    assertTrue(html.contains("Nearest training images"));
    assertTrue(ImageIO.read(png.toFile()).getWidth() > 1000);
  }

  @Test
  void jsonHasTheMapsAndTheirChecks() throws IOException {
    Said said =
        explain(
            "digits.keras",
            fixture("base.png"),
            "--json",
            "--no-nearest",
            "--methods=occlusion",
            "--window=7",
            "--stride=7");
    JsonNode why = new JsonMapper().readTree(said.out()).at("/explanations/0");
    assertEquals("4", why.get("class").asString());
    JsonNode map = why.at("/explained/0/maps/0");
    assertEquals("occlusion", map.get("method").asString());
    assertEquals(28, map.get("map").size());
    assertEquals(map.at("/map/0/0").asDouble(), map.at("/map/6/6").asDouble(), "one window");
    assertEquals(19, map.at("/check/maps_of_noise").asInt());
    assertEquals(why.get("probability").asDouble(), map.at("/check/deletion/0").asDouble(), 1e-6);
    assertEquals(why.get("probability").asDouble(), map.at("/check/insertion/20").asDouble(), 1e-6);
  }

  @Test
  void aTestImageIsExplainedForThePredictedAndTheTrueClass() throws IOException {
    String run = folder.resolve("run").toString();
    String store = "--store=" + folder.resolve("runs.db");
    assertEquals(0, Said.to(SmallRun.train(folder, Path.of(run), store)).code());
    String[] predictions = Files.readAllLines(Path.of(run, "predictions.csv")).get(8).split(",");
    Path page = folder.resolve("test.html");
    Said said =
        Said.to("explain", run, "--test-image=7", "--no-nearest", "--methods=occlusion", "--out=" + page, store);
    assertEquals(0, said.code(), said.err());
    String truth = predictions[1];
    String predicted = predictions[2];
    assertTrue(said.out().startsWith("test-7: " + predicted + " "), said.out() + String.join(",", predictions));
    assertTrue(
        said.out()
            .contains(
                truth.equals(predicted)
                    ? "What speaks for " + truth + ", the predicted and the true class\n"
                    : "What speaks for " + truth + ", the true class\n"),
        said.out());
    assertTrue(Files.readString(page).contains("the true class</h3>"));
    Said none = Said.to("explain", run, "--test-image=100000", store);
    assertEquals(2, none.code());
    assertTrue(none.err().contains("--test-image must be 0 to "), none.err());
  }

  @Test
  void aNetworkOfOneOutputHasTwoClasses() throws IOException {
    Said said =
        explain("one-output.keras", fixture("base.png"), "--json", "--no-nearest", "--class=0", "--methods=occlusion");
    JsonNode why = new JsonMapper().readTree(said.out()).at("/explanations/0");
    JsonNode one = why.at("/explained/0");
    JsonNode zero = why.at("/explained/1");
    assertEquals("1", one.get("class").asString());
    assertEquals(0.5486, one.at("/maps/0/check/deletion/0").asDouble(), 1e-4, "Keras's probability");
    IntStream.range(0, 28)
        .forEach(x ->
            assertEquals(one.at("/maps/0/map/14/" + x).asDouble(), -zero.at("/maps/0/map/14/" + x).asDouble(), 1e-6));
  }

  @Test
  void whatCannotBeReadIsReportedAndTheOthersAreExplained() {
    Said said =
        explain(
            "digits.keras",
            fixture("truncated.jpg"),
            fixture("base.png"),
            "--no-nearest",
            "--methods=input-gradient",
            "--out=" + folder.resolve("a.html"));
    assertEquals(1, said.code());
    assertTrue(said.err().contains("truncated.jpg: it ends too early"), said.err());
    assertTrue(said.out().contains("What speaks for 4"), said.out());
  }

  @Test
  void withoutTheDataThereAreNoNearestImagesAndANoteSaysWhy() {
    Said said =
        explain("digits.keras", fixture("base.png"), "--methods=input-gradient", "--out=" + folder.resolve("a.html"));
    assertEquals(0, said.code());
    assertTrue(said.err().contains("note: there are no nearest training images: "), said.err());
    assertTrue(said.err().contains("does not say what it learned; say --data NAME|PATH."), said.err());
    assertFalse(said.out().contains("Nearest"), said.out());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          --class=nine       | --class must be a class of
          --methods=grad-cam+ | Did you mean 'grad-cam'?
          --baseline=red     | --baseline must be border, black, grey, white or mean; received 'red'.
          --window=29        | --window must be at most the side of the images, 28 x 28; received 29.
          --stride=9         | a stride of 1 to the window; received 7 and 9.
          --out=why.pdf      | --out must end with .html, a page, or .png, an image; received 'why.pdf'.
          --out=no/why.html  | make it first.
          """)
  void aWrongOptionGetsOneSentence(String option, String sentence) {
    Said said = explain("digits.keras", fixture("base.png"), option);
    assertEquals(2, said.code());
    assertTrue(said.err().contains(sentence), said.err());
  }

  @Test
  void gradCamNeedsAConvolution() {
    Said said = explain("scores-uncompiled.keras", fixture("base.png"), "--methods=grad-cam");
    assertEquals(2, said.code());
    assertTrue(
        said.err().contains("grad-cam needs a convolution that all paths to the scores lead through"), said.err());
  }
}
