package dev.weft.study;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.dataset.Datasets;
import dev.weft.experiment.Trial;
import dev.weft.train.Fit;
import dev.weft.train.Model;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
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
    long began = System.nanoTime();
    assertTrue(WarmUp.before(trial, 1, () -> true));
    assertTrue(System.nanoTime() - began < 900_000_000L);
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
