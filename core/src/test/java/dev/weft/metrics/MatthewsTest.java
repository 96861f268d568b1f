package dev.weft.metrics;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class MatthewsTest {
  @ParameterizedTest
  @MethodSource("dev.weft.metrics.Golden#cases")
  void isScikitLearns(Golden golden) {
    golden.check("/matthews", Matthews.of(golden.matrix()));
  }
}
