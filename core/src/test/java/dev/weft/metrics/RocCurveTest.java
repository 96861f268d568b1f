package dev.weft.metrics;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RocCurveTest {
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void theAreaUnderItIsTheRocAuc(long seed) {
    Predictions predictions = random(seed, 400, 3);
    RocAuc areas = RocAuc.of(predictions);
    for (int label = 0; label < 3; label++) {
      RocCurve curve = RocCurve.of(Ranking.of(predictions), label);
      assertEquals(areas.oneVsRest(label).getAsDouble(), area(curve), 1e-12);
    }
  }

  @Test
  void goesUpForTheClassAndAcrossForTheOthers() {
    Predictions predictions =
        Predictions.of(new int[] {0, 0, 1, 0, 1, 1}, new double[] {.9, .1, .8, .2, .7, .3, .6, .4, .5, .5, .4, .6}, 2);
    RocCurve curve = RocCurve.of(Ranking.of(predictions), 0);
    assertArrayEquals(new double[] {0, 0, 1.0 / 3, 1.0 / 3, 1}, curve.falsePositives(), 1e-15);
    assertArrayEquals(new double[] {0, 2.0 / 3, 2.0 / 3, 1, 1}, curve.truePositives(), 1e-15);
  }

  @Test
  void equalProbabilitiesAreOneStraightStep() {
    Predictions predictions = Predictions.of(new int[] {0, 1, 0, 1}, new double[] {.5, .5, .5, .5, .5, .5, .5, .5}, 2);
    RocCurve curve = RocCurve.of(Ranking.of(predictions), 0);
    assertArrayEquals(new double[] {0, 1}, curve.falsePositives());
    assertArrayEquals(new double[] {0, 1}, curve.truePositives());
  }

  @Test
  void aClassThatNeverOccursHasOnlyTheCorners() {
    Predictions predictions = Predictions.of(new int[] {0, 0}, new double[] {.9, .1, .2, .8}, 2);
    assertArrayEquals(new double[] {0, 1}, RocCurve.of(Ranking.of(predictions), 1).truePositives());
    assertArrayEquals(new double[] {0, 1}, RocCurve.of(Ranking.of(predictions), 0).truePositives());
  }

  /** Probabilities in steps of a tenth, so that many are equal. */
  private static Predictions random(long seed, int images, int classes) {
    SplittableRandom random = new SplittableRandom(seed);
    int[] labels = random.ints(images, 0, classes).toArray();
    double[] probabilities = new double[images * classes];
    for (int i = 0; i < images; i++) {
      double a = random.nextInt(11) / 10.0;
      double b = random.nextInt(11) / 10.0 * (1 - a);
      probabilities[i * classes] = a;
      probabilities[i * classes + 1] = b;
      probabilities[i * classes + 2] = 1 - a - b;
    }
    return Predictions.of(labels, probabilities, classes);
  }

  private static double area(RocCurve curve) {
    double area = 0;
    for (int i = 1; i < curve.falsePositives().length; i++) {
      double width = curve.falsePositives()[i] - curve.falsePositives()[i - 1];
      area += width * (curve.truePositives()[i] + curve.truePositives()[i - 1]) / 2;
    }
    return area;
  }
}
