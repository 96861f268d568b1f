package dev.weft.chart;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LettersTest {
  @Test
  void afterZComesAA() {
    List<String> letters = IntStream.of(0, 1, 25, 26, 27, 51, 52, 701, 702).mapToObj(Letters::of).toList();
    assertEquals(List.of("A", "B", "Z", "AA", "AB", "AZ", "BA", "ZZ", "AAA"), letters);
    assertEquals(1000, IntStream.range(0, 1000).mapToObj(Letters::of).distinct().count());
  }
}
