package dev.weft.metrics;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import org.junit.jupiter.api.Test;

class RankingTest {
  @Test
  void ordersImagesByEachClassAndGroupsTheTies() {
    double[] probabilities = {0.25, 0.75, 0.5, 0.5, 0.0, 1.0, 0.5, 0.5, -0.0, 1.0};
    Ranking ranking = Ranking.of(Predictions.of(new int[5], probabilities, 2));
    assertArrayEquals(new int[][] {{4, 2, 0, 1, 3}, {1, 3, 0, 2, 4}}, ranking.order());
    assertArrayEquals(new int[][] {{2, 3, 5}, {2, 3, 5}}, ranking.ends());
  }
}
