package dev.weft.cli.tune;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.cli.Said;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class TuneCommandTest {
  private static final String YAML =
      """
      data: { dataset: strokes, train_size: 400 }
      model: [Flatten, { Dense: { units: 16, activation: relu } }, { Dense: { units: 10, activation: softmax } }]
      training:
        optimizer: { SGD: { momentum: 0.9 } }
        loss: sparse_categorical_crossentropy
        epochs: 2
      """;

  @TempDir private Path folder;

  private String file;

  @BeforeEach
  void write() throws IOException {
    file = Files.writeString(folder.resolve("mine.yaml"), YAML).toString();
  }

  @Test
  void aLearningRateIsSuggestedWithItsCurveAndTheLineForTheFile() {
    Path out = folder.resolve("figures");
    Said said = Said.to("tune", "lr", file, "--seeds", "1", "--steps", "120", "--out", out.toString());
    assertEquals(0, said.code(), said.err());
    assertTrue(said.out().contains("Suggested: 0.0"), said.out());
    assertTrue(said.out().contains("*"), said.out());
    assertTrue(said.out().lines().allMatch(line -> line.length() <= 80 || line.startsWith("Or:")), said.out());
    assertTrue(said.out().contains("  optimizer:\n    SGD: {"), said.out());
    assertTrue(said.out().contains("momentum: 0.9"), said.out());
    assertTrue(said.out().contains("--set training.optimizer.SGD.learning_rate=0.0"), said.out());
    for (String name : List.of("learning-rate.svg", "learning-rate.png", "learning-rate.json")) {
      assertTrue(Files.exists(out.resolve(name)), name);
    }
  }

  @Test
  void aScheduleIsLeftOutAndItsHighestRateNamed() {
    Said said =
        Said.to(
            "tune",
            "lr",
            file,
            "--seeds",
            "1",
            "--set",
            "training.optimizer={Adam: {learning_rate: {OneCycle: {max_learning_rate: 0.1}}}}");
    assertEquals(0, said.code(), said.err());
    assertTrue(
        said.out()
            .contains(
                "The schedule OneCycle was left out; the suggestion is for its highest rate,"
                    + " training.optimizer.Adam.learning_rate.OneCycle.max_learning_rate."),
        said.out());
  }

  /** What stands in the whole training has no effect on a stage that says it itself. */
  @Test
  void whatTheFirstStageSaysItselfIsWhatToChange() {
    String stages = "training.stages=[{epochs: 1, batch_size: 16, %s}, {epochs: 1}]";
    String own = stages.formatted("optimizer: {Adam: {beta_1: 0.8}}");
    Said optimizer = Said.to("tune", "lr", file, "--seeds", "1", "--set", own);
    assertEquals(0, optimizer.code(), optimizer.err());
    assertTrue(optimizer.out().contains("in the first of the stages:\n\n  optimizer:\n    Adam: {"), optimizer.out());
    String typed = "Or: weft train " + file + " --set '" + own + "' --set ";
    assertTrue(optimizer.out().contains(typed + "training.stages.0.optimizer.Adam.learning_rate="), optimizer.out());
    Said rate = Said.to("tune", "lr", file, "--seeds", "1", "--set", stages.formatted("learning_rate: 0.5"));
    assertTrue(rate.out().contains("in the first of the stages:\n\n  learning_rate: "), rate.out());
    assertTrue(rate.out().contains(" --set training.stages.0.learning_rate="), rate.out());
    Said batch = Said.to("tune", "batch", file, "--seconds", "0.01", "--threads", "1", "--set", own);
    assertTrue(batch.out().contains("'" + own + "' --set training.stages.0.batch_size="), batch.out());
  }

  @Test
  void programsGetNumbers() {
    Said said = Said.to("tune", "lr", file, "--seeds", "1", "--json");
    JsonNode json = JsonMapper.shared().readTree(said.out());
    assertEquals("SGD", json.get("optimizer").asString());
    assertTrue(json.get("learning_rate").asDouble() > 1e-3, said.out());
    assertEquals(json.get("rates").size(), json.get("losses").size());
  }

  @Test
  void wrongOptionsAreNamed() {
    Said ends = Said.to("tune", "lr", file, "--from", "1", "--to", "0.1");
    assertEquals(2, ends.code());
    assertTrue(ends.err().contains("the lowest rate must be above 0 and below the highest"), ends.err());
    Said still = Said.to("tune", "lr", file, "--from", "1e-9", "--to", "1e-8", "--seeds", "1");
    assertEquals(1, still.code());
    assertTrue(still.err().contains("the loss never fell"), still.err());
    assertEquals(2, Said.to("tune", "batch", file, "--seconds", "0").code());
    assertTrue(Said.to("tune", "lr", folder + "/none.yaml").err().contains("there is no experiment"));
  }

  @Test
  void aBatchSizeIsRecommendedWithItsReason() {
    Said said = Said.to("tune", "batch", file, "--seconds", "0.01", "--threads", "1");
    assertEquals(0, said.code(), said.err());
    assertTrue(said.out().matches("(?s).*batch size +images/s +memory, MB +time to a loss\n.*"), said.out());
    assertTrue(said.out().contains("Recommended: batch_size: "), said.out());
    assertTrue(said.out().contains("Gradient noise scale after 13 steps: "), said.out());
    assertFalse(Files.exists(Path.of("runs", "weft.db")), "left a run behind");
    JsonNode json =
        JsonMapper.shared()
            .readTree(Said.to("tune", "batch", file, "--seconds", "0.01", "--threads", "1", "--json").out());
    assertEquals(1, json.get("sizes").get(0).get("batch_size").asInt());
    assertEquals(3, json.get("gradient_noise_scale").size());
  }
}
