package dev.weft.check;

import dev.weft.WeftException;
import dev.weft.dataset.ImageSet;
import dev.weft.image.Image;
import dev.weft.image.Original;
import dev.weft.source.ImageSource;
import dev.weft.source.SourceSample;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Locale;

/**
 * Small copies of images, all of one shape: theirs if all have one of at most so many pixels a side, else a square.
 * They are grey if no image has colours. They lie in a temporary file that the system may take out of memory.
 */
final class SmallCopies {
  private static final int LOOKED_AT = 100;
  private static final int MOST_SIDE = 32;

  private final ImageSource source;
  private final int height;
  private final int width;
  private final int channels;
  private final MemorySegment pixels;

  private SmallCopies(ImageSource source, int height, int width, int channels) {
    this.source = source;
    this.height = height;
    this.width = width;
    this.channels = channels;
    this.pixels = mapped((long) source.samples().size() * height * width * channels);
  }

  /** Without any copy yet; some of the images decide on the shape. */
  static SmallCopies of(ImageSource source) {
    int count = source.samples().size();
    int looked = Math.min(LOOKED_AT, count);
    int height = 0;
    int width = 0;
    boolean coloured = false;
    boolean same = true;
    for (int at = 0; at < looked; at++) {
      try {
        Image image = source.read((int) ((long) at * count / looked), MOST_SIDE, MOST_SIDE);
        Original original = image.original();
        same &= height == 0 || height == original.height() && width == original.width();
        height = original.height();
        width = original.width();
        coloured |= image.channels() > 2;
      } catch (WeftException e) {
        continue; // the survey reports it
      }
    }
    boolean kept = same && height > 0 && Math.max(height, width) <= MOST_SIDE;
    return new SmallCopies(source, kept ? height : MOST_SIDE, kept ? width : MOST_SIDE, coloured ? 3 : 1);
  }

  private static MemorySegment mapped(long bytes) {
    try {
      Path file = Files.createTempFile("weft", ".images");
      try (FileChannel channel =
          FileChannel.open(
              file, StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.DELETE_ON_CLOSE)) {
        if (Files.getFileStore(file.getParent()).getUsableSpace() < bytes) {
          throw new IOException(String.format(Locale.ROOT, "%s has no space for %,d bytes", file.getParent(), bytes));
        }
        return channel.map(MapMode.READ_WRITE, 0, bytes, Arena.ofAuto());
      }
    } catch (IOException e) {
      throw new WeftException("a temporary file for small copies of the images cannot be written: " + e.getMessage());
    }
  }

  void put(int sample, ScaledImage image) {
    byte[] copy = image.stretched(height, width, channels);
    MemorySegment.copy(copy, 0, pixels, ValueLayout.JAVA_BYTE, (long) sample * copy.length, copy.length);
  }

  /** Of every sample, those without a copy black. */
  ImageSet set() {
    int[] labels = source.samples().stream().mapToInt(SourceSample::label).toArray();
    return ImageSet.of(pixels, labels, height, width, channels, source.classNames());
  }
}
