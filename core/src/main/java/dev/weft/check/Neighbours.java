package dev.weft.check;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What the images near an image are, in a {@link SmallSpace}. An image is compared with at most 20,000 images, spread
 * evenly over the set; one that lies at the same point is passed over.
 *
 * @param labels (images, at most 10): the classes of the nearest images, the nearest first
 * @param distances (images): from the image to the tenth nearest, or to the last of fewer
 * @param toOwn (images): from the image to the third nearest image of its own class; infinite where there are fewer
 */
record Neighbours(int[][] labels, float[] distances, float[] toOwn) {
  private static final int MOST_COMPARED = 20_000;
  private static final int NEAREST = 10;
  private static final int OF_OWN = 3;
  private static final float SAME = 1e-7f;

  static Neighbours of(float[][] points, int[] labels) {
    int compared = Math.min(MOST_COMPARED, points.length);
    int[] others = IntStream.range(0, compared).map(i -> (int) ((long) i * points.length / compared)).toArray();
    int dimensions = points.length == 0 ? 0 : points[0].length;
    float[][] values = new float[dimensions][compared]; // one dimension after another, so that loops run over images
    for (int i = 0; i < compared; i++) {
      for (int d = 0; d < dimensions; d++) {
        values[d][i] = points[others[i]][d];
      }
    }
    int[][] nearest = new int[points.length][];
    float[] distances = new float[points.length];
    float[] toOwn = new float[points.length];
    int[] classes = IntStream.of(others).map(i -> labels[i]).toArray();
    IntStream.range(0, points.length)
        .parallel()
        .forEach(i -> {
          float[] squares = squares(points[i], values, compared);
          Nearest all = new Nearest(NEAREST);
          Nearest own = new Nearest(OF_OWN);
          for (int at = 0; at < compared; at++) {
            if (squares[at] > SAME) {
              all.add(squares[at], classes[at]);
              if (classes[at] == labels[i]) {
                own.add(squares[at], classes[at]);
              }
            }
          }
          nearest[i] = all.labels();
          distances[i] = all.farthest();
          toOwn[i] = own.isFull() ? own.farthest() : Float.POSITIVE_INFINITY;
        });
    return new Neighbours(nearest, distances, toOwn);
  }

  private static float[] squares(float[] point, float[][] values, int count) {
    float[] squares = new float[count];
    for (int d = 0; d < values.length; d++) {
      float[] of = values[d];
      float own = point[d];
      for (int at = 0; at < count; at++) {
        float difference = of[at] - own;
        squares[at] += difference * difference;
      }
    }
    return squares;
  }

  /** The few least of many squared distances. */
  private static final class Nearest {
    private final float[] squares;
    private final int[] labels;
    private int count;

    Nearest(int most) {
      squares = new float[most];
      labels = new int[most];
    }

    void add(float square, int label) {
      if (isFull() && square >= squares[count - 1]) {
        return;
      }
      int at = isFull() ? count - 1 : count++;
      for (; at > 0 && squares[at - 1] > square; at--) {
        squares[at] = squares[at - 1];
        labels[at] = labels[at - 1];
      }
      squares[at] = square;
      labels[at] = label;
    }

    boolean isFull() {
      return count == squares.length;
    }

    int[] labels() {
      return Arrays.copyOf(labels, count);
    }

    float farthest() {
      return count == 0 ? Float.POSITIVE_INFINITY : (float) Math.sqrt(squares[count - 1]);
    }
  }

  /** How many of the nearest images of image i are of a class. */
  int votes(int i, int label) {
    return (int) Arrays.stream(labels[i]).filter(one -> one == label).count();
  }

  /** The class that most of the nearest images of image i are of; -1 where there are none. */
  int majority(int i) {
    List<Integer> distinct = new ArrayList<>(Arrays.stream(labels[i]).distinct().boxed().toList());
    return distinct.stream().max((a, b) -> Integer.compare(votes(i, a), votes(i, b))).orElse(-1);
  }
}
