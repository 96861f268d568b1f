package dev.weft.explain.robustness;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.weft.dataset.ImageSet;
import dev.weft.dataset.Scaling;
import dev.weft.model.Activation;
import dev.weft.model.Adam;
import dev.weft.model.Dense;
import dev.weft.model.Flatten;
import dev.weft.model.Input;
import dev.weft.model.Loss;
import dev.weft.model.Sequential;
import dev.weft.train.Model;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Of a linear score {@code w x + b} an attack within the radius r takes at most {@code r (|w1| + |w2| + ...)}, as long
 * as no number leaves 0 to 1; one step reaches that.
 */
class AttackTest {
  private static final float[] WEIGHTS = {1, -2, 3, -4};
  private static final double GREY = 128 / 255.0;

  /** Whose scores of the second class are above those of the first by {@code margin} on a grey image. */
  private static Model linear(boolean oneOutput, double margin, double sureness) {
    Dense last = oneOutput ? Dense.of(1).activation(Activation.SIGMOID) : Dense.of(2).activation(Activation.SOFTMAX);
    Loss loss = oneOutput ? Loss.BINARY_CROSSENTROPY : Loss.SPARSE_CATEGORICAL_CROSSENTROPY;
    Model model = Model.compile(Sequential.of(Input.of(2, 2, 1), Flatten.of(), last), Adam.of(), loss, 1);
    float[] kernel = model.variables().get(0).values();
    float[] bias = model.variables().get(1).values();
    Arrays.fill(kernel, 0);
    int outputs = bias.length;
    for (int i = 0; i < 4; i++) {
      kernel[i * outputs + outputs - 1] = (float) (sureness * WEIGHTS[i]);
    }
    bias[outputs - 1] = (float) (sureness * (margin + 2 * GREY));
    return model.scaling(Scaling.rescale(4));
  }

  private static BitSet right(boolean fast, Model model, double radius) {
    byte[] pixels = new byte[4];
    Arrays.fill(pixels, (byte) 128);
    ImageSet grey = ImageSet.of(pixels, new int[] {1}, 2, 2, 1, List.of("no", "yes"));
    try (Attack attack = new Attack(model, 1)) {
      BitSet clean = attack.clean(grey, () -> false);
      assertEquals(1, clean.cardinality());
      return fast
          ? attack.fastGradientSign(grey, clean, radius, () -> false)
          : attack.projectedGradient(grey, clean, radius, 10, 3, () -> false);
    }
  }

  /** Scores in the thousands have probabilities of 1, whose plain gradients are 0. */
  @ParameterizedTest(name = "one output {0}, margin {1}, scores times {2}")
  @CsvSource({"true, 1, 1", "false, 1, 1", "true, 0.3, 1", "false, 0.3, 1", "true, 1, 5000", "false, 1, 5000"})
  void breaksALinearNetworkJustWhereThatIsPossible(boolean oneOutput, double margin, double sureness) {
    double limit = margin / 10; // the weights' sizes add up to 10
    for (boolean fast : new boolean[] {true, false}) {
      Model model = linear(oneOutput, margin, sureness);
      assertEquals(1, right(fast, model, 0.99 * limit).cardinality(), "within less nothing breaks it");
      assertEquals(0, right(fast, model, 1.01 * limit).cardinality(), "within more one can");
    }
  }

  /** From 0 no number falls. */
  @ParameterizedTest
  @CsvSource({"true", "false"})
  void noNumberLeavesTheRangeOfPixels(boolean fast) {
    Model model = linear(false, 0.5, 1);
    byte[] pixels = {
      0, (byte) 255, 0, (byte) 255
    }; // as far as an attack could go already, but for 0 and 255 themselves
    float[] bias = model.variables().get(1).values();
    bias[1] = 6.5f; // the score is 0.5
    ImageSet set = ImageSet.of(pixels, new int[] {1}, 2, 2, 1, List.of("no", "yes"));
    try (Attack attack = new Attack(model, 1)) {
      BitSet clean = attack.clean(set, () -> false);
      BitSet still =
          fast
              ? attack.fastGradientSign(set, clean, 0.9, () -> false)
              : attack.projectedGradient(set, clean, 0.9, 10, 1, () -> false);
      assertEquals(1, still.cardinality());
    }
  }
}
