package dev.weft.explain.embedding;

import dev.weft.SplitMix64;
import dev.weft.algebra.PrincipalComponents;
import dev.weft.dataset.ImageSet;
import dev.weft.metrics.Predictions;
import dev.weft.train.Model;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import tagbio.umap.Umap;

/**
 * Images as points on a plane, such that images which a network sees alike stand near each other. Two ways to lay them
 * out: the first two principal components, and UMAP of the first 50. The same model, images and seed give the same
 * places, whatever the number of threads.
 *
 * <p>McInnes, Healy and Melville, "UMAP: Uniform Manifold Approximation and Projection for Dimension Reduction" (2018).
 *
 * @param rows which images, ascending
 * @param layouts UMAP first, where there are enough images for it
 * @param components how many principal components stand for the embeddings, 50 at most
 * @param share of the variance that those hold, 0 to 1
 * @param neighbours how many of the nearest images each figure is about
 * @param sameClass the share of the nearest images, in the space of those components, that have the image's class
 */
public record EmbeddingMap(
    int[] rows, List<Layout> layouts, int components, double share, int neighbours, double sameClass) {
  /** With fewer images there is nothing to see. */
  public static final int LEAST = 10;

  private static final int MOST_COMPONENTS = 50;
  private static final int NEIGHBOURS = 10;
  private static final int NEIGHBOURS_OF_UMAP = 15;
  private static final int EPOCHS = 200;

  /**
   * One way to lay images out.
   *
   * @param name {@code UMAP} or {@code PCA}
   * @param places (images, 2)
   * @param trustworthiness how far images that stand together here belong together, near 0.5 for chance to 1
   * @param sameClass the share of the nearest images here that have the image's class
   */
  public record Layout(String name, float[] places, double trustworthiness, double sameClass) {}

  /**
   * The map of some images of a set.
   *
   * @param rows which images, 10 at least
   * @param seed decides where UMAP begins
   * @param threads how many share the work
   * @throws IllegalArgumentException if the network has no embedding, or if there are too few images
   */
  public static EmbeddingMap of(Model model, ImageSet set, int[] rows, long seed, int threads) {
    if (rows.length < LEAST) {
      throw new IllegalArgumentException("a map needs %s images or more; received %s.".formatted(LEAST, rows.length));
    }
    ImageSet shown = set.subset(rows);
    return of(Embeddings.of(model, shown, threads, done -> {}), shown.labels(), rows, seed);
  }

  static EmbeddingMap of(Embeddings embeddings, int[] labels, int[] rows, long seed) {
    PrincipalComponents principal =
        PrincipalComponents.of(embeddings.values(), rows.length, embeddings.size(), MOST_COMPONENTS);
    int components = principal.components();
    float[] along = scaled(principal.of(embeddings.values()), principal.variances()[0]);
    int neighbours = Math.min(NEIGHBOURS, (rows.length - 1) / 2);
    List<Layout> layouts = new ArrayList<>();
    layouts.add(layout("UMAP", umap(along, components, seed), along, components, labels, neighbours));
    layouts.add(layout("PCA", plane(along, components), along, components, labels, neighbours));
    return new EmbeddingMap(
        rows,
        List.copyOf(layouts),
        components,
        principal.share(components),
        neighbours,
        Neighbourhood.of(along, components, neighbours).sameClass(labels));
  }

  private static Layout layout(
      String name, float[] places, float[] along, int components, int[] labels, int neighbours) {
    Neighbourhood near = Neighbourhood.of(places, 2, neighbours);
    return new Layout(name, places, near.trustworthiness(along, components), near.sameClass(labels));
  }

  /** With a standard deviation of 1 along the first axis, so that no distance is too large or too small. */
  private static float[] scaled(float[] along, double variance) {
    double scale = variance > 0 ? 1 / Math.sqrt(variance) : 0;
    float[] scaled = new float[along.length];
    for (int i = 0; i < along.length; i++) {
      scaled[i] = (float) (along[i] * scale);
    }
    return scaled;
  }

  private static float[] plane(float[] along, int components) {
    float[] plane = new float[along.length / components * 2];
    for (int i = 0; i < plane.length; i++) {
      plane[i] = i % 2 < components ? along[i / 2 * components + i % 2] : 0;
    }
    return plane;
  }

  /** One thread, as more would make chance decide. */
  private static float[] umap(float[] along, int components, long seed) {
    float[][] images = new float[along.length / components][];
    Arrays.setAll(images, i -> Arrays.copyOfRange(along, i * components, (i + 1) * components));
    float[][] places =
        new Umap()
            .setSeed(seed)
            .setThreads(1)
            .setNumberEpochs(EPOCHS)
            .setNumberNearestNeighbours(Math.min(NEIGHBOURS_OF_UMAP, images.length - 1))
            .fitTransform(images);
    float[] plane = new float[images.length * 2];
    for (int i = 0; i < plane.length; i++) {
      plane[i] = places[i / 2][i % 2];
    }
    return plane;
  }

  /**
   * Which images a map shows of many: the mistakes, up to half of it, and others as chance chooses them.
   *
   * @param most how many
   * @return ascending
   */
  public static int[] rows(Predictions predictions, int most, long seed) {
    int[] mixed = IntStream.range(0, predictions.size()).toArray();
    SplitMix64 random = SplitMix64.of(seed, "map", 0);
    for (int i = mixed.length - 1; i > 0; i--) {
      int other = random.nextInt(i + 1);
      int row = mixed[i];
      mixed[i] = mixed[other];
      mixed[other] = row;
    }
    int[] wrong = IntStream.of(mixed).filter(row -> !predictions.isRight(row)).toArray();
    int[] right = IntStream.of(mixed).filter(predictions::isRight).toArray();
    int mistakes = Math.min(wrong.length, Math.max(most / 2, most - right.length));
    return IntStream.concat(
            Arrays.stream(wrong).limit(mistakes), Arrays.stream(right).limit(Math.max(0, most - mistakes)))
        .sorted()
        .toArray();
  }
}
