package dev.weft.dataset;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.stream.IntStream;

/** Images of more than 32 pixels a side as means of at most 16x16 blocks, in which copies hardly differ. */
final class BlockMeans {
  private static final int MOST_SIDE = 32;
  private static final int GRID = 16;

  private BlockMeans() {}

  /** Whether the images of a set are so large that they are compared by their blocks. */
  static boolean suit(ImageSet set) {
    return Math.max(set.height(), set.width()) > MOST_SIDE;
  }

  static ImageSet of(ImageSet set) {
    int height = Math.min(GRID, set.height());
    int width = Math.min(GRID, set.width());
    int features = height * width * set.channels();
    MemorySegment pixels =
        Arena.ofAuto().allocate((long) set.size() * features + 1).asSlice(0, (long) set.size() * features);
    IntStream.range(0, set.size())
        .parallel()
        .forEach(i ->
            MemorySegment.copy(
                blocks(set, i, height, width), 0, pixels, ValueLayout.JAVA_BYTE, (long) i * features, features));
    return ImageSet.of(pixels, set.labels(), height, width, set.channels(), set.classNames());
  }

  private static byte[] blocks(ImageSet set, int i, int height, int width) {
    byte[] image = set.image(i);
    int channels = set.channels();
    int[] sums = new int[height * width * channels];
    int[] counts = new int[sums.length];
    for (int y = 0, at = 0; y < set.height(); y++) {
      int row = y * height / set.height() * width;
      for (int x = 0; x < set.width(); x++) {
        int block = (row + x * width / set.width()) * channels;
        for (int channel = 0; channel < channels; channel++, at++) {
          sums[block + channel] += image[at] & 0xff;
          counts[block + channel]++;
        }
      }
    }
    byte[] means = new byte[sums.length];
    for (int block = 0; block < means.length; block++) {
      means[block] = (byte) ((sums[block] + counts[block] / 2) / counts[block]);
    }
    return means;
  }
}
