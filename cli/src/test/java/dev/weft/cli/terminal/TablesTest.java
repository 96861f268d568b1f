package dev.weft.cli.terminal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.weft.metrics.ConfusionMatrix;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TablesTest {
  @Test
  void theConfusionMatrixIsAlignedWithTheClassesNames() {
    ConfusionMatrix matrix = new ConfusionMatrix(new int[][] {{1200, 0, 7}, {3, 45, 0}, {0, 0, 8}});
    assertEquals(
        """
                        0    1    2
          0 T-shirt  1200    ·    7
          1 Bag         3   45    ·
          2             ·    ·    8
        """,
        Tables.confusion(matrix, List.of("T-shirt", "Bag", "2"), Integer.MAX_VALUE));
  }

  @Test
  void anIdIsATextAlsoWhereItHasNoLetter() {
    assertEquals("id        n\n59432385  5\n", Tables.aligned(List.of("id", "n"), List.of(List.of("59432385", "5"))));
    assertEquals(
        "id          n\n7e432385  100\n", Tables.aligned(List.of("id", "n"), List.of(List.of("7e432385", "100"))));
  }

  @Test
  void metricsStandBelowEachOther() {
    Map<String, Double> metrics = new LinkedHashMap<>();
    metrics.put("accuracy", 0.98765);
    metrics.put("roc_auc_ovo_weighted", 1.0);
    assertEquals(
        """
          accuracy               0.9877
          roc_auc_ovo_weighted   1.0000
        """,
        Tables.metrics(metrics));
  }

  @Test
  void averagesOfTheAreaThatReadTheSameAreOneLine() {
    Map<String, Double> metrics = new LinkedHashMap<>();
    metrics.put("accuracy", 0.9);
    for (String average : List.of("ovo", "ovo_weighted", "ovr", "ovr_weighted")) {
      metrics.put("roc_auc_" + average, 0.98765);
    }
    assertEquals(
        """
          accuracy               0.9000
          roc_auc                0.9877  (ovo, ovr, macro and weighted)
        """,
        Tables.metrics(metrics));
    metrics.put("roc_auc_ovr", 0.9876);
    assertEquals(5, Tables.metrics(metrics).lines().count());
  }

  @Test
  void aConfusionMatrixOfManyClassesIsContinuedBelow() {
    int[][] counts = new int[3][3];
    counts[0][0] = 5;
    counts[1][2] = 10;
    assertEquals(
        """
                         0  1
          0 a very lo…   5  ·
          1 b            ·  ·
          2 c            ·  ·

                         2
          0 a very lo…   ·
          1 b           10
          2 c            ·
        """,
        Tables.confusion(new ConfusionMatrix(counts), List.of("a very long name", "b", "c"), 21));
  }

  private static final List<String> HEADER = List.of("id", "name", "accuracy", "loss");
  private static final List<List<String>> ROWS =
      List.of(
          List.of("1f3a", "a-study-with-a-name-of-many-words", "0.9123", "0.3"), List.of("77b0", "b", "0.9", "12.25"));

  @Test
  void aTableThatFitsIsWhole() {
    assertEquals(Tables.aligned(HEADER, ROWS), Tables.aligned(HEADER, ROWS, 56));
  }

  @Test
  void aTableThatIsTooWideHasItsTextsCutButNoNumber() {
    assertEquals(
        """
        id    name              accuracy   loss
        1f3a  a-study-with-a-…    0.9123    0.3
        77b0  b                      0.9  12.25
        """,
        Tables.aligned(HEADER, ROWS, 39));
  }

  @Test
  void aTableThatIsFarTooWideIsContinuedBelow() {
    assertEquals(
        """
        id    name
        1f3a  a-study-with-a-nam…
        77b0  b

        id    accuracy   loss
        1f3a    0.9123    0.3
        77b0       0.9  12.25
        """,
        Tables.aligned(HEADER, ROWS, 25));
  }

  @Test
  void aTableOfOneColumnOrNoRowIsWhole() {
    assertEquals("name\na\n", Tables.aligned(List.of("name"), List.of(List.of("a")), 3));
    assertEquals("", Tables.aligned(List.of(), List.of(), 3));
  }
}
