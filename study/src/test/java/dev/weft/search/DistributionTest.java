package dev.weft.search;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.weft.SplitMix64;
import dev.weft.config.ConfigException;
import dev.weft.search.Distribution.Choice;
import dev.weft.search.Distribution.Whole;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class DistributionTest {
  private static Map<Object, Integer> counts(Whole from, int draws) {
    SplitMix64 random = SplitMix64.of(1);
    Map<Object, Integer> counts = new TreeMap<>();
    for (int i = 0; i < draws; i++) {
      counts.merge(from.at(from.draw(random)), 1, Integer::sum);
    }
    return counts;
  }

  @Test
  void wholeNumbersGoByTheirStep() {
    Map<Object, Integer> counts = counts(new Whole(16, 100, 32, false), 3_000);
    assertEquals("[16, 48, 80]", counts.keySet().toString());
    counts.values().forEach(count -> assertEquals(1_000, count, 100));
  }

  @Test
  void byLogarithmsEachOrderOfMagnitudeIsAlike() {
    Map<Object, Integer> counts = counts(new Whole(1, 1_000, 1, true), 30_000);
    double below = 0;
    for (Map.Entry<Object, Integer> one : counts.entrySet()) {
      below += (int) one.getKey() <= 31 ? one.getValue() : 0;
    }
    double share = Math.log(31.5 / 0.5) / Math.log(1_000.5 / 0.5);
    assertEquals(share, below / 30_000, 0.02);
  }

  @Test
  void eachValueStandsInTheMiddleOfItsCell() {
    for (Whole from : new Whole[] {new Whole(3, 40, 1, true), new Whole(-7, 7, 2, false), new Whole(1, 9, 4, true)}) {
      double end = 0;
      for (int value = from.low(); value <= from.high(); value += from.step()) {
        double middle = (end + from.end(end + 1e-9)) / 2;
        assertEquals(value, from.at(middle));
        assertEquals(end, from.begin(middle), 1e-12);
        end = from.end(middle);
      }
      assertEquals(1, end, 1e-12);
    }
  }

  @Test
  void whatIsNoRangeIsRefused() {
    assertEquals(
        "a 'Choice' must have a value to choose; received none.",
        assertThrows(ConfigException.class, () -> new Choice(List.of())).getMessage());
    assertEquals(
        "'low' must be less than 'high', both finite; received 5.0 and 5.0.",
        assertThrows(ConfigException.class, () -> Whole.of(5, 5)).getMessage());
    assertEquals(
        "'step' must be from 1 to 'high' - 'low', 4; received 5.",
        assertThrows(ConfigException.class, () -> new Whole(1, 5, 5, false)).getMessage());
    assertEquals(
        "'low' must be above 0; received 0.0.",
        assertThrows(ConfigException.class, () -> new Whole(0, 5, 1, true)).getMessage());
  }
}
