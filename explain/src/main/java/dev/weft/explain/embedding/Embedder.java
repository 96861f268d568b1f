package dev.weft.explain.embedding;

import dev.weft.dataset.ImageSet;
import dev.weft.kernel.Pixels;
import dev.weft.model.Graph;
import dev.weft.model.Shape;
import dev.weft.model.Truncation;
import dev.weft.train.Model;
import dev.weft.train.NodeValues;
import dev.weft.train.Predictor;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.function.IntConsumer;

/** Makes the embeddings of images, see {@link Embeddings}. */
public final class Embedder implements AutoCloseable {
  private static final int MOST_IMAGES = 256;

  /** The most numbers that enter the network, or leave it, together, unless one image has more: 64 MB. */
  private static final int MOST_NUMBERS = 16_000_000;

  /** Fewer images are computed in less than a second. */
  private static final int WORTH_KEEPING = 2_000;

  private final Model model;
  private final int threads;
  private final String node;
  private final Predictor predictor;
  private final float[] scale;
  private final float[] offset;

  /** Of the value that becomes an embedding: the places that it has numbers of, and the numbers of each. */
  private final int places;

  private final int size;

  /** Whether a network has embeddings: two layers with weights or more. */
  public static boolean isFor(Graph network) {
    String node = Truncation.penultimate(network);
    return !node.equals(network.inputName()) && Truncation.at(network, node).parameters() > 0;
  }

  /** How many numbers an embedding of a network has. */
  public static int size(Graph network) {
    return network.shape(Truncation.penultimate(network)).last();
  }

  /**
   * Of a model with its weights as they are now.
   *
   * @param threads how many share the work, at least 1; they change no bit
   * @throws IllegalArgumentException if the network has one layer with weights at most
   */
  public Embedder(Model model, int threads) {
    this.model = model;
    this.threads = threads;
    Graph network = model.network();
    node = Truncation.penultimate(network);
    if (!isFor(network)) {
      throw new IllegalArgumentException(
          "an embedding needs a network of two layers with weights or more; this one has one.");
    }
    Shape shape = network.shape(node);
    size = shape.last();
    places = shape.elements() / size;
    scale = model.scaling().scale();
    offset = model.scaling().offset();
    predictor = model.predictor(node, threads);
  }

  /** The numbers of an embedding. */
  public int size() {
    return size;
  }

  /**
   * The embedding of one image.
   *
   * @param pixels (height, width, channels), unsigned bytes
   * @throws IllegalArgumentException if it has another size than the network's
   */
  public float[] of(byte[] pixels) {
    requireSize(pixels.length);
    float[] inputs = new float[scale.length];
    Pixels.scale(pixels, 0, scale, offset, inputs, 0);
    float[] embedding = new float[size];
    means(predictor.predict(inputs), embedding, 0);
    return embedding;
  }

  /**
   * As {@link #of(ImageSet, IntConsumer)}. What the network makes of thousands of images is kept in the user's cache,
   * where there is space, and read by a later call.
   */
  public Embeddings kept(ImageSet set, IntConsumer progress) {
    requireSize(set.features());
    try {
      return set.size() < WORTH_KEEPING ? of(set, progress) : read(set, progress);
    } catch (IOException e) {
      return of(set, progress);
    }
  }

  private Embeddings read(ImageSet set, IntConsumer progress) throws IOException {
    NodeValues all = NodeValues.of(model, node, set, NodeValues.ofUser(), threads, progress);
    float[] values = new float[Math.multiplyExact(set.size(), size)];
    float[] one = new float[all.size()];
    for (int i = 0; i < set.size(); i++) {
      MemorySegment.copy(all.floats(), ValueLayout.JAVA_FLOAT, 4L * i * all.size(), one, 0, all.size());
      means(one, values, i * size);
    }
    return new Embeddings(values, size);
  }

  /**
   * The embeddings of all images of a set.
   *
   * @param progress receives how many images are done
   * @throws IllegalArgumentException if they have another size than the network's
   */
  public Embeddings of(ImageSet set, IntConsumer progress) {
    requireSize(set.features());
    float[] values = new float[Math.multiplyExact(set.size(), size)];
    int batch = Math.clamp(MOST_NUMBERS / Math.max(scale.length, places * size), 1, MOST_IMAGES);
    for (int from = 0; from < set.size(); from += batch) {
      int count = Math.min(batch, set.size() - from);
      means(predictor.predict(model.inputs(set, from, count)), values, from * size);
      progress.accept(from + count);
    }
    return new Embeddings(values, size);
  }

  private void requireSize(int features) {
    if (features != scale.length) {
      throw new IllegalArgumentException(
          "images must have %s numbers, as the network's input; received %s.".formatted(scale.length, features));
    }
  }

  /** The means over places: from (images, places, size) to (images, size). */
  private void means(float[] outputs, float[] into, int at) {
    for (int i = 0; i < outputs.length / places; i++) {
      int image = i / size;
      double sum = 0;
      for (int place = 0; place < places; place++) {
        sum += outputs[(image * places + place) * size + i % size];
      }
      into[at + i] = (float) (sum / places);
    }
  }

  /** Ends its threads. */
  @Override
  public void close() {
    predictor.close();
  }
}
