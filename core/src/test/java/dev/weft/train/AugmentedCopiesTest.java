package dev.weft.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.weft.augment.Factor;
import dev.weft.augment.MixUp;
import dev.weft.augment.RandomFlip;
import dev.weft.augment.RandomInvert;
import dev.weft.augment.ValueRange;
import dev.weft.dataset.ImageSet;
import dev.weft.model.Adam;
import java.util.List;
import org.junit.jupiter.api.Test;

class AugmentedCopiesTest {
  private static final ImageSet TEST = Small.images(300, 340);

  private static Model model() {
    Model model = Small.model(Small.DENSE, Adam.of(0.01));
    model.fit(Small.images(150), Fit.epochs(1));
    return model;
  }

  /** Inverted images are the same whatever chance says, so the mean is that of two outputs. */
  @Test
  void outputsAreTheMeanOverTheImageAndItsCopies() {
    Model model = model();
    AugmentedCopies inverted = AugmentedCopies.of(3, List.of(new RandomInvert(Factor.of(1, 1), ValueRange.BYTES)));
    float[] inputs = Small.inputs(TEST);
    float[] plain = model.predict(inputs);
    for (int i = 0; i < inputs.length; i++) {
      inputs[i] = 1 - inputs[i];
    }
    float[] copies = model.predict(inputs);
    float[] means = new float[plain.length];
    double loss = 0;
    for (int i = 0; i < means.length; i++) {
      means[i] = (plain[i] + 3 * copies[i]) / 4;
    }
    for (int i = 0; i < TEST.size(); i++) {
      loss -= Math.log(means[i * 10 + TEST.label(i)]) / TEST.size();
    }
    Evaluation evaluation = mean(model, inverted, 128, 1);
    assertArrayEquals(means, evaluation.outputs(), 1e-5f);
    assertEquals(loss, evaluation.loss(), 1e-4);
  }

  private static Evaluation mean(Model model, AugmentedCopies copies, int batch, int threads) {
    return model.evaluate(TEST, copies, batch, threads, ViewedEvaluation.Watcher.NONE).mean();
  }

  @Test
  void neitherThreadsNorBatchesChangeThem() {
    Model model = model();
    AugmentedCopies flips = AugmentedCopies.of(4, List.of(RandomFlip.of(), MixUp.of()));
    float[] one = mean(model, flips, 128, 1).outputs();
    assertArrayEquals(one, mean(model, flips, 128, 3).outputs());
    assertArrayEquals(one, mean(model, flips, 7, 2).outputs(), 1e-6f);
  }

  @Test
  void needAnAugmentationOfOneImage() {
    assertThrows(IllegalArgumentException.class, () -> AugmentedCopies.of(4, List.of(MixUp.of())));
  }
}
