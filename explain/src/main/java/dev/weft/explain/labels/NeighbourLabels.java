package dev.weft.explain.labels;

import dev.weft.engine.WorkerPool;
import dev.weft.kernel.PackedMatrix;
import dev.weft.kernel.Product;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Which labels the images have that a network sees most like an image.
 *
 * @param own how many of the neighbours of each image have its label
 * @param other how many have the commonest other label
 * @param suggested that label; of equally common ones that of the nearest
 */
record NeighbourLabels(int[] own, int[] other, int[] suggested) {
  /** How many neighbours are asked. */
  static final int COUNT = 10;

  private static final int BLOCK = 128;

  /**
   * Asks the nearest images.
   *
   * @param known directions of the images that are asked, with their labels
   * @param asked directions of the images that are judged, with their labels
   * @param itself where each judged image stands among the known ones, which it does not ask; -1 for nowhere
   */
  static NeighbourLabels of(
      Directions known, int[] labels, Directions asked, int[] askedLabels, int[] itself, int threads) {
    NeighbourLabels found = new NeighbourLabels(new int[itself.length], new int[itself.length], new int[itself.length]);
    Search search = new Search(known, asked, itself);
    try (WorkerPool workers = new WorkerPool(threads)) {
      int units = Math.ceilDiv(itself.length, BLOCK);
      workers.run(
          unit -> search.block(unit, (image, nearest) -> found.count(image, nearest, labels, askedLabels[image])),
          units,
          Long.MAX_VALUE);
    }
    return found;
  }

  private void count(int image, int[] nearest, int[] labels, int label) {
    int[] near = Arrays.stream(nearest).filter(at -> at >= 0).map(at -> labels[at]).toArray();
    own[image] = (int) Arrays.stream(near).filter(one -> one == label).count();
    suggested[image] = -1;
    for (int one : near) {
      int count = (int) Arrays.stream(near).filter(other -> other == one).count();
      if (one != label && count > other[image]) {
        other[image] = count;
        suggested[image] = one;
      }
    }
  }

  /** How many more neighbours have the label of image i than the commonest other, as a share of all: -1 to 1. */
  double margin(int i) {
    return (double) (own[i] - other[i]) / COUNT;
  }

  private interface Found {
    void accept(int image, int[] nearest);
  }

  /** Nearest by distance: {@code q r - r r / 2} is largest. */
  private static final class Search {
    private final Directions known;
    private final Directions asked;
    private final int[] itself;
    private final float[] packed;
    private final int images;

    Search(Directions known, Directions asked, int[] itself) {
      this.known = known;
      this.asked = asked;
      this.itself = itself;
      int size = known.size();
      images = known.values().length / size;
      packed = new float[PackedMatrix.size(size, images)];
      float[] bias = new float[images];
      for (int i = 0; i < images; i++) {
        for (int j = 0; j < size; j++) {
          float value = known.values()[i * size + j];
          bias[i] -= value * value / 2;
        }
      }
      for (int panel = 0; panel < PackedMatrix.count(images); panel++) {
        PackedMatrix.packTransposed(known.values(), size, images, panel, packed);
        PackedMatrix.packBias(bias, size, images, panel, packed);
      }
    }

    void block(int block, Found found) {
      int size = known.size();
      int from = block * BLOCK;
      int to = Math.min(itself.length, from + BLOCK);
      int[] rows = IntStream.range(0, to).map(i -> i * size).toArray();
      float[] products = new float[BLOCK * Product.WIDTH];
      int[][] nearest = new int[to - from][COUNT];
      float[][] likeness = new float[to - from][COUNT];
      for (int i = 0; i < to - from; i++) {
        Arrays.fill(nearest[i], -1);
        Arrays.fill(likeness[i], Float.NEGATIVE_INFINITY);
      }
      for (int panel = 0; panel < PackedMatrix.count(images); panel++) {
        int columns = PackedMatrix.columns(panel, images);
        Product.panel(
            asked.values(),
            rows,
            from,
            to,
            new int[] {0},
            size,
            size,
            packed,
            PackedMatrix.offset(panel, size),
            PackedMatrix.bias(panel, size, images),
            products,
            0,
            Product.WIDTH,
            columns);
        for (int i = 0; i < to - from; i++) {
          for (int column = 0; column < columns; column++) {
            float product = products[i * Product.WIDTH + column];
            int image = PackedMatrix.column(panel) + column;
            if (product > likeness[i][COUNT - 1] && image != itself[from + i]) {
              insert(nearest[i], likeness[i], image, product);
            }
          }
        }
      }
      for (int i = 0; i < to - from; i++) {
        found.accept(from + i, nearest[i]);
      }
    }

    private static void insert(int[] nearest, float[] likeness, int image, float product) {
      int at = COUNT - 1;
      for (; at > 0 && likeness[at - 1] < product; at--) {
        nearest[at] = nearest[at - 1];
        likeness[at] = likeness[at - 1];
      }
      nearest[at] = image;
      likeness[at] = product;
    }
  }
}
