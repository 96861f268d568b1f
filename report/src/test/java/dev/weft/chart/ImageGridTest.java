package dev.weft.chart;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ImageGridTest {
  @ParameterizedTest
  @CsvSource({"1, 1", "3, 3", "9, 9", "10, 10", "12, 6", "25, 5", "30, 10", "50, 10", "64, 8", "13, 7"})
  void theLastRowIsAsFullAsCanBe(int images, int columns) {
    assertEquals(columns, ImageGrid.columns(images));
  }

  @Test
  void longCaptionsAreShortenedAndDoNotMeet() {
    Tile tile = new Tile(RasterImage.of(Tiny.images(), 0), List.of("x".repeat(200)), Tile.Mark.NONE);
    ImageGrid grid = new ImageGrid(List.of(tile, tile));
    assertTrue(grid.width() < 300);
    List<String> texts = ParsedSvg.of(new Chart("", "", grid)).texts();
    assertTrue(texts.getFirst().startsWith("xxx") && texts.getFirst().endsWith("…"), texts::toString);
  }
}
