package dev.weft.dataset;

import java.nio.ByteBuffer;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.stream.IntStream;

/**
 * Finds images of one set that another set has, too: exactly, by their bytes, or nearly. Two images are near duplicates
 * if Pearson's correlation of their bytes is at least {@link #LIKENESS}. Images of more than 32 pixels a side are
 * compared as means of 16x16 blocks, and must have {@linkplain Detail the same detail}, too: skies and walls alike vary
 * from one side to the other.
 *
 * <p>None is missed, though few are compared: only those whose {@linkplain NearDuplicateIndex projections} lie close
 * together.
 */
public final class Duplicates {
  /**
   * From where on two images are taken for the same: each explains 99 % of the other's variance, whatever its
   * brightness and contrast. Of Fashion-MNIST's pairs of a test and a training image, those above it show one photo or
   * one article, and below 0.99 most are merely two pairs of trousers. Of MNIST's none is above it: the most alike, two
   * straight ones, correlate by 0.992.
   */
  public static final double LIKENESS = 0.995;

  private static final int CHUNK = 1 << 14; // images that are compared at a time
  private static final int MOST_TWINS = 32;

  private final ImageSet set; // as its images are compared
  private final BiPredicate<byte[], byte[]> alike;
  private final Map<ByteBuffer, Integer> exact = new HashMap<>();
  private final NearDuplicateIndex sketches;

  private Duplicates(ImageSet whole, ImageSet compared, boolean shrunk) {
    this.set = compared;
    this.alike =
        shrunk ? new Detail(compared.height(), compared.width(), compared.channels())::isAlike : (one, other) -> true;
    for (int i = 0; i < whole.size(); i++) {
      exact.putIfAbsent(bytes(whole, i), i);
    }
    this.sketches = new NearDuplicateIndex(compared, Math.sqrt(2 * (1 - LIKENESS)));
  }

  /**
   * The images of a set that stand in another one, too, in their order, each with the one that it resembles most. A
   * image of a single colour has exact duplicates only.
   *
   * @throws IllegalArgumentException if the images of the two have different shapes
   */
  public static List<Duplicate> between(ImageSet images, ImageSet others) {
    if (images.height() != others.height()
        || images.width() != others.width()
        || images.channels() != others.channels()) {
      throw new IllegalArgumentException(
          "images are compared with others of their shape, %s; received %s.".formatted(shape(images), shape(others)));
    }
    boolean shrunk = BlockMeans.suit(images);
    Duplicates among = new Duplicates(others, shrunk ? BlockMeans.of(others) : others, shrunk);
    ImageSet compared = shrunk ? BlockMeans.of(images) : images;
    return IntStream.range(0, images.size())
        .parallel()
        .mapToObj(i -> among.of(images, compared, i))
        .flatMap(Optional::stream)
        .toList();
  }

  /**
   * Groups of a set's images that are the same or nearly so: each image of a group is a duplicate of another one in it.
   *
   * @return (images): the first image of the group of each; an image without duplicates is its own
   */
  public static int[] groups(ImageSet set) {
    return groups(set, false);
  }

  /**
   * As {@link #groups(ImageSet)}, of images that may be means of larger ones.
   *
   * @param shrunk whether they are, so that they must have the same detail, too
   */
  public static int[] groups(ImageSet set, boolean shrunk) {
    Duplicates among = new Duplicates(set, set, shrunk);
    int[] groups = IntStream.range(0, set.size()).map(i -> among.exact.get(bytes(set, i))).toArray();
    for (int from = 0; from < groups.length; from += CHUNK) {
      int start = from;
      int[][] near =
          IntStream.range(start, Math.min(groups.length, start + CHUNK))
              .parallel()
              .mapToObj(i -> groups[i] < i ? new int[0] : among.earlier(i))
              .toArray(int[][]::new);
      for (int i = 0; i < near.length; i++) {
        for (int other : near[i]) {
          join(groups, start + i, other);
        }
      }
    }
    return IntStream.range(0, groups.length).map(i -> root(groups, i)).toArray();
  }

  /** Near duplicates of an image among those before it, at most {@link #MOST_TWINS}: enough to join them all. */
  private int[] earlier(int i) {
    byte[] image = set.image(i);
    Moments moments = Moments.of(image);
    return sketches
        .near(
            image,
            other ->
                other < i
                    && moments.correlation(image, set.image(other)) >= LIKENESS
                    && alike.test(image, set.image(other)),
            MOST_TWINS)
        .toArray();
  }

  private static int root(int[] groups, int i) {
    int root = i;
    while (groups[root] != root) {
      root = groups[root];
    }
    groups[i] = root;
    return root;
  }

  private static void join(int[] groups, int one, int other) {
    int first = root(groups, one);
    int second = root(groups, other);
    groups[Math.max(first, second)] = Math.min(first, second);
  }

  private static String shape(ImageSet set) {
    return String.format(Locale.ROOT, "(%d, %d, %d)", set.height(), set.width(), set.channels());
  }

  private static ByteBuffer bytes(ImageSet set, int i) {
    return set.pixels().asSlice(set.pixelOffset(i), set.features()).asByteBuffer();
  }

  private Optional<Duplicate> of(ImageSet images, ImageSet compared, int i) {
    Integer same = exact.get(bytes(images, i));
    return same != null ? Optional.of(new Duplicate(i, same, 1, true)) : near(i, compared.image(i));
  }

  private Optional<Duplicate> near(int i, byte[] image) {
    Moments moments = Moments.of(image);
    return sketches
        .near(image)
        .mapToObj(other -> new Duplicate(i, other, moments.correlation(image, set.image(other)), false))
        .filter(duplicate -> duplicate.likeness() >= LIKENESS && alike.test(image, set.image(duplicate.twin())))
        .min(Comparator.comparingDouble((Duplicate duplicate) -> -duplicate.likeness()).thenComparing(Duplicate::twin));
  }
}
