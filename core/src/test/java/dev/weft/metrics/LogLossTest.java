package dev.weft.metrics;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class LogLossTest {
  @ParameterizedTest
  @MethodSource("dev.weft.metrics.Golden#cases")
  void isScikitLearns(Golden golden) {
    golden.check("/log_loss", LogLoss.of(golden.predictions()));
  }
}
