package dev.weft.chart;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.chart.HeatMap.Axis;
import dev.weft.chart.HeatMap.Cell;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class HeatMapTest {
  private static final Axis RATE = new Axis("learning rate", List.of("0.0003", "0.001"));
  private static final Axis BATCH = new Axis("batch size", List.of("16", "32"));

  private static Cell cell(int column, int row, double value) {
    return new Cell(column, row, value, value - 0.01, value + 0.01, List.of(2 * row + column));
  }

  private static HeatMap map(boolean moreIsBetter, double... values) {
    List<Cell> cells = new ArrayList<>();
    for (int i = 0; i < values.length; i++) {
      cells.add(cell(i % 2, i / 2, values[i]));
    }
    return new HeatMap("validation accuracy", moreIsBetter, moreIsBetter ? 0.81 : 0.4, 3, RATE, BATCH, cells);
  }

  @Test
  void theFindingNamesTheBestAndTheWorstPlace() {
    assertEquals(
        "Validation accuracy is best at learning rate 0.001 and batch size 32: 0.884 (0.874 to 0.894); worst at"
            + " learning rate 0.0003 and batch size 16: 0.810.",
        map(true, 0.81, 0.86, 0.85, 0.884).finding());
  }

  @Test
  void theLeastLossIsTheBest() {
    HeatMap loss = map(false, 0.2, 0.3, 0.25, 0.4);
    assertEquals(0.2, loss.best().value());
    assertEquals(0.4, loss.worst().value());
    assertEquals(5, loss.shade(loss.best()));
    assertEquals(3, loss.shade(loss.at(1, 0).orElseThrow()));
    assertEquals(0, loss.shade(loss.worst()));
  }

  /** One recipe that learned nothing must not make all others look alike. */
  @Test
  void aValueBeyondTheLightestIsAsLight() {
    HeatMap map = map(true, 0.1, 0.81, 0.85, 0.88);
    assertTrue(map.isCut());
    assertEquals(0, map.shade(map.worst()));
    assertEquals(0, map.shade(map.at(1, 0).orElseThrow()));
    assertEquals(5, map.shade(map.best()));
    assertTrue(ParsedSvg.of(map.drawn()).texts().contains("0.810 or worse"));
    assertFalse(map(true, 0.81, 0.86, 0.85, 0.88).isCut());
  }

  @Test
  void equalValuesAreAllTheBest() {
    HeatMap map = new HeatMap("accuracy", true, 0.9, 3, RATE, BATCH, List.of(cell(0, 0, 0.9), cell(1, 1, 0.9)));
    assertEquals(5, map.shade(map.worst()));
  }

  /** A loss that grew without bound. */
  @Test
  void longNumbersAreShort() {
    assertEquals("1.4e+29", map(false, 0.2, 1.35e29).words(1.35e29));
  }

  @Test
  void onlyCellsWithRecipesAreDrawn() {
    HeatMap map = map(true, 0.81, 0.86, 0.85);
    ParsedSvg svg = ParsedSvg.of(map.drawn());
    assertTrue(
        svg.texts().containsAll(List.of("0.810", "0.860", "0.850", "learning rate", "batch size", "0.0003", "32")));
    assertTrue(map.at(1, 1).isEmpty());
  }

  @Test
  void aMeanSaysOfHowMany() {
    HeatMap map =
        new HeatMap("accuracy", true, 0.9, 2, RATE, BATCH, List.of(new Cell(0, 0, 0.9, 0.8, 1, List.of(3, 1, 2))));
    assertTrue(ParsedSvg.of(map.drawn()).texts().containsAll(List.of("0.90", "of 3")));
    assertEquals("Accuracy is at learning rate 0.0003 and batch size 16: 0.90 (0.80 to 1.00).", map.finding());
  }

  @Test
  void aMapHasACell() {
    assertThrows(IllegalArgumentException.class, () -> map(true));
  }
}
