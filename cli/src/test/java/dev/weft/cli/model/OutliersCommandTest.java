package dev.weft.cli.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.cli.Said;
import dev.weft.cli.SmallRun;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
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
}
