package dev.weft.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.weft.chart.Bar;
import java.util.List;
import org.junit.jupiter.api.Test;

class BarFigureTest {
  private static final BarFigure FIGURE =
      BarFigure.of(
          "Accuracy",
          List.of(
              new Bar("wide", 0.8612, 0.8403, 0.8791),
              new Bar("narrow", 0.9784, 0.9754, 0.9811).marked(true),
              Bar.of("alone", 0.9),
              Bar.of("failed", Double.NaN)));

  @Test
  void aValueHasTheDigitsThatItsIntervalJustifies() {
    assertEquals(List.of("0.861", "0.9784", "0.9000"), FIGURE.bars().stream().map(FIGURE::value).toList());
    assertEquals(List.of("0.840 to 0.879", "0.9754 to 0.9811", ""), FIGURE.bars().stream().map(FIGURE::range).toList());
  }

  @Test
  void theAxisSaysThatItDoesNotBeginAtZero() {
    assertEquals("Lines are 95 % intervals. The axis goes from 0.80 to 1.00, not from zero.", FIGURE.note());
    assertEquals("", BarFigure.ofSeconds("Time", List.of(Bar.of("a", 3))).note());
  }

  @Test
  void theWinnerIsMarked() {
    assertEquals(List.of(false, true, false), FIGURE.bars().stream().map(Bar::isMarked).toList());
    assertFalse(Bar.of("a", 1).isMarked());
  }
}
