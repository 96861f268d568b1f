package dev.weft.explain.embedding;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class NeighbourhoodTest {
  private static final float[] LINE = {0, 1, 3, 3, 10};

  @Test
  void theNearestComeFirstAndOfEqualOnesTheFirst() {
    int[][] nearest = Neighbourhood.of(LINE, 1, 2).nearest();
    assertArrayEquals(new int[] {1, 2}, nearest[0]);
    assertArrayEquals(new int[] {3, 1}, nearest[2]);
    assertArrayEquals(new int[] {2, 3}, nearest[4]);
  }

  @Test
  void sharesAreOfAllNeighbours() {
    assertEquals(6 / 10.0, Neighbourhood.of(LINE, 1, 2).sameClass(new int[] {0, 0, 1, 1, 1}), 1e-12);
  }

  @Test
  void trustworthinessIsThatOfScikitLearn() {
    float[] waves = PrincipalComponentsTest.waves();
    float[] plane = new float[120];
    for (int i = 0; i < plane.length; i++) {
      plane[i] = waves[i / 2 * 12 + i % 2 * 5];
    }
    JsonNode golden = PrincipalComponentsTest.golden().get("trustworthiness");
    int[] counts = {1, 5, 12};
    for (int i = 0; i < counts.length; i++) {
      assertEquals(golden.get(i).asDouble(), Neighbourhood.of(plane, 2, counts[i]).trustworthiness(waves, 12), 1e-9);
    }
  }

  @Test
  void thePlaceItselfIsBelievedWhole() {
    float[] waves = PrincipalComponentsTest.waves();
    assertEquals(1, Neighbourhood.of(waves, 12, 7).trustworthiness(waves, 12));
  }
}
