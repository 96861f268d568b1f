package dev.weft.page.study;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.weft.page.Table.Cell;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SettingAxisTest {
  private static SettingAxis of(double... values) {
    return of(DoubleStream.of(values).mapToObj(value -> new Cell(String.valueOf(value), value)).toList());
  }

  private static SettingAxis of(List<Cell> cells) {
    return SettingAxis.of(new Column("setting", true, 0, cells));
  }

  @Test
  void valuesOfAGridStandInTheirOrder() {
    SettingAxis axis = of(64, 16, 32, 64, 16, 32);
    assertEquals(List.of("16.0", "32.0", "64.0"), axis.axis().labels());
    assertEquals(List.of(2, 0, 1, 2, 0, 1), axis.places());
  }

  @Test
  void wordsStandAsTheStudyNamesThem() {
    SettingAxis axis = of(List.of(Cell.of("SGD"), Cell.of("Adam"), Cell.NOTHING, Cell.of("SGD")));
    assertEquals(List.of("SGD", "Adam"), axis.axis().labels());
    assertEquals(List.of(0, 1, -1, 0), axis.places());
  }

  @Test
  void drawnNumbersThatSpanMagnitudesAreInHalvesOfThem() {
    SettingAxis axis = of(0.00012, 0.0004, 0.0011, 0.0028, 0.003, 0.0099, 0.02, 0.029);
    assertEquals(
        List.of("0.0001 to 0.0003", "0.0003 to 0.001", "0.001 to 0.003", "0.003 to 0.01", "0.01 to 0.03"),
        axis.axis().labels());
    assertEquals(List.of(0, 1, 2, 2, 3, 3, 4, 4), axis.places());
  }

  @Test
  void ofManyMagnitudesEachIsARange() {
    SettingAxis axis = of(1e-6, 2e-5, 3e-4, 4e-3, 0.05, 0.6, 7);
    assertEquals(7, axis.axis().labels().size());
    assertEquals("0.000001 to 0.00001", axis.axis().labels().getFirst());
    assertEquals("1 to 10", axis.axis().labels().getLast());
    assertEquals(List.of(0, 1, 2, 3, 4, 5, 6), axis.places());
  }

  @Test
  void otherDrawnNumbersAreInRangesOfAboutAsManyRecipes() {
    SettingAxis axis = of(IntStream.range(0, 50).mapToDouble(i -> i / 100.0 + 0.003).toArray());
    assertEquals(List.of("0 to 0.1", "0.1 to 0.2", "0.2 to 0.3", "0.3 to 0.4", "0.4 to 0.5"), axis.axis().labels());
    for (int place = 0; place < 5; place++) {
      int which = place;
      assertEquals(10, axis.places().stream().filter(each -> each == which).count());
    }
  }

  @Test
  void rangesOfWholeNumbersShareNone() {
    List<Cell> cells = new ArrayList<>();
    IntStream.rangeClosed(8, 64).forEach(units -> cells.add(new Cell(String.valueOf(units), units)));
    SettingAxis axis = of(cells);
    assertEquals(List.of("8 to 19", "20 to 29", "30 to 39", "40 to 49", "50 to 64"), axis.axis().labels());
    assertEquals(0, axis.places().getFirst());
    assertEquals(4, axis.places().getLast());
  }
}
