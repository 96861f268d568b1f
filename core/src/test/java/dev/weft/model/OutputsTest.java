package dev.weft.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class OutputsTest {
  private static final Loss FROM_LOGITS = new Loss.SparseCategoricalCrossentropy(true);

  private static Outputs of(Loss loss, Layer... layers) {
    return Outputs.of(Sequential.of(Shape.of(4), Arrays.asList(layers)), loss);
  }

  @Test
  void aSoftmaxOrSigmoidAtTheEndMakesProbabilities() {
    assertEquals(Outputs.PROBABILITIES, of(Loss.POISSON, Dense.of(3).activation(Activation.SOFTMAX)));
    assertEquals(Outputs.PROBABILITIES, of(Loss.POISSON, Dense.of(3), Softmax.of()));
    assertEquals(Outputs.PROBABILITIES, of(Loss.POISSON, Dense.of(1), ActivationLayer.of(Activation.SIGMOID)));
  }

  @Test
  void theyAreProbabilitiesEvenIfTheLossTakesThemForScores() {
    assertEquals(Outputs.PROBABILITIES, of(FROM_LOGITS, Dense.of(3).activation(Activation.SOFTMAX)));
  }

  @Test
  void whatChangesNoNumberMayFollow() {
    assertEquals(
        Outputs.PROBABILITIES,
        of(
            Loss.POISSON,
            Dense.of(3).activation(Activation.SOFTMAX),
            Dropout.of(0.5),
            Flatten.of(),
            ActivationLayer.of(Activation.LINEAR)));
  }

  @Test
  void theLossTellsThatOutputsAreScoresOfASoftmax() {
    assertEquals(Outputs.LOGITS, of(FROM_LOGITS, Dense.of(3)));
    assertEquals(Outputs.LOGITS, of(Loss.POISSON, Dense.of(3).activation(Activation.LOG_SOFTMAX)));
  }

  @Test
  void severalOutputsOfABinaryLossAreEachTheirOwn() {
    assertEquals(Outputs.BINARY_LOGITS, of(new Loss.BinaryCrossentropy(true, 0), Dense.of(3)));
    float[] probabilities = {0.5f, 0.75f};
    assertArrayEquals(probabilities, Outputs.BINARY_LOGITS.perClass(new float[] {0, (float) Math.log(3)}, 2), 1e-6f);
    assertArrayEquals(Outputs.LOGITS.perClass(new float[] {1}, 1), Outputs.BINARY_LOGITS.perClass(new float[] {1}, 1));
  }

  @Test
  void aSingleOutputOfAHingeLossIsOnOneSideOfZero() {
    assertEquals(Outputs.MARGIN, of(new Loss.Hinge(), Dense.of(1).activation(Activation.TANH)));
    assertEquals(Outputs.MARGIN, of(new Loss.SquaredHinge(), Dense.of(1)));
    assertEquals(Outputs.SCORES, of(new Loss.Hinge(), Dense.of(2)));
    assertEquals(Outputs.PROBABILITIES, of(new Loss.Hinge(), Dense.of(1).activation(Activation.SIGMOID)));
    assertArrayEquals(new float[] {-0.25f, 0.25f}, Outputs.MARGIN.perClass(new float[] {0.25f}, 1));
  }

  @Test
  void elseNothingSaysThatTheyAreProbabilities() {
    assertEquals(Outputs.SCORES, of(Loss.SPARSE_CATEGORICAL_CROSSENTROPY, Dense.of(3)));
    assertEquals(Outputs.SCORES, of(Loss.POISSON, Dense.of(3).activation(Activation.SOFTMAX), Dense.of(2)));
    assertEquals(Outputs.SCORES, of(Loss.POISSON, Dense.of(3).activation(Activation.TANH)));
  }

  @Test
  void aSingleOutputSpeaksOfTwoClasses() {
    assertArrayEquals(new float[] {0.75f, 0.25f}, Outputs.PROBABILITIES.perClass(new float[] {0.25f}, 1));
    assertArrayEquals(new float[] {0.2689414f, 0.7310586f}, Outputs.LOGITS.perClass(new float[] {1}, 1), 1e-6f);
    assertArrayEquals(new float[] {-1, 2}, Outputs.SCORES.perClass(new float[] {2}, 1));
  }

  @Test
  void onlyLogitsGoThroughTheSoftmax() {
    float[] two = {0, (float) Math.log(3)};
    assertArrayEquals(new float[] {0.25f, 0.75f}, Outputs.LOGITS.perClass(two, 2), 1e-6f);
    assertArrayEquals(two, Outputs.SCORES.perClass(two, 2));
  }
}
