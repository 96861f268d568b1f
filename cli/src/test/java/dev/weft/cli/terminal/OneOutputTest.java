package dev.weft.cli.terminal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.dataset.ImageSet;
import dev.weft.model.Activation;
import dev.weft.model.Adam;
import dev.weft.model.Dense;
import dev.weft.model.Flatten;
import dev.weft.model.Graph;
import dev.weft.model.Input;
import dev.weft.model.Loss;
import dev.weft.model.Sequential;
import dev.weft.run.Scores;
import dev.weft.train.Model;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A network with one output tells two classes apart: the second if the output is above 0.5. */
class OneOutputTest {
  /** Four images of one pixel: 0 and 100 are dark, 200 and 255 light; 100 and 255 are labelled wrongly. */
  private static final ImageSet SET =
      ImageSet.of(
          new byte[] {0, 100, (byte) 200, (byte) 255}, new int[] {0, 1, 1, 0}, 1, 1, 1, List.of("dark", "light"));

  @Test
  void metricsAndConfusionsAreThoseOfTwoClasses() {
    Graph network = Sequential.of(Input.of(1, 1, 1), Flatten.of(), Dense.of(1).activation(Activation.SIGMOID));
    Model model = Model.compile(network, Adam.of(), Loss.BINARY_CROSSENTROPY, 1);
    model.weights("dense", "kernel")[0] = 10;
    model.weights("dense", "bias")[0] = -5;
    Scores scores = Scores.of(model.evaluate(SET, 4, 1));
    assertArrayEquals(new int[][] {{1, 1}, {1, 1}}, scores.confusion().counts());
    assertEquals(0.5, scores.metrics().get("accuracy"));
    assertEquals(0.5, scores.metrics().get("f1_macro"));
    assertEquals(1 / (1 + Math.exp(5 - 10 * 200 / 255.0)), scores.predictions().probability(2, 1), 1e-6);
    assertEquals(1, scores.predictions().probability(2, 0) + scores.predictions().probability(2, 1), 1e-6);
    String report = Report.of("Test", scores, SET.classNames(), 80);
    assertTrue(report.contains("dark taken for light: 1 of 2"), report);
  }
}
