package dev.weft;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class CountedTest {
  @Test
  void ofManyNamesTheFirstFiveAreNamed() {
    assertEquals("a, b", Counted.some(List.of("a", "b")));
    assertEquals("a, b, c, d, e and 2 more", Counted.some(List.of("a", "b", "c", "d", "e", "f", "g")));
  }
}
