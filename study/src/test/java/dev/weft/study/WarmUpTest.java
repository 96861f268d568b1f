package dev.weft.study;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.dataset.Datasets;
import dev.weft.experiment.ExperimentFile;
import dev.weft.experiment.Trial;
import dev.weft.model.Activation;
import dev.weft.model.Dense;
import dev.weft.model.Flatten;
import dev.weft.model.Graph;
import dev.weft.model.Input;
import dev.weft.model.LeakyReLU;
import dev.weft.model.Sequential;
import dev.weft.train.Fit;
import dev.weft.train.Model;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

@Isolated("it measures times")
class WarmUpTest {
  private static Trial trial(String... layers) {
    String first = "    - Flatten\n";
    String all = first + String.join("", List.of(layers).stream().map(layer -> "    - " + layer + "\n").toList());
    return Trial.of(
        Tiny.study(Tiny.BASE.replace(first, all)).trials().getFirst().experiment(), Datasets.load("strokes"));
  }

  @Test
  void eachSetOfKindsIsWarmedUpOnceInAProcess() {
    long began = System.nanoTime();
    assertTrue(WarmUp.before(trial("BatchNormalization", "Dropout: { rate: 0.5 }"), 1, () -> false));
    assertTrue(System.nanoTime() - began > 1_000_000_000L);
    Trial deeper = trial("BatchNormalization", "Dropout: { rate: 0.2 }", "Dense: { units: 4 }", "BatchNormalization");
    assertFalse(WarmUp.before(deeper, 1, () -> false));
  }

  @Test
  void aStopEndsItAtOnce() {
    Trial trial = trial("BatchNormalization", "LeakyReLU", "Dropout: { rate: 0.5 }");
    AtomicInteger asked = new AtomicInteger();
    assertTrue(WarmUp.before(trial, 1, () -> asked.incrementAndGet() > 0));
    assertEquals(1, asked.get());
  }

  @Test
  void itIsAsInTheFirstStage(@TempDir Path folder) {
    Graph network =
        Sequential.of(Input.of(28, 28, 1), Flatten.of(), LeakyReLU.of(), Dense.of(10).activation(Activation.SOFTMAX));
    String yaml =
        """
        data: { dataset: strokes, train_size: 100 }
        model: { from: "%s", freeze: true }
        training:
          optimizer: Adam
          loss: sparse_categorical_crossentropy
          stages: [{ epochs: 1, unfreeze: true }]
        """
            .formatted(Tiny.base(folder, network));
    Trial trial = Trial.of(ExperimentFile.parse("tuned.yaml", yaml, List.of()), Datasets.load("strokes"));
    assertTrue(WarmUp.before(trial, 1, () -> true));
  }

  @Test
  void nothingOfItIsLeft() {
    Trial trial = trial();
    float[] before = weights(trial);
    WarmUp.before(trial, 1, () -> false);
    assertEquals(List.of(boxed(before)), List.of(boxed(weights(trial))));
  }

  private static float[] weights(Trial trial) {
    Model model = trial.model();
    model.fit(trial.train(), Fit.epochs(1).threads(1));
    return model.variables().getFirst().values();
  }

  private static List<Float> boxed(float[] values) {
    List<Float> list = new ArrayList<>();
    for (float value : values) {
      list.add(value);
    }
    return list;
  }
}
