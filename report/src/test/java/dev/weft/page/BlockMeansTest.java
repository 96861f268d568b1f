package dev.weft.page;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.weft.dataset.ImageSet;
import java.util.List;
import org.junit.jupiter.api.Test;

class BlockMeansTest {
  private static ImageSet set(int height, int width, int channels, byte... pixels) {
    return ImageSet.of(pixels, new int[] {0}, height, width, channels, List.of("cat"));
  }

  @Test
  void aPixelIsTheMeanOfItsBlock() {
    ImageSet set = set(2, 4, 1, (byte) 200, (byte) 100, (byte) 0, (byte) 1, (byte) 0, (byte) 0, (byte) 1, (byte) 4);
    assertArrayEquals(new byte[] {75, 2}, BlockMeans.within(2, set).of(set.image(0), set));
  }

  @Test
  void channelsStayApart() {
    ImageSet set = set(1, 2, 3, (byte) 10, (byte) 20, (byte) 30, (byte) 30, (byte) 40, (byte) 50);
    assertArrayEquals(new byte[] {20, 30, 40}, BlockMeans.within(1, set).of(set.image(0), set));
  }

  @Test
  void theLongerSideFitsAndTheShapeStays() {
    ImageSet set = set(30, 20, 1, new byte[600]);
    assertEquals(new BlockMeans(15, 10), BlockMeans.within(15, set));
    assertFalse(BlockMeans.within(32, set).changes(set));
  }
}
