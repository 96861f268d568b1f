package dev.weft.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class ReductionTest {
  private static Image reduced(int channels, int factor, Orientation orientation, byte[]... rows) {
    Reduction reduction = new Reduction(rows.length, rows[0].length / channels, channels, factor, orientation);
    for (byte[] row : rows) {
      reduction.add(row);
    }
    return reduction.image(List.of());
  }

  private static byte[] row(int... values) {
    byte[] row = new byte[values.length];
    for (int i = 0; i < row.length; i++) {
      row[i] = (byte) values[i];
    }
    return row;
  }

  @Test
  void areasAreAveragedAndWhatIsLeftAtTheEndToo() {
    Image image = reduced(1, 2, Orientation.UPRIGHT, row(0, 10, 200), row(20, 30, 100), row(7, 9, 255));
    assertEquals("2x2 of 2", image.height() + "x" + image.width() + " of " + image.original().factor());
    assertArrayEquals(row(15, 150, 8, 255), image.pixels());
  }

  @Test
  void whatIsTransparentDoesNotCount() {
    Image image = reduced(2, 2, Orientation.UPRIGHT, row(50, 0, 200, 255), row(90, 0, 90, 0));
    assertArrayEquals(row(200, 64), image.pixels());
    assertArrayEquals(row(0, 0), reduced(2, 2, Orientation.UPRIGHT, row(50, 0, 200, 0)).pixels());
  }

  @Test
  void aReducedImageIsUpright() {
    byte[][] rows = {row(1, 1, 2, 2, 3, 3), row(1, 1, 2, 2, 3, 3), row(4, 4, 5, 5, 6, 6), row(4, 4, 5, 5, 6, 6)};
    assertArrayEquals(row(4, 1, 5, 2, 6, 3), reduced(1, 2, new Orientation(6), rows).pixels());
    assertArrayEquals(row(6, 5, 4, 3, 2, 1), reduced(1, 2, new Orientation(3), rows).pixels());
  }
}
