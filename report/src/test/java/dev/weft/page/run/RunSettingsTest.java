package dev.weft.page.run;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.weft.experiment.ExperimentFile;
import java.util.List;
import org.junit.jupiter.api.Test;

class RunSettingsTest {
  private static String stages(String stages) {
    String yaml =
        """
        data: { dataset: strokes }
        model: [Flatten, { Dense: { units: 10, activation: softmax } }]
        training: { optimizer: Adam, loss: sparse_categorical_crossentropy, %s }
        """
            .formatted(stages);
    return RunSettings.of(ExperimentFile.parse("x.yaml", yaml, List.of())).learning().stream()
        .filter(setting -> setting.name().equals("stages"))
        .findFirst()
        .orElseThrow()
        .value();
  }

  @Test
  void whatAStageLeavesOutIsLeftOut() {
    assertEquals("epochs 3; epochs 2, batch size 8", stages("stages: [{ epochs: 3 }, { epochs: 2, batch_size: 8 }]"));
    assertEquals("not set", stages("epochs: 3"));
  }
}
