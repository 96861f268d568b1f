package dev.weft.explain.embedding;

import dev.weft.dataset.ImageSet;
import dev.weft.kernel.Pixels;
import dev.weft.model.Graph;
import dev.weft.model.Shape;
import dev.weft.model.Truncation;
import dev.weft.train.Model;
import dev.weft.train.Predictor;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
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
  private static final int BATCH = 256;

  /**
   * The embeddings of all images of a set.
   *
   * @param threads how many share the work; they change no bit
   * @param progress receives how many images are done
   * @throws IllegalArgumentException if the network has one layer with weights at most, or takes other images
   */
  public static Embeddings of(Model model, ImageSet set, int threads, IntConsumer progress) {
    Graph network = model.network();
    String node = Truncation.penultimate(network);
    if (node.equals(network.inputName()) || Truncation.at(network, node).parameters() == 0) {
      throw new IllegalArgumentException(
          "an embedding needs a network of two layers with weights or more; this one has one.");
    }
    if (set.features() != network.input().elements()) {
      throw new IllegalArgumentException(
          "images must have %s numbers, as the network's input; received %s."
              .formatted(network.input().elements(), set.features()));
    }
    Shape shape = network.shape(node);
    int size = shape.last();
    float[] values = new float[Math.multiplyExact(set.size(), size)];
    try (Predictor predictor = model.predictor(node, threads)) {
      for (int from = 0; from < set.size(); from += BATCH) {
        int count = Math.min(BATCH, set.size() - from);
        float[] outputs = predictor.predict(inputs(model, set, from, count));
        means(outputs, shape.elements() / size, size, values, from * size);
        progress.accept(from + count);
      }
    }
    return new Embeddings(values, size);
  }

  private static float[] inputs(Model model, ImageSet set, int from, int count) {
    float[] scale = model.scaling().scale();
    float[] offset = model.scaling().offset();
    byte[] pixels = new byte[scale.length];
    float[] inputs = new float[count * scale.length];
    for (int i = 0; i < count; i++) {
      MemorySegment.copy(set.pixels(), ValueLayout.JAVA_BYTE, set.pixelOffset(from + i), pixels, 0, pixels.length);
      Pixels.scale(pixels, 0, scale, offset, inputs, i * scale.length);
    }
    return inputs;
  }

  /** The means over places: from (images, places, size) to (images, size). */
  private static void means(float[] outputs, int places, int size, float[] into, int at) {
    for (int i = 0; i < outputs.length / places; i++) {
      int image = i / size;
      double sum = 0;
      for (int place = 0; place < places; place++) {
        sum += outputs[(image * places + place) * size + i % size];
      }
      into[at + i] = (float) (sum / places);
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
   * @param likeness the cosine of the angle between both embeddings, -1 to 1; 0 where one of them is all zeros
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
      double lengths = length * length(values, image * size);
      nearest.add(new Neighbour(image, lengths == 0 ? 0 : dot / lengths));
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
