package dev.weft.chart;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.weft.dataset.ImageSet;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PixelNumbersTest {
  @Test
  void everyPixelIsItsNumber() {
    byte[] image = Tiny.images().image(4);
    List<String> numbers = IntStream.range(0, 16).mapToObj(i -> String.valueOf(image[i] & 0xFF)).toList();
    List<String> texts = ParsedSvg.of(Charts.numbers(Tiny.images(), 4)).texts();
    assertEquals("image 4, dog: 4 x 4", texts.get(1));
    assertEquals(numbers, texts.subList(2, texts.size()));
  }

  @Test
  void colouredPixelsHaveThree() {
    ImageSet set = ImageSet.of(new byte[] {1, 2, 3, 4, 5, (byte) 255}, new int[] {0}, 1, 2, 3, List.of("a"));
    List<String> texts = ParsedSvg.of(Charts.numbers(set, 0)).texts();
    assertEquals(List.of("1", "2", "3", "4", "5", "255"), texts.subList(2, texts.size()));
  }
}
