package dev.weft.cli.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.classifier.Classification;
import dev.weft.classifier.Classifier;
import dev.weft.classifier.ClassifierOptions;
import dev.weft.cli.Said;
import dev.weft.cli.SmallRun;
import dev.weft.image.PrepareAs;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.SplittableRandom;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

class OutliersCommandTest {
  @TempDir private static Path folder;

  private static String run;

  @BeforeAll
  static void train() throws IOException {
    Path out = folder.resolve("run");
    Said said = Said.to(SmallRun.train(folder, out, "--store", folder.resolve("runs.db").toString()));
    assertEquals(0, said.code(), said.err());
    run = out.toString();
  }

  @Test
  void testImagesAreAlikeAndNoiseIsUnlikeAnything() {
    Said said = Said.to("outliers", run, "--json");
    assertEquals(0, said.code(), said.err());
    JsonNode json = new ObjectMapper().readTree(said.out());
    assertTrue(json.get("threshold_of_validation").asBoolean());
    assertEquals(120, json.get("threshold_images").asInt());
    assertEquals(5, json.get("sets").size());
    JsonNode own = json.get("sets").get(0);
    assertEquals("strokes, test images", own.get("images").asString());
    assertEquals(0.01, own.get("share").asDouble(), 0.03);
    assertFalse(own.has("area"));
    JsonNode noise = json.get("sets").get(3);
    assertEquals("noise", noise.get("images").asString());
    assertTrue(noise.get("share").asDouble() > 0.95, noise.toString());
    assertTrue(noise.get("area_interval").get(0).asDouble() > 0.95, noise.toString());
  }

  @Test
  void theTableSaysWhatTheThresholdIsOf() {
    Said said = Said.to("outliers", run);
    assertTrue(said.out().startsWith("The threshold is "), said.out());
    assertTrue(said.out().contains(" of 120 validation images are above it."), said.out());
    assertEquals(5, said.out().lines().skip(3).count());
  }

  @Test
  void aModelThatDoesNotSayItIsAWrongUse() {
    Said said = Said.to("outliers", PredictCommandTest.fixture("digits.keras"));
    assertEquals(2, said.code());
    assertTrue(said.err().contains("does not say what it is unlike"), said.err().toLowerCase(Locale.ROOT));
  }

  /** An image of chance, of the size of the network's. */
  private static String noise() throws IOException {
    BufferedImage image = new BufferedImage(28, 28, BufferedImage.TYPE_BYTE_GRAY);
    SplittableRandom random = new SplittableRandom(1);
    for (int i = 0; i < 784; i++) {
      image.getRaster().setSample(i % 28, i / 28, 0, random.nextInt(256));
    }
    Path file = folder.resolve("noise.png");
    ImageIO.write(image, "png", file.toFile());
    return file.toString();
  }

  @Test
  void predictionsSayThatNoiseIsUnlikeAnythingLearned() throws IOException {
    Said text = Said.to("predict", run, noise(), "--prepare", "none");
    assertTrue(text.out().endsWith("% (unlike anything it learned)\n"), text.out());
    Said lines = Said.to("predict", run, noise(), "--prepare", "none", "--json-lines");
    JsonNode json = new ObjectMapper().readTree(lines.out());
    assertTrue(json.get("unlike").asBoolean());
    assertTrue(json.get("unlikeness").asDouble() > 5, lines.out());
    Said raw = Said.to("predict", run, noise(), "--prepare", "none", "--json-lines", "--raw");
    assertFalse(new ObjectMapper().readTree(raw.out()).has("unlikeness"));
    String[] csv = Said.to("predict", run, noise(), "--prepare", "none", "--csv").out().split("\n");
    assertEquals("unlike", csv[0].split(",")[7]);
    assertEquals("yes", csv[1].split(",")[7]);
  }

  @Test
  void aClassifierSaysIt() throws IOException {
    Path model = Path.of(run).resolve("model.keras");
    Path image = Path.of(noise());
    ClassifierOptions asItIs = ClassifierOptions.of().prepare(PrepareAs.NONE);
    try (Classifier digits = Classifier.load(model, asItIs);
        Classifier raw = Classifier.load(model, asItIs.raw(true))) {
      Classification answer = digits.classify(image);
      assertTrue(answer.isUnlike());
      assertTrue(answer.toString().endsWith("% (unlike anything it learned)"), answer.toString());
      assertFalse(raw.classify(image).isUnlike());
      assertTrue(raw.classify(image).unlikeness().isEmpty());
    }
  }

  @Test
  void anExplanationSaysItOnItsPage() throws IOException {
    Path page = folder.resolve("why.html");
    Said said =
        Said.to(
            "explain",
            run,
            noise(),
            "--prepare",
            "none",
            "--no-nearest",
            "--methods",
            "input-gradient",
            "--out",
            page.toString());
    assertEquals(0, said.code(), said.err());
    assertTrue(said.out().replaceAll("\\s+", " ").contains("(unlike anything it learned)"), said.out());
    assertTrue(Files.readString(page).contains("the image is unlike anything it learned"));
  }
}
