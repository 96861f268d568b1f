package dev.weft.explain.outlier;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class SeparationTest {
  /** scikit-learn: roc_auc_score([0] * 5 + [1] * 4, [1, 2, 2, 3, 5, 2, 3, 4, 6]) = 0.725. */
  @Test
  void isScikitLearnsAreaWithTies() {
    Separation separation = Separation.of(new double[] {5, 2, 1, 3, 2}, new double[] {4, 2, 6, 3}, 1);
    assertEquals(0.725, separation.area(), 1e-12);
    assertTrue(separation.interval().contains(0.725));
  }

  @Test
  void isOneWhereAllOthersAreHigher() {
    Separation separation = Separation.of(new double[] {1, 2}, new double[] {3, 4, 5}, 1);
    assertEquals(1, separation.area());
    assertEquals(1, separation.interval().low());
  }

  /** Hanley and McNeil (1982): 0.0326 is the standard error of an area of 0.76 on 100 and 100. */
  @Test
  void theIntervalIsAsWideAsTheFormulaOfHanleyAndMcNeil() {
    double[] images = new double[100];
    double[] others = new double[100];
    Arrays.setAll(images, i -> Math.log((i + 0.5) / (100 - i - 0.5)));
    Arrays.setAll(others, i -> images[i] + 1.8);
    Separation separation = Separation.of(images, others, 1);
    double q1 = separation.area() / (2 - separation.area());
    double q2 = 2 * separation.area() * separation.area() / (1 + separation.area());
    double square = separation.area() * separation.area();
    double error = Math.sqrt((separation.area() * (1 - separation.area()) + 99 * (q1 - square + q2 - square)) / 10_000);
    assertEquals(2 * 1.96 * error, separation.interval().high() - separation.interval().low(), 0.3 * 4 * error);
  }
}
