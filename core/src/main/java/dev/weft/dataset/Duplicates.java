package dev.weft.dataset;

import java.nio.ByteBuffer;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Finds images of one set that another set has, too: exactly, by their bytes, or nearly. Two images are near duplicates
 * if Pearson's correlation of their bytes is at least {@link #LIKENESS}.
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

  private final ImageSet set;
  private final Map<ByteBuffer, Integer> exact = new HashMap<>();
  private final NearDuplicateIndex sketches;

  private Duplicates(ImageSet set) {
    this.set = set;
    for (int i = 0; i < set.size(); i++) {
      exact.putIfAbsent(bytes(set, i), i);
    }
    this.sketches = new NearDuplicateIndex(set, Math.sqrt(2 * (1 - LIKENESS)));
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
    Duplicates among = new Duplicates(others);
    return IntStream.range(0, images.size())
        .parallel()
        .mapToObj(i -> among.of(images, i))
        .flatMap(Optional::stream)
        .toList();
  }

  private static String shape(ImageSet set) {
    return String.format(Locale.ROOT, "(%d, %d, %d)", set.height(), set.width(), set.channels());
  }

  private static ByteBuffer bytes(ImageSet set, int i) {
    return set.pixels().asSlice(set.pixelOffset(i), set.features()).asByteBuffer();
  }

  private Optional<Duplicate> of(ImageSet images, int i) {
    Integer same = exact.get(bytes(images, i));
    return same != null ? Optional.of(new Duplicate(i, same, 1, true)) : near(i, images.image(i));
  }

  private Optional<Duplicate> near(int i, byte[] image) {
    Moments moments = Moments.of(image);
    return sketches
        .near(image)
        .mapToObj(other -> new Duplicate(i, other, moments.correlation(image, set.image(other)), false))
        .filter(duplicate -> duplicate.likeness() >= LIKENESS)
        .min(Comparator.comparingDouble((Duplicate duplicate) -> -duplicate.likeness()).thenComparing(Duplicate::twin));
  }
}
