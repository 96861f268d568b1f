package dev.weft.explain.embedding;

import dev.weft.dataset.ImageSet;
import dev.weft.train.Model;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.function.IntConsumer;

/**
 * What a network knows of images: the numbers that its last layer with weights takes, the mean over places where they
 * have some. Images that the network sees alike have embeddings of a like direction.
 *
 * @param values (images, size)
 * @param size the numbers of one image
 */
public record Embeddings(float[] values, int size) {
  /**
   * The embeddings of all images of a set.
   *
   * @param threads how many share the work; they change no bit
   * @param progress receives how many images are done
   * @throws IllegalArgumentException if the network has one layer with weights at most, or takes other images
   */
  public static Embeddings of(Model model, ImageSet set, int threads, IntConsumer progress) {
    try (Embedder embedder = new Embedder(model, threads)) {
      return embedder.of(set, progress);
    }
  }

  /** How many images there are. */
  public int images() {
    return values.length / size;
  }

  /** The embedding of one image. */
  public float[] of(int image) {
    float[] one = new float[size];
    System.arraycopy(values, image * size, one, 0, size);
    return one;
  }

  /**
   * An image that is like another.
   *
   * @param likeness the cosine of the angle between both embeddings, -1 to 1; 0 where that is no number, as one of them
   *     is all zeros
   */
  public record Neighbour(int image, double likeness) {}

  /**
   * The images whose embeddings are most like one, the likest first; of equal ones the first.
   *
   * @param embedding (size)
   * @param count how many
   */
  public List<Neighbour> nearest(float[] embedding, int count) {
    double length = length(embedding, 0);
    Comparator<Neighbour> best =
        Comparator.comparingDouble(Neighbour::likeness).reversed().thenComparingInt(Neighbour::image);
    PriorityQueue<Neighbour> nearest = new PriorityQueue<>(best.reversed());
    for (int image = 0; image < images(); image++) {
      double dot = 0;
      for (int i = 0; i < size; i++) {
        dot += (double) values[image * size + i] * embedding[i];
      }
      double likeness = dot / (length * length(values, image * size));
      nearest.add(new Neighbour(image, Double.isNaN(likeness) ? 0 : Math.clamp(likeness, -1, 1)));
      if (nearest.size() > count) {
        nearest.remove();
      }
    }
    List<Neighbour> sorted = new ArrayList<>(nearest);
    sorted.sort(best);
    return sorted;
  }

  private double length(float[] array, int from) {
    double sum = 0;
    for (int i = from; i < from + size; i++) {
      sum += (double) array[i] * array[i];
    }
    return Math.sqrt(sum);
  }
}
