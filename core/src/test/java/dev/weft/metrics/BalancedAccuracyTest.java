package dev.weft.metrics;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class BalancedAccuracyTest {
  @ParameterizedTest
  @MethodSource("dev.weft.metrics.Golden#cases")
  void isScikitLearns(Golden golden) {
    golden.check("/balanced_accuracy", BalancedAccuracy.of(golden.matrix()));
  }
}
