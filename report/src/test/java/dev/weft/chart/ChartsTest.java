package dev.weft.chart;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.metrics.Predictions;
import dev.weft.model.Outputs;
import dev.weft.train.Evaluation;
import dev.weft.train.History;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

class ChartsTest {
  @Test
  void anEvaluationIsItsPredictions() {
    int[] labels = {0, 1, 2};
    float[] outputs = {0.8f, 0.1f, 0.1f, 0.6f, 0.3f, 0.1f, 0.1f, 0.1f, 0.8f};
    Evaluation evaluation = new Evaluation(0.5, 2.0 / 3, labels, outputs, 3, Outputs.PROBABILITIES, 1);
    assertEquals(
        Charts.confusion(Predictions.of(labels, outputs, 3), Tiny.NAMES).svg(),
        Charts.confusion(evaluation, Tiny.NAMES).svg());
  }

  /** The probabilities of scores are their softmax; one output is the second of two classes. */
  @Test
  void anEvaluationIsWhatItsOutputsMean() {
    Evaluation logits =
        new Evaluation(0.5, 0.5, new int[] {0, 1}, new float[] {0, (float) Math.log(3), 1, 1}, 2, Outputs.LOGITS, 1);
    assertArrayEquals(new float[] {0.25f, 0.75f, 0.5f, 0.5f}, logits.perClass(), 1e-6f);
    Evaluation one =
        new Evaluation(0.5, 0.5, new int[] {0, 1}, new float[] {0.25f, 0.75f}, 1, Outputs.PROBABILITIES, 1);
    assertArrayEquals(new float[] {0.75f, 0.25f, 0.25f, 0.75f}, one.perClass());
    assertEquals("2 of 2 images right, accuracy 1.0000", Charts.confusion(one, List.of("no", "yes")).subtitle());
  }

  @Test
  void aHistoryIsItsEpochs() {
    History history = new History(Tiny.epochs(), History.Outcome.COMPLETED, "", List.of());
    assertEquals(Charts.curves(Tiny.epochs()).svg(), Charts.curves(history).svg());
  }

  /** The example of {@code docs/charts.md}, run as it says there. */
  @Test
  @EnabledIfSystemProperty(named = "weft.thorough", matches = "true") // it takes two processes half a minute
  void theExampleForJShellDraws(@TempDir Path folder) throws Exception {
    Process jshell =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "jshell").toString(),
                "--class-path",
                System.getProperty("java.class.path"),
                "-J-Djava.util.prefs.userRoot=" + folder,
                "-R--add-modules=jdk.incubator.vector",
                "-R-Djava.awt.headless=true",
                Path.of("../examples/charts.jsh").toAbsolutePath().toString())
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .start();
    jshell.getOutputStream().close();
    String said = new String(jshell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, jshell.waitFor(), said);
    for (String name : List.of("curves.svg", "confusion.svg", "network.pdf", "mistakes.png")) {
      assertTrue(Files.exists(folder.resolve("charts").resolve(name)), () -> name + ": " + said);
    }
  }
}
