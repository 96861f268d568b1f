package dev.weft.cli.data;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.weft.dataset.ImageSet;
import java.util.List;
import org.junit.jupiter.api.Test;

class PixelNumbersTest {
  private static final byte[] PIXELS = {0, 10, (byte) 200, 1, 2, (byte) 255};

  @Test
  void aRowThatIsTooWideIsContinuedBelow() {
    ImageSet grey = ImageSet.of(PIXELS, new int[] {1}, 2, 3, 1, List.of("cat", "dog"));
    assertEquals(
        """
        0: 1 dog
        columns 0 to 1
           0  10
           1   2

        columns 2 to 2
         200
         255

        pixels 0 to 255 (6 values), mean 78.00, deviation 106.95, 16.7 % are 0; the set of values:
           0   1
           2  10
         200 255

        """,
        PixelNumbers.of(grey, new int[] {0}, 10));
  }

  @Test
  void channelsStandBelowEachOther() {
    ImageSet colours = ImageSet.of(PIXELS, new int[] {0}, 1, 2, 3, List.of("cat", "dog"));
    assertEquals(
        """
        0: 0 cat
        channel 0
           0   1

        channel 1
          10   2

        channel 2
         200 255

        pixels 0 to 255 (6 values), mean 78.00, deviation 106.95, 16.7 % are 0; the set of values:
           0   1   2  10 200 255

        """,
        PixelNumbers.of(colours, new int[] {0}, 80));
  }
}
