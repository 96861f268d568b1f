package dev.weft.study;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class HalvingTest {
  @Test
  void decidesAfterEpochsThatGrowByItsFactor() {
    assertEquals(List.of(1, 3, 9), new Halving(3, 1).rungs(27));
    assertEquals(List.of(2, 4, 8), new Halving(2, 2).rungs(9));
    assertEquals(List.of(), new Halving(2, 5).rungs(5));
  }

  @Test
  void oneOfItsFactorGoesOnAndOneAtLeast() {
    assertEquals(9, Halving.kept(27, 3));
    assertEquals(3, Halving.kept(11, 3));
    assertEquals(1, Halving.kept(2, 3));
  }
}
