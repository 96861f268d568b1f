package dev.weft.explain.attribution;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class RegionTest {
  @Test
  void strongPixelsThatTouchAreOneRegion() {
    float[] map = new float[81];
    map[0] = 4;
    map[10] = 2; // touches it by a corner
    map[80] = 3;
    map[40] = 1; // less than half of the strongest
    List<Region> regions = Region.of(map, 9, 9, 5);
    assertEquals(
        List.of(new Region("top left", 0, 0, 1, 1, 0.6), new Region("bottom right", 8, 8, 8, 8, 0.3)), regions);
  }

  @Test
  void theMiddleIsTheCentre() {
    float[] map = new float[81];
    map[40] = 1;
    assertEquals(List.of(new Region("centre", 4, 4, 4, 4, 1)), Region.of(map, 9, 9, 5));
    map[40] = 0;
    map[44] = 1;
    assertEquals("middle right", Region.of(map, 9, 9, 5).getFirst().place());
  }

  @Test
  void noMoreThanAsked() {
    float[] map = new float[9];
    map[0] = 1;
    map[2] = 0.9f;
    map[6] = 0.8f;
    assertEquals(2, Region.of(map, 3, 3, 2).size());
  }

  @Test
  void aMapWithoutAnythingAboveZeroHasNone() {
    assertEquals(List.of(), Region.of(new float[] {0, -1, 0, 0}, 2, 2, 5));
  }
}
