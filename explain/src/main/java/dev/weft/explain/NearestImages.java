package dev.weft.explain;

import dev.weft.dataset.ImageSet;
import dev.weft.explain.attribution.AskedModel;
import dev.weft.explain.embedding.Embedder;
import dev.weft.explain.embedding.Embeddings;
import dev.weft.train.Model;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.IntConsumer;

/**
 * Finds the training images that a network sees most like an image: those whose embeddings have the smallest angle to
 * its own. Not for more than one thread at a time.
 */
public final class NearestImages implements AutoCloseable {
  private static final int COUNT = 5;

  /** Of all embeddings together: 512 MB. */
  private static final int MOST_NUMBERS = 1 << 27;

  private static final long SEED = 1;

  private final ImageSet images;
  private final Embedder embedder;
  private final Embeddings embeddings;
  private final AskedModel asked;

  private NearestImages(ImageSet images, Embedder embedder, Embeddings embeddings, AskedModel asked) {
    this.images = images;
    this.embedder = embedder;
    this.embeddings = embeddings;
    this.asked = asked;
  }

  /**
   * Among the images of a set, or among a sample of it, with the same shares of classes, where the embeddings of all
   * would take more than 512 MB.
   *
   * @param images labelled as the model's classes are
   * @param threads how many share the work, at least 1; they change no bit
   * @param progress receives how many images have an embedding
   * @throws IllegalArgumentException if the network has one layer with weights at most, or takes other images
   */
  public static NearestImages among(ImageSet images, Model model, int threads, IntConsumer progress) {
    return among(images, model, threads, (embedder, searched) -> embedder.of(searched, progress));
  }

  /** The same; what the network makes of the images is kept in the user's cache, for later calls. */
  public static NearestImages amongKept(ImageSet images, Model model, int threads, IntConsumer progress) {
    return among(images, model, threads, (embedder, searched) -> embedder.kept(searched, progress));
  }

  private static NearestImages among(
      ImageSet images, Model model, int threads, BiFunction<Embedder, ImageSet, Embeddings> embeddings) {
    Embedder embedder = new Embedder(model, threads);
    try {
      int most = Math.max(1, MOST_NUMBERS / embedder.size());
      ImageSet searched = images.size() <= most ? images : images.sample(most, SEED);
      return new NearestImages(
          searched, embedder, embeddings.apply(embedder, searched), new AskedModel(model, threads));
    } catch (RuntimeException | Error e) {
      embedder.close();
      throw e;
    }
  }

  /** Among how many images it looks. */
  public int size() {
    return images.size();
  }

  /**
   * The five nearest to an image, the nearest first; fewer where there are fewer.
   *
   * @param seen (height, width, channels), unsigned bytes, as the network takes them
   */
  public List<NearImage> to(byte[] seen) {
    return embeddings.nearest(embedder.of(seen), COUNT).stream()
        .map(near -> image(near.image(), Math.max(0, 1 - near.likeness())))
        .toList();
  }

  private NearImage image(int i, double distance) {
    byte[] pixels = images.image(i);
    int predicted = Answer.largest(asked.values(pixels));
    return new NearImage(images.sourceIndex(i), images.name(i), pixels, images.label(i), predicted, distance);
  }

  /** Ends its threads. */
  @Override
  public void close() {
    embedder.close();
    asked.close();
  }
}
