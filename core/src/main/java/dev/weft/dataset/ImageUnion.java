package dev.weft.dataset;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * The images of two sets, each once, in the order in which they lie in memory: the same whichever images are whose.
 *
 * @param first where each image of the first set stands among all
 * @param second where each image of the second set stands among all
 */
public record ImageUnion(ImageSet all, int[] first, int[] second) {
  /** Whether two sets are of the same images in memory, as the parts of one data set are. */
  public static boolean isOf(ImageSet first, ImageSet second) {
    return first.pixels().equals(second.pixels());
  }

  /** That of two sets of the same images in memory. */
  public static ImageUnion of(ImageSet first, ImageSet second) {
    ImageSet both = first.with(second);
    long[] offsets = IntStream.range(0, both.size()).mapToLong(both::pixelOffset).sorted().distinct().toArray();
    int[] places = places(both, offsets);
    int[] indices = new int[offsets.length];
    for (int i = 0; i < places.length; i++) {
      indices[places[i]] = i;
    }
    return new ImageUnion(both.part(indices), places(first, offsets), places(second, offsets));
  }

  private static int[] places(ImageSet set, long[] offsets) {
    return IntStream.range(0, set.size()).map(i -> Arrays.binarySearch(offsets, set.pixelOffset(i))).toArray();
  }
}
