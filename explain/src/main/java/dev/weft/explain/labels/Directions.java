package dev.weft.explain.labels;

import dev.weft.SplitMix64;
import dev.weft.dataset.ImageSet;
import dev.weft.dataset.Progress;
import dev.weft.explain.embedding.Embeddings;
import dev.weft.model.Truncation;
import dev.weft.train.Model;
import java.util.stream.IntStream;

/**
 * The directions of images' embeddings, for many comparisons: vectors of length 1 of at most 128 numbers. Longer ones
 * are projected at random, the same for each network, which keeps distances to within a few hundredths (Johnson and
 * Lindenstrauss, 1984).
 *
 * @param values (images, size)
 */
record Directions(float[] values, int size) {
  private static final int MOST = 128;
  private static final int PIECE = 2048;
  private static final int KNOWN = 12_000;

  /** Whether a network has an embedding: two layers with weights or more. */
  static boolean canBe(Model model) {
    String node = Truncation.penultimate(model.network());
    return !node.equals(model.network().inputName()) && Truncation.at(model.network(), node).parameters() > 0;
  }

  /** So many images, evenly spread, that their labels can be asked. */
  static int[] spread(int images) {
    int stride = Math.ceilDiv(images, KNOWN);
    return IntStream.range(0, images).filter(i -> i % stride == 0).toArray();
  }

  /** Those of all images of a set, by a network. */
  static Directions of(Model model, ImageSet set, int threads, Progress progress) {
    float[] values = null;
    float[] projection = null;
    int size = 0;
    for (int from = 0; from < set.size(); from += PIECE) {
      int to = Math.min(set.size(), from + PIECE);
      Embeddings piece = Embeddings.of(model, set.range(from, to), threads, done -> {});
      progress.count("embeddings", to, set.size(), "images");
      if (values == null) {
        size = Math.min(MOST, piece.size());
        values = new float[Math.multiplyExact(set.size(), size)];
        projection = piece.size() > MOST ? projection(piece.size()) : null;
      }
      for (int i = 0; i < piece.images(); i++) {
        write(piece, i, projection, size, values, (from + i) * size);
      }
    }
    return new Directions(values, size);
  }

  private static float[] projection(int length) {
    SplitMix64 random = SplitMix64.of(1, "directions", length);
    float[] projection = new float[length * MOST];
    for (int i = 0; i < projection.length; i++) {
      projection[i] = (float) (random.nextGaussian() / Math.sqrt(MOST));
    }
    return projection;
  }

  private static void write(Embeddings piece, int image, float[] projection, int size, float[] into, int at) {
    int length = piece.size();
    double squares = 0;
    for (int i = 0; i < length; i++) {
      float value = piece.values()[image * length + i];
      squares += (double) value * value;
    }
    float scale = squares == 0 ? 0 : (float) (1 / Math.sqrt(squares));
    for (int i = 0; i < length; i++) {
      float value = scale * piece.values()[image * length + i];
      if (projection == null) {
        into[at + i] = value;
      } else if (value != 0) {
        for (int j = 0; j < size; j++) {
          into[at + j] += value * projection[i * size + j];
        }
      }
    }
  }

  /** Those of some of the images. */
  Directions at(int[] images) {
    float[] some = new float[images.length * size];
    for (int i = 0; i < images.length; i++) {
      System.arraycopy(values, images[i] * size, some, i * size, size);
    }
    return new Directions(some, size);
  }
}
