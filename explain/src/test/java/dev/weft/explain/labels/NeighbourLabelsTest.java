package dev.weft.explain.labels;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.weft.SplitMix64;
import java.util.Comparator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class NeighbourLabelsTest {
  private static final int IMAGES = 333;
  private static final int SIZE = 7;

  private static Directions directions() {
    SplitMix64 random = SplitMix64.of(3);
    float[] values = new float[IMAGES * SIZE];
    for (int i = 0; i < IMAGES; i++) {
      double squares = 0;
      for (int j = 0; j < SIZE; j++) {
        values[i * SIZE + j] = (float) random.nextGaussian();
        squares += values[i * SIZE + j] * values[i * SIZE + j];
      }
      for (int j = 0; j < SIZE; j++) {
        values[i * SIZE + j] /= (float) Math.sqrt(squares);
      }
    }
    return new Directions(values, SIZE);
  }

  /** All distances, one by one. */
  private static int ofLabel(Directions all, int image, int[] labels, int label) {
    double[] distances = new double[IMAGES];
    for (int i = 0; i < IMAGES; i++) {
      for (int j = 0; j < SIZE; j++) {
        double difference = all.values()[i * SIZE + j] - all.values()[image * SIZE + j];
        distances[i] += difference * difference;
      }
    }
    return (int)
        IntStream.range(0, IMAGES)
            .filter(i -> i != image)
            .boxed()
            .sorted(Comparator.comparingDouble(i -> distances[i]))
            .limit(NeighbourLabels.COUNT)
            .filter(i -> labels[i] == label)
            .count();
  }

  @Test
  void theNearestImagesAreAskedButNotTheImageItself() {
    Directions all = directions();
    int[] labels = IntStream.range(0, IMAGES).map(i -> i * i % 5 % 3).toArray();
    int[] itself = IntStream.range(0, IMAGES).toArray();
    NeighbourLabels found = NeighbourLabels.of(all, labels, all, labels, itself, 2);
    for (int i = 0; i < IMAGES; i++) {
      assertEquals(ofLabel(all, i, labels, labels[i]), found.own()[i]);
      assertEquals(ofLabel(all, i, labels, found.suggested()[i]), found.other()[i]);
    }
    NeighbourLabels again = NeighbourLabels.of(all, labels, all, labels, itself, 1);
    assertArrayEquals(found.own(), again.own());
    assertArrayEquals(found.suggested(), again.suggested());
  }

  @Test
  void fewImagesHaveFewNeighbours() {
    Directions all = directions().at(new int[] {0, 1, 2});
    int[] labels = {0, 1, 1};
    NeighbourLabels found = NeighbourLabels.of(all, labels, all, labels, new int[] {0, 1, 2}, 1);
    assertArrayEquals(new int[] {0, 1, 1}, found.own());
    assertArrayEquals(new int[] {2, 1, 1}, found.other());
    assertEquals(-0.2, found.margin(0));
  }
}
