package dev.weft.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.weft.WeftException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What people write by mistake in experiment files, and the sentence that each of them gets: {@code slips.txt}. */
class ExperimentSlipsTest {
  private static final String GOOD =
      """
      name: digits
      data: { dataset: mnist, validation: { fraction: 0.2 } }
      model:
        - Conv2D: { filters: 4, kernel_size: 3, activation: relu }
        - MaxPooling2D: { pool_size: 2, padding: same }
        - Flatten
        - Dropout: { rate: 0.5 }
        - Dense: { units: 10, activation: softmax }
      training:
        optimizer: { Adam: { learning_rate: 0.01 } }
        loss: sparse_categorical_crossentropy
        epochs: 3
        batch_size: 32
        early_stopping: { monitor: val_loss, patience: 2 }
      """;

  private static List<String> slips() throws IOException {
    try (InputStream in = ExperimentSlipsTest.class.getResourceAsStream("/slips.txt")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.startsWith("#"))
          .toList();
    }
  }

  @ParameterizedTest
  @MethodSource("slips")
  void aSlipIsReadOrGetsASentenceThatHelps(String line) {
    String[] parts = line.split(" \\| ", 3);
    String from = parts[0].replace("\\n", "\n");
    String to = parts[1].replace("\\n", "\n").replace("\\t", "\t");
    String yaml = from.equals("ALL") ? to : GOOD.replace(from, to);
    assertNotEquals(GOOD, yaml);
    assertEquals(parts[2], said(yaml));
  }

  @Test
  void charactersThatOnlyLookPlainAreNamed() {
    assertEquals(
        "x.yaml:13:3: '\u00a0batch_size' is not known here; it has a no-break space; type a plain one.",
        said(GOOD.replace("batch_size", "\u00a0batch_size")));
  }

  @Test
  void aMissingFlattenIsGuessedFromTheShape() {
    assertEquals(
        "x.yaml:7:5: the last layer must give one number for each of the 10 classes of mnist, shape (10,); it gives the"
            + " shape (13, 13, 10); put a Flatten layer before the first Dense layer.",
        said(GOOD.replace("  - Flatten\n", "")));
  }

  /** The answer, its lists of known names left out. */
  private static String said(String yaml) {
    try {
      ExperimentFile.parse("x.yaml", yaml, List.of());
      return "read";
    } catch (WeftException e) {
      return e.getMessage()
          .replaceAll("known are [^.]*(?:\\.\\d[^.]*)*\\.", "known are ….")
          .replaceAll("with a name of [^;]*;", "with a name of …;");
    }
  }
}
