package dev.weft.cli.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.cli.Said;
import java.util.List;
import org.junit.jupiter.api.Test;

class ModelCommandTest {
  private static List<String> lines(String... arguments) {
    return Said.to(arguments).out().lines().toList();
  }

  @Test
  void thePlanSaysHowEachLayerIsComputedInTrainingAndInInference() {
    List<String> lines = lines("model", "b-cnn", "--plan");
    assertTrue(lines.contains("Training, batches of 128 images:"));
    assertTrue(lines.stream().anyMatch(line -> line.matches("│ conv2d_1 \\(Conv2D\\) +│ Winograd, tiles │.*MB │")));
    assertEquals(2, lines.stream().filter(line -> line.contains("dropout")).count(), "the summary and the training");
    assertTrue(lines.stream().allMatch(line -> line.length() <= 80));
  }

  @Test
  void aBatchSizeAsksForTheMemoryOfTrainingAndInference() {
    List<String> small = lines("model", "fashion-mlp", "--batch-size", "32");
    List<String> large = lines("model", "fashion-mlp", "--batch-size", "3200");
    assertTrue(small.stream().anyMatch(line -> line.startsWith("┃ Memory for 32 images")), String.join("\n", small));
    assertTrue(megabytes(large) > megabytes(small) + 10);
    assertFalse(small.contains("Inference:"), "no plan was asked for");
  }

  private static double megabytes(List<String> lines) {
    String total = lines.stream().filter(line -> line.startsWith("│ Total")).findFirst().orElseThrow();
    return Double.parseDouble(total.split("│")[2].strip().replace(" MB", "").replace(",", ""));
  }

  @Test
  void averagesOfWeightsAndTheBestWeightsTakeMemoryOfATraining() {
    String[] asked = {"model", "d-1", "--batch-size", "32", "--set", "training.swa={start: 0.5}"};
    List<String> averaged = Said.to(asked).out().lines().toList();
    asked[5] = "training.augment=[]";
    List<String> plain = Said.to(asked).out().lines().toList();
    int parameters = 4 * (784 * 128 + 128 + 128 * 10 + 10);
    assertEquals(parameters / 1048576.0, megabytes(averaged) - megabytes(plain), 0.02);
  }

  @Test
  void aBatchHasAtLeastOneImage() {
    Said said = Said.to("model", "b-cnn", "--batch-size", "0");
    assertEquals(2, said.code());
    assertEquals("weft: --batch-size must be at least 1; received 0.\n", said.err());
  }
}
