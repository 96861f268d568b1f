package dev.weft.cli.study;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.cli.Said;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Three folds of 900 built-in digits, of which 25 have a wrong label. */
class DataLabelsCommandTest {
  @TempDir private static Path folder;

  private static Path study;

  private static final String SETTINGS =
      """
      data: { dataset: strokes, train_size: 900, label_noise: { share: 0.03 } }
      model: [Flatten, { Dense: { units: 32, activation: relu } }, { Dense: { units: 10, activation: softmax } }]
      training: { optimizer: { Adam: { learning_rate: 0.003 } }, loss: sparse_categorical_crossentropy, epochs: 6, margins: true }
      """;

  @BeforeAll
  static void train() throws IOException {
    study = folder.resolve("folds");
    Path file = folder.resolve("folds.yaml");
    Files.writeString(file, "base:\n" + SETTINGS.indent(2) + "cross_validation: { folds: 3 }\n");
    Said said = command("study", file.toString(), "--out", study.toString(), "--threads", "1");
    assertEquals(0, said.code(), said.err());
  }

  private static Said command(String... words) {
    List<String> all = new ArrayList<>(List.of(words));
    all.addAll(List.of("--store", folder.resolve("runs.db").toString()));
    return Said.to(all.toArray(String[]::new));
  }

  private static Said labels(String... more) {
    List<String> words = new ArrayList<>(List.of("data", "labels", study.toString(), "--threads", "1"));
    words.addAll(List.of(more));
    return command(words.toArray(String[]::new));
  }

  @Test
  void aStudySaysWhichLabelsAreProbablyWrong() {
    Said said = labels();
    assertEquals(0, said.code(), said.err());
    assertTrue(said.out().contains(" of 900 labels of strokes look wrong."), said.out());
    assertTrue(said.out().contains("3 networks judged, each the fold that it had not learned."), said.out());
    assertTrue(said.out().contains("Planted: 25 wrong labels."), said.out());
    assertTrue(
        said.out().replaceAll(" +", " ").contains("image label more likely wrong margin the 10 most like it"),
        said.out());
    assertTrue(said.out().lines().allMatch(line -> line.length() <= 80), said.out());
  }

  @Test
  void theLikeliestOnesAreThePlantedOnes() {
    JsonNode found = new JsonMapper().readTree(labels("--json", "--count", "54").out());
    assertEquals(900, found.get("images").asInt());
    assertEquals(1, found.get("precision").size());
    assertTrue(found.get("planted").get("recall").asDouble() > 0.5, found.get("planted").toString());
    assertTrue(found.get("labels").get(0).get("wrong").asDouble() > 0.9);
  }

  @Test
  void theManifestIsCorrectedAndLearned() throws IOException {
    Path file = folder.resolve("corrected.csv");
    Said said = labels("--out", file.toString(), "--accept", "--count", "0");
    assertEquals(0, said.code(), said.err());
    List<String> lines = Files.readAllLines(file);
    assertEquals("path,label,split,group,given,suggested,wrong,rank", lines.getFirst());
    assertEquals(1 + 12_000, lines.size());
    String[] first = lines.get(1).split(",", -1);
    assertEquals(first[1], first[5], "the suggested label is accepted");
    assertTrue(first[0].startsWith("corrected/train/"), first[0]);
    Said again = labels("--out", file.toString());
    assertTrue(again.err().contains("is there already; say --overwrite"), again.err());
    Said images = labels("--out", file.toString(), "--overwrite");
    assertEquals(1, images.code(), images.err());
    assertTrue(
        images.err().contains("corrected' is there already") || images.err().contains("corrected is there already"),
        images.err());
    assertEquals("", images.out(), "nothing is judged in vain");
    Said shown = Said.to("data", "show", file.toString(), "--count", "1");
    assertEquals(0, shown.code(), shown.err());
    assertTrue(shown.err().contains("10,000 to train on, 2,000 to test on"), shown.err());
  }

  @Test
  void aRunIsNoJudgeOfWhatItLearned() throws IOException {
    Path file = folder.resolve("one.yaml");
    Files.writeString(file, SETTINGS);
    Path run = folder.resolve("one");
    assertEquals(0, command("train", file.toString(), "--out", run.toString(), "--threads", "1").code());
    Said said = command("data", "labels", run.toString(), "--threads", "1");
    assertEquals(0, said.code(), said.err());
    assertTrue(said.out().contains("One network judged that has learned these labels"), said.out());
    assertTrue(said.out().contains("the area under the margin"), said.out());
    assertFalse(said.out().contains("  wrong  "), said.out());
  }

  @Test
  void whatMakesNoSenseIsWrongUse() {
    assertTrue(command("data", "labels").err().contains("takes a study, a run, or --data with images"));
    assertTrue(labels("--folds", "3").err().contains("a study or a run has its own"));
    assertTrue(labels("--out", "x.txt").err().contains("--out is a table, such as corrected.csv"));
    assertTrue(labels("--overwrite").err().contains("--overwrite is about the manifest"));
    assertTrue(labels("--accept").err().contains("--accept is about the manifest"));
  }
}
