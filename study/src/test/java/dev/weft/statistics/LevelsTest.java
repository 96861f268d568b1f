package dev.weft.statistics;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LevelsTest {
  @Test
  void numbersRise() {
    assertEquals(List.of(1, 0, 2, 1), Levels.ofNumbers(32, 16, 64, 32).of());
  }

  @Test
  void recipesWithoutTheSettingAreALevelOfTheirOwn() {
    Levels levels = Levels.ofNumbers(0.5, Double.NaN, -3, Double.NaN);
    assertEquals(List.of(2, 0, 1, 0), levels.of());
    assertEquals(3, levels.count());
  }

  @Test
  void manyNumbersAreRangesOfAboutAsManyRecipes() {
    Levels levels = Levels.ofNumbers(IntStream.range(0, 320).mapToDouble(i -> Math.exp(i)).toArray());
    assertEquals(32, levels.count());
    assertEquals(0, levels.of().get(9));
    assertEquals(1, levels.of().get(10));
    assertEquals(31, levels.of().get(319));
  }

  @Test
  void equalNumbersHaveOneLevelWhereverRangesEnd() {
    double[] values = IntStream.range(0, 100).mapToDouble(i -> Math.max(50, i)).toArray();
    Levels levels = Levels.ofNumbers(values);
    assertEquals(1, levels.of().subList(0, 51).stream().distinct().count());
    assertEquals(levels.count(), levels.of().stream().distinct().count());
  }

  @Test
  void wordsAreRankedByTheirMean() {
    Levels levels = Levels.ofWords(List.of("Adam", "SGD", "", "SGD"));
    assertFalse(levels.isOrdered());
    assertEquals(List.of(0, 1, 2, 1), levels.of());
    assertArrayEquals(new int[] {2, 0, 1, 0}, levels.ranked(new double[] {0.9, 0.1, 0.5, 0.3}));
  }
}
