package dev.weft.page.explain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.dataset.ImageSet;
import dev.weft.explain.slices.Slice;
import dev.weft.explain.slices.Slices;
import dev.weft.metrics.Predictions;
import dev.weft.page.Gallery;
import dev.weft.page.MadeUp;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SlicesFigureTest {
  private static final ImageSet SET = MadeUp.STROKES.test().range(0, 400);

  /** Wrong of every third image from the north. */
  private static SlicesFigure figure(int oneWrongIn, List<String> words) {
    double[] probabilities = new double[400 * 10];
    for (int i = 0; i < 400; i++) {
      int predicted = i % oneWrongIn == 0 && i % 4 == 0 ? (SET.label(i) + 1) % 10 : SET.label(i);
      probabilities[i * 10 + predicted] = 1;
    }
    Predictions predictions = Predictions.of(SET.labels(), probabilities, 10);
    int[] rows = IntStream.range(0, 400).filter(row -> !predictions.isRight(row)).toArray();
    Gallery gallery = new Gallery(rows, Optional.empty(), "", List.of());
    return new SlicesFigure(Slices.of(predictions, SET, Map.of("hospital", words)), gallery);
  }

  @Test
  void theGroupsOnWhichItIsWorseComeWithTheirMistakes() {
    List<String> words = IntStream.range(0, 400).mapToObj(i -> i % 4 == 0 ? "north" : "south").toList();
    SlicesFigure figure = figure(3, words);
    assertTrue(
        figure.sentence().matches("On \\d+ of \\d+ groups of 400 test images it is significantly worse .*"),
        figure.sentence());
    Slice first = figure.worse().getFirst();
    assertEquals("hospital north: 34 of 100 images are mistakes", figure.title(first));
    assertEquals(34, figure.slots(first).split(",").length);
    List<String> cells = figure.worst().rows().getFirst().stream().map(cell -> cell.text()).toList();
    assertEquals(List.of("hospital north", "100", "34"), cells.subList(0, 3));
    assertEquals(List.of("34.00 %", "25.46 % to 43.72 %", "0.00 %", "< 0.001"), cells.subList(4, 8));
  }

  @Test
  void thatNothingIsSignificantIsWritten() {
    List<String> words = IntStream.range(0, 400).mapToObj(i -> i % 3 == 0 ? "north" : "south").toList();
    SlicesFigure figure = figure(40, words);
    assertTrue(figure.sentence().endsWith("none is significantly worse than other images of the same classes."));
    assertTrue(figure.withImages().isEmpty());
    assertTrue(figure.hasGroups());
  }

  @Test
  void withoutAMistakeThereIsNothingToCompare() {
    SlicesFigure figure = figure(Integer.MAX_VALUE, IntStream.range(0, 400).mapToObj(i -> "").toList());
    assertTrue(figure.worse().isEmpty());
  }
}
