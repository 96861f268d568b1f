package dev.weft.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.dataset.Datasets;
import dev.weft.dataset.ImageSet;
import dev.weft.keras.KerasFile;
import dev.weft.keras.KerasModel;
import dev.weft.keras.Metadata;
import dev.weft.model.Activation;
import dev.weft.model.Adam;
import dev.weft.model.Dense;
import dev.weft.model.Flatten;
import dev.weft.model.Graph;
import dev.weft.model.Input;
import dev.weft.model.Loss;
import dev.weft.model.Sequential;
import dev.weft.train.Model;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A trained model in use: {@code weft evaluate}, {@code predict} and {@code model}. */
class UseTest {
  private static final JsonMapper JSON = new JsonMapper();

  @TempDir private static Path folder;

  private static String run;
  private static ImageSet images;

  @BeforeAll
  static void train() throws IOException {
    run = folder.resolve("run").toString();
    images = Datasets.load("strokes").test();
    Said said = Said.to(SmallRun.train(folder, Path.of(run), "--set", "data.scaling=min_max"));
    assertEquals(0, said.code(), said.err());
  }

  @Test
  void aModelThatTheRunDidNotWriteIsTold() throws IOException {
    Path other = Files.createDirectory(folder.resolve("other"));
    for (String name :
        List.of("experiment.yaml", "provenance.json", "metrics.json", "predictions.csv", "history.csv")) {
      Files.copy(Path.of(run, name), other.resolve(name));
    }
    KerasModel own = KerasFile.read(Path.of(run, "model.keras"));
    Model untrained = Model.compile(own.model().network(), Adam.of(), Loss.SPARSE_CATEGORICAL_CROSSENTROPY, 9);
    KerasFile.write(other.resolve("model.keras"), new KerasModel(untrained, own.metadata()));
    Files.writeString(other.resolve("history.csv"), "epoch\n");
    String sentence =
        other.resolve("model.keras")
            + " is not the one that this run wrote: its checksum is not that in metrics.json.\n";
    assertTrue(Said.to("evaluate", other.toString()).err().contains("note: " + sentence));
    assertTrue(Said.to("predict", other.toString(), png(3, 1, false)).err().contains("note: " + sentence));
    Said chart = Said.to("chart", other.toString(), "accuracy");
    assertEquals(0, chart.code(), chart.err());
    String history =
        other.resolve("history.csv") + " is not as the run wrote it; its epochs are taken from metrics.json.\n";
    assertTrue(chart.err().contains("warning: " + history), chart.err());
    assertTrue(chart.err().contains("warning: " + sentence), chart.err());
    assertTrue(Said.to("report", other.toString()).err().contains("warning: " + history));
    assertEquals("", Said.to("chart", run, "accuracy").err());
  }

  @Test
  void anActivationThatKerasDoesNotHaveIsTold() throws IOException {
    Path out = folder.resolve("gelu");
    String layer = "{ Dense: { units: 9, activation: gelu_tanh } }";
    Said said = Said.to(SmallRun.train(folder, out, "--set", "model.2=" + layer, "--epochs", "1"));
    assertEquals(0, said.code(), said.err());
    assertTrue(said.err().contains("note: Keras has no activation gelu_tanh and does not load"), said.err());
    assertEquals(0, Said.to("evaluate", out.toString()).code());
  }

  /** Test image {@code i}, each pixel {@code times} as large. */
  private static String png(int i, int times, boolean darkOnLight) throws IOException {
    byte[] pixels = images.image(i);
    BufferedImage image = new BufferedImage(28 * times, 28 * times, BufferedImage.TYPE_BYTE_GRAY);
    for (int y = 0; y < 28 * times; y++) {
      for (int x = 0; x < 28 * times; x++) {
        int value = pixels[y / times * 28 + x / times] & 0xff;
        image.getRaster().setSample(x, y, 0, darkOnLight ? 255 - value : value);
      }
    }
    Path file = folder.resolve(i + "-" + times + "-" + darkOnLight + ".png");
    ImageIO.write(image, "png", file.toFile());
    return file.toString();
  }

  @Test
  void evaluateFindsWhatTrainingFound() throws IOException {
    Said said = Said.to("evaluate", run, "--json");
    assertEquals(0, said.code(), said.err());
    JsonNode trained = JSON.readTree(Path.of(run, "metrics.json").toFile());
    JsonNode evaluated = JSON.readTree(said.out());
    assertEquals(trained.get("test"), evaluated.get("test"));
    assertEquals(trained.get("mistakes"), evaluated.get("mistakes"));
    assertEquals(trained.get("dataset"), evaluated.get("dataset"));
  }

  @Test
  void evaluateAsksForAugmentedCopiesToo() throws IOException {
    Said said = Said.to("evaluate", run, "--json", "--tta", "2", "--augment", "[RandomFlip: {mode: horizontal}]");
    JsonNode evaluated = JSON.readTree(said.out());
    assertEquals(2, evaluated.get("tta").get("copies").asInt());
    assertEquals(JSON.readTree(Said.to("evaluate", run, "--json").out()).get("test"), evaluated.get("without_tta"));
    assertTrue(Said.to("evaluate", run, "--tta", "2").err().contains("say --augment"));
    assertTrue(Said.to("evaluate", run, "--augment", "[RandomFlip]").err().contains("say how many with --tta"));
  }

