package dev.weft.metrics;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.weft.metrics.ConfusionMatrix.Confusion;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ConfusionMatrixTest {
  @ParameterizedTest
  @MethodSource("dev.weft.metrics.Golden#cases")
  void countsActualAgainstPredicted(Golden golden) {
    ConfusionMatrix matrix = golden.matrix();
    for (int actual = 0; actual < matrix.classes(); actual++) {
      int[] expected = golden.expected().at("/confusion/" + actual).valueStream().mapToInt(n -> n.intValue()).toArray();
      assertArrayEquals(expected, matrix.counts()[actual]);
    }
    golden.check("/accuracy", matrix.accuracy());
    assertEquals(golden.predictions().size(), matrix.total());
    assertEquals(matrix.total(), matrix.correct() + matrix.mistakes());
  }

  @ParameterizedTest
  @MethodSource("dev.weft.metrics.Golden#cases")
  void scoresEachClass(Golden golden) {
    ConfusionMatrix matrix = golden.matrix();
    for (int label = 0; label < matrix.classes(); label++) {
      golden.check("/per_class/support/" + label, matrix.support(label));
      golden.check("/per_class/precision/" + label, matrix.precision(label));
      golden.check("/per_class/recall/" + label, matrix.recall(label));
      golden.check("/per_class/f1/" + label, matrix.f1(label));
    }
  }

  @ParameterizedTest
  @MethodSource("dev.weft.metrics.Golden#cases")
  void averagesTheClasses(Golden golden) {
    ConfusionMatrix matrix = golden.matrix();
    for (Average average : Average.values()) {
      String name = "/" + average.name().toLowerCase(Locale.ROOT);
      golden.check(name + "/precision", matrix.precision(average));
      golden.check(name + "/recall", matrix.recall(average));
      golden.check(name + "/f1", matrix.f1(average));
    }
  }

  @ParameterizedTest
  @MethodSource("dev.weft.metrics.Golden#cases")
  void aSampleCountsAsItsCopiesDo(Golden golden) {
    ConfusionMatrix sample = ConfusionMatrix.of(golden.predictions(), golden.sample());
    assertArrayEquals(ConfusionMatrix.of(golden.copies()).counts(), sample.counts());
  }

  @Test
  void aSampleHasOneCountForEachImage() {
    Predictions predictions = Predictions.of(new int[] {0, 1}, new double[] {0.5, 0.5, 0.5, 0.5}, 2);
    assertThrows(IllegalArgumentException.class, () -> ConfusionMatrix.of(predictions, new int[] {2}));
  }

  @Test
  void namesTheWorstConfusionsFirst() {
    ConfusionMatrix matrix = new ConfusionMatrix(new int[][] {{9, 2, 0}, {5, 9, 2}, {0, 1, 9}});
    List<Confusion> all =
        List.of(new Confusion(1, 0, 5), new Confusion(0, 1, 2), new Confusion(1, 2, 2), new Confusion(2, 1, 1));
    assertEquals(all, matrix.mostConfused(10));
    assertEquals(all.subList(0, 2), matrix.mostConfused(2));
  }
}
