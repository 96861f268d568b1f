package dev.weft.page.study;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ThinnedLineTest {
  @Test
  void aShortLineKeepsAllItsPointsWithAValue() {
    assertArrayEquals(new int[] {0, 2, 3}, ThinnedLine.of(new double[] {0.5, Double.NaN, 0.7, 0.6}, 4));
    assertArrayEquals(new int[] {}, ThinnedLine.of(new double[] {Double.NaN, Double.POSITIVE_INFINITY}, 4));
  }

  @Test
  void aLongLineKeepsItsEndsAndEachPeak() {
    double[] values = IntStream.range(0, 200).mapToDouble(i -> 0.9 + i * 1e-4).toArray();
    values[57] = 0.2;
    values[123] = 0.99;
    List<Integer> kept = Arrays.stream(ThinnedLine.of(values, 40)).boxed().toList();
    assertTrue(kept.size() <= 40, kept.size() + " points");
    assertTrue(kept.containsAll(List.of(0, 57, 123, 199)), kept.toString());
    assertEquals(kept.stream().sorted().distinct().toList(), kept);
  }

  @Test
  void eachStretchOfALongLineIsKept() {
    int[] kept = ThinnedLine.of(DoubleStream.iterate(1, value -> value * 0.99).limit(1_000).toArray(), 22);
    int widest = IntStream.range(1, kept.length).map(i -> kept[i] - kept[i - 1]).max().orElseThrow();
    assertTrue(widest <= 100, widest + " epochs without a point");
  }
}
