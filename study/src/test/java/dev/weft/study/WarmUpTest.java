package dev.weft.study;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.data.Datasets;
import dev.weft.experiment.Trial;
import dev.weft.train.Fit;
import dev.weft.train.Model;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class WarmUpTest {
  private static List<Trial> trials(String grid) {
    return Tiny.study(Tiny.BASE + grid).trials().stream()
        .map(trial -> Trial.of(trial.experiment(), Datasets.load("strokes")))
        .toList();
  }

  @Test
  void eachKindOfNetworkIsWarmedUpOnce() {
    List<Trial> sizes = trials("grid: { model.1.Dense.units: [4, 8] }");
    List<Trial> other = trials("set: { model.1: { Dropout: { rate: 0.5 } } }");
    WarmUp warmUp = new WarmUp();
    long began = System.nanoTime();
    assertTrue(warmUp.before(sizes.get(0), 1));
    assertTrue(System.nanoTime() - began > 1_000_000_000L);
    assertFalse(warmUp.before(sizes.get(1), 1));
    assertTrue(warmUp.before(other.getFirst(), 1));
  }

  @Test
  void nothingOfItIsLeft() {
    Trial trial = trials("").getFirst();
    float[] before = weights(trial);
    new WarmUp().before(trial, 1);
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