  @Test
  void evaluateSaysItToPeopleToo() {
    Said said = Said.to("evaluate", run + "/model.keras", "--data", "strokes");
    assertTrue(said.out().startsWith("Test set of strokes: 2,000 images, "), said.out());
    assertEquals("", said.err());
  }

  @Test
  void predictSaysWhatTestingSaid() throws IOException {
    List<String> rows = Files.readAllLines(Path.of(run, "predictions.csv"));
    for (int i : new int[] {0, 777}) {
      String[] row = rows.get(i + 1).split(",");
      for (String[] args :
          new String[][] {
            {"predict", run, "--json", "--raw", png(i, 1, false)},
            {"predict", run, "--json", "--raw", "--invert", png(i, 1, true)},
            {"predict", run + "/model.keras", png(i, 7, false), "--json", "--raw"}
          }) {
        JsonNode prediction = JSON.readTree(Said.to(args).out()).at("/predictions/0");
        assertEquals(row[2], prediction.get("class").asString());
        for (int label = 0; label < 10; label++) {
          double probability = prediction.get("probabilities").get(String.valueOf(label)).asDouble();
          assertEquals(Double.parseDouble(row[3 + label]), probability, 1e-6);
        }
      }
    }
  }

  @Test
  void predictSaysTheTopClassesToPeople() throws IOException {
    String image = png(3, 2, false);
    Said said = Said.to("predict", run, image, "--top", "2");
    assertTrue(said.out().matches(image + ": \\d \\d+\\.\\d%, \\d \\d+\\.\\d%( \\(.*\\))?\\n"), said.out());
  }

  @Test
  void oneBadImageDoesNotHideTheOthers() throws IOException {
    String good = png(5, 1, false);
    Path bad = Files.writeString(folder.resolve("bad.png"), "no image");
    Said said = Said.to("predict", run, bad.toString(), good, "/nowhere.png");
    assertEquals(1, said.code());
    assertTrue(said.out().startsWith(good + ": "), said.out());
    assertEquals(1, said.out().lines().count());
    assertEquals(3, said.err().lines().count(), said.err());
    assertTrue(said.err().startsWith("weft: note: probabilities are calibrated"), said.err());
    assertTrue(said.err().contains(bad + ": it must be a JPEG, PNG, GIF, BMP, TIFF or WebP image"), said.err());
    JsonNode json = JSON.readTree(Said.to("predict", run, bad.toString(), good, "--json").out());
    assertTrue(json.at("/predictions/0").has("error"));
    assertTrue(json.at("/predictions/1").has("class"));
  }

  @Test
  void aModelCanBePrinted() {
    String summary = Said.to("model", run).out();
    assertTrue(summary.contains("batch_normalization (BatchNormalization)"), summary);
    assertEquals(summary, Said.to("model", run + "/model.keras").out());
  }

  @Test
  void whatDoesNotFitIsOneSentence() {
    Graph five = Sequential.of(Input.of(28, 28, 1), Flatten.of(), Dense.of(5).activation(Activation.SOFTMAX));
    Model model = Model.compile(five, Adam.of(), Loss.SPARSE_CATEGORICAL_CROSSENTROPY, 1);
    String file = folder.resolve("five.keras").toString();
    KerasFile.write(Path.of(file), new KerasModel(model, new Metadata(List.of("a", "b", "c", "d", "e"), "", Map.of())));
    Said mismatch = Said.to("evaluate", file, "--data", "strokes");
    assertEquals(2, mismatch.code());
    assertEquals("weft: " + file + " tells 5 classes apart; strokes has 10.\n", mismatch.err());
    Said unknown = Said.to("evaluate", file);
    assertEquals(2, unknown.code());
    assertTrue(unknown.err().contains("say --data NAME"), unknown.err());
  }

  @Test
  void whatIsNoModelIsOneSentence() throws IOException {
    Path text = Files.writeString(folder.resolve("text.keras"), "no model");
    Said damaged = Said.to("evaluate", text.toString(), "--data", "strokes");
    assertEquals(1, damaged.code());
    assertEquals(1, damaged.err().lines().count(), damaged.err());
    Said missing = Said.to("predict", "/nowhere.keras", "x.png");
    assertEquals(2, missing.code());
    assertEquals("weft: there is no model /nowhere.keras; check the path.\n", missing.err());
    Said experiment = Said.to("evaluate", "b-cnn");
    assertEquals(
        "weft: 'b-cnn' is an experiment, not yet a model; train it with 'weft train b-cnn'.\n", experiment.err());
    Said empty = Said.to("evaluate", folder.toString());
    assertEquals(2, empty.code());
    assertEquals(2, Said.to("predict", run, "x.png", "--top", "0").code());
    assertEquals(2, Said.to("model", run, "--set", "a=1").code());
  }
}
