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
    return new HeatMap("validation accuracy", moreIsBetter, 3, RATE, BATCH, cells);
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
    assertEquals(1, loss.strength(loss.best()));
    assertEquals(0.5, loss.strength(loss.at(1, 0).orElseThrow()), 1e-12);
    assertEquals(0, loss.strength(loss.worst()));
  }

  /** One recipe that learned nothing must not make all others look alike. */
  @Test
  void aValueFarFromAllOthersIsAsLightAsTheWhiskersEnd() {
    HeatMap map = map(true, 0.1, 0.86, 0.85, 0.88);
    assertFalse(map(true, 0.81, 0.86, 0.85, 0.88).isCut());
    List<Cell> cells = new ArrayList<>();
    double[] values = {0.1, 0.84, 0.85, 0.86, 0.87, 0.88, 0.89, 0.9};
    for (int i = 0; i < values.length; i++) {
      cells.add(cell(i % 2, i / 2, values[i]));
    }
    HeatMap outlier = new HeatMap("accuracy", true, 3, RATE, new Axis("seed", List.of("1", "2", "3", "4")), cells);
    assertTrue(outlier.isCut());
    assertEquals(0.84 - 1.5 * (0.89 - 0.84), outlier.lightest(), 1e-12);
    assertEquals(0, outlier.strength(cells.getFirst()));
    assertTrue(outlier.strength(cells.get(1)) > 0.4);
    assertEquals(0.1, map.lightest());
  }

  @Test
  void equalValuesAreAllTheBest() {
    HeatMap map = map(true, 0.9, 0.9, 0.9, 0.9);
    assertEquals(1, map.strength(map.worst()));
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
    HeatMap map = new HeatMap("accuracy", true, 2, RATE, BATCH, List.of(new Cell(0, 0, 0.9, 0.8, 1, List.of(3, 1, 2))));
    assertTrue(ParsedSvg.of(map.drawn()).texts().containsAll(List.of("0.90", "of 3")));
    assertEquals("Accuracy at learning rate 0.0003 and batch size 16 is 0.90 (0.80 to 1.00).", map.finding());
  }

  @Test
  void aMapHasACell() {
    assertThrows(IllegalArgumentException.class, () -> map(true));
  }
}
