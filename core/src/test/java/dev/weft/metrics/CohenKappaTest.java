package dev.weft.metrics;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CohenKappaTest {
  @ParameterizedTest
  @MethodSource("dev.weft.metrics.Golden#cases")
  void isScikitLearns(Golden golden) {
    golden.check("/cohen_kappa", CohenKappa.of(golden.matrix()));
  }
}
