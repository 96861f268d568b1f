package dev.weft.chart;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class FilledColumnsTest {
  @Test
  void aColumnInWhichOnlyTheHeaderSaysSomethingIsLeftOut() {
    assertEquals(
        List.of(List.of("a", "c"), List.of("1", ""), List.of("", "2")),
        FilledColumns.of(List.of(List.of("a", "b", "c"), List.of("1", "", ""), List.of("", "", "2"))));
  }

  @Test
  void aTableWithoutRowsHasNoColumns() {
    assertEquals(List.of(List.of()), FilledColumns.of(List.of(List.of("a", "b"))));
  }
}
