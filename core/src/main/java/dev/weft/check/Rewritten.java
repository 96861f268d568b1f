package dev.weft.check;

import dev.weft.dataset.ImageSet;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/** A set whose images are made of another one's. */
final class Rewritten {
  private Rewritten() {}

  /**
   * @param image gives an image of (height, width, channels of the set) for one of the set
   */
  static ImageSet of(ImageSet set, int height, int width, UnaryOperator<byte[]> image) {
    int features = height * width * set.channels();
    long bytes = (long) set.size() * features;
    MemorySegment pixels = Arena.ofAuto().allocate(Math.max(1, bytes)).asSlice(0, bytes);
    IntStream.range(0, set.size())
        .parallel()
        .forEach(i ->
            MemorySegment.copy(
                image.apply(set.image(i)), 0, pixels, ValueLayout.JAVA_BYTE, (long) i * features, features));
    return ImageSet.of(pixels, set.labels(), height, width, set.channels(), set.classNames());
  }

  /** With half the height and the width, both even: each pixel is the rounded mean of four. */
  static ImageSet halved(ImageSet set) {
    int channels = set.channels();
    int line = set.width() * channels;
    return of(
        set,
        set.height() / 2,
        set.width() / 2,
        image -> {
          byte[] half = new byte[image.length / 4];
          for (int i = 0; i < half.length; i++) {
            int row = i / channels / (set.width() / 2);
            int column = i / channels % (set.width() / 2);
            int at = 2 * row * line + 2 * column * channels + i % channels;
            int sum =
                (image[at] & 0xff)
                    + (image[at + channels] & 0xff)
                    + (image[at + line] & 0xff)
                    + (image[at + line + channels] & 0xff);
            half[i] = (byte) ((sum + 2) / 4);
          }
          return half;
        });
  }
}
