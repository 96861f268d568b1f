package dev.weft.dataset;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class PixelValuesTest {
  @Test
  void fewValuesAreListed() {
    byte[] pixels = {0, 0, 2, (byte) 254};
    ImageSet set = ImageSet.of(pixels, new int[] {0}, 2, 2, 1, List.of("cat"));
    assertEquals("pixels 0, 2, 254, mean 64.00, deviation 109.70, 50.0 % are 0", PixelValues.of(set).sentence());
  }

  @Test
  void eachChannelIsCounted() {
    byte[] pixels = {0, 7, (byte) 255, 0, 7, 0};
    List<PixelValues> channels = PixelValues.ofChannels(ImageSet.of(pixels, new int[] {0}, 1, 2, 3, List.of("cat")));
    assertEquals(1, channels.get(0).share(0));
    assertEquals(1, channels.get(1).share(7));
    assertEquals(0.5, channels.get(2).share(255));
    assertEquals(0.5, PixelValues.together(channels).share(0));
  }
}
