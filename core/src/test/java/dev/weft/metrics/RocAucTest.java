package dev.weft.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RocAucTest {
  @ParameterizedTest
  @MethodSource("dev.weft.metrics.Golden#cases")
  void isScikitLearns(Golden golden) {
    RocAuc rocAuc = RocAuc.of(golden.predictions());
    golden.check("/roc_auc_ovo_macro", rocAuc.oneVsOne(Average.MACRO));
    golden.check("/roc_auc_ovo_weighted", rocAuc.oneVsOne(Average.WEIGHTED));
    golden.check("/roc_auc_ovr_macro", rocAuc.oneVsRest(Average.MACRO));
    golden.check("/roc_auc_ovr_weighted", rocAuc.oneVsRest(Average.WEIGHTED));
  }

  @ParameterizedTest
  @MethodSource("dev.weft.metrics.Golden#cases")
  void aSampleIsWorthWhatItsCopiesAre(Golden golden) {
    RocAuc copies = RocAuc.of(golden.copies());
    RocAuc sample = RocAuc.of(Ranking.of(golden.predictions()), golden.sample());
    assertEquals(copies.oneVsOne(Average.MACRO), sample.oneVsOne(Average.MACRO));
    assertEquals(copies.oneVsRest(Average.WEIGHTED), sample.oneVsRest(Average.WEIGHTED));
  }

  @Test
  void aSampleHasOneCountForEachImage() {
    Ranking ranking = Ranking.of(Predictions.of(new int[] {0, 1}, new double[] {0.5, 0.5, 0.5, 0.5}, 2));
    assertThrows(IllegalArgumentException.class, () -> RocAuc.of(ranking, new int[] {1, 0, 1}));
  }

  @Test
  void oneClassAgainstTheRestCountsPairsInTheRightOrder() {
    double[] ofClass1 = {0.1, 0.4, 0.4, 0.8};
    double[] probabilities = new double[8];
    for (int i = 0; i < 4; i++) {
      probabilities[2 * i] = 1 - ofClass1[i];
      probabilities[2 * i + 1] = ofClass1[i];
    }
    RocAuc rocAuc = RocAuc.of(Predictions.of(new int[] {0, 0, 1, 1}, probabilities, 2));
    assertEquals(OptionalDouble.of(3.5 / 4), rocAuc.oneVsRest(1));
  }

  @Test
  void thereIsNoMicroAverage() {
    RocAuc rocAuc = RocAuc.of(Predictions.of(new int[] {0, 1}, new double[] {0.5, 0.5, 0.5, 0.5}, 2));
    assertThrows(IllegalArgumentException.class, () -> rocAuc.oneVsOne(Average.MICRO));
    assertThrows(IllegalArgumentException.class, () -> rocAuc.oneVsRest(Average.MICRO));
  }
}
