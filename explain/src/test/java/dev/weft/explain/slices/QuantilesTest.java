package dev.weft.explain.slices;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class QuantilesTest {
  private static List<String> groups(double... values) {
    return Quantiles.of("x", "", values, 2).stream().map(group -> group.values() + ": " + group.rows().length).toList();
  }

  @Test
  void fiveGroupsAreAsLargeAsEachOther() {
    double[] values = IntStream.range(0, 100).mapToDouble(i -> 100 - i).toArray();
    List<ImageGroup> groups = Quantiles.of("size", "pixels", values, 20);
    assertEquals(
        List.of("1 to 20 pixels", "21 to 40 pixels", "41 to 60 pixels", "61 to 80 pixels", "81 to 100 pixels"),
        groups.stream().map(ImageGroup::values).toList());
    assertEquals("size 1 to 20 pixels", groups.getFirst().name());
    assertEquals(80, groups.getFirst().rows()[0]);
    assertEquals(99, groups.getFirst().rows()[19]);
  }

  @Test
  void imagesOfOneValueAreInOneGroup() {
    assertEquals(List.of("1: 6", "2: 2", "3: 2"), groups(1, 1, 1, 1, 1, 1, 2, 2, 3, 3));
    assertEquals(List.of("0 to 1: 4", "2 to 7: 6"), groups(0, 1, 1, 1, 2, 2, 2, 2, 2, 7));
  }

  @Test
  void everyKnownImageIsInOneGroup() {
    double[] values = {3, 1, Double.NaN, 2, 8, 7, Double.NaN, 5, 4, 6, 9};
    int[] rows =
        Quantiles.of("x", "", values, 2).stream().flatMapToInt(group -> Arrays.stream(group.rows())).sorted().toArray();
    assertEquals("[0, 1, 3, 4, 5, 7, 8, 9, 10]", Arrays.toString(rows));
  }

  @Test
  void whatIsAlikeInAllOrNearlyAllImagesMakesNoGroups() {
    assertTrue(groups(4, 4, 4, 4, 4, 4, 4, 4).isEmpty());
    assertTrue(groups(4, 4, 4, 4, 4, 4, 4, 9).isEmpty());
    assertTrue(groups(1, 2, 3).isEmpty());
    assertTrue(groups().isEmpty());
  }
}
