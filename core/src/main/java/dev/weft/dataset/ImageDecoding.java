package dev.weft.dataset;

import dev.weft.Counted;
import dev.weft.WeftException;
import dev.weft.image.Image;
import dev.weft.image.Preparation;
import dev.weft.source.ImageSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/** Decodes the images of a source with every processor, and prepares them. */
final class ImageDecoding {
  private static final int MOST_AT_ONCE = 64;
  private static final int BLOCK_BYTES = 1 << 20;

  private final ImageSource source;
  private final ImageChoice choice;
  private final Preparation preparation;
  private final Progress progress;
  private final String doing;
  private final Map<Integer, String> unreadable = new ConcurrentSkipListMap<>();
  private final AtomicInteger coloured = new AtomicInteger();
  private final AtomicInteger done = new AtomicInteger();

  /** Takes the prepared pixels of some images that lie side by side. */
  @FunctionalInterface
  interface Target {
    /**
     * @param at where they begin among those of all images, in bytes
     */
    void write(long at, byte[] pixels) throws IOException;
  }

  /**
   * @param doing what a person who waits reads
   */
  ImageDecoding(ImageSource source, ImageChoice choice, String doing, Progress progress) {
    this.source = source;
    this.choice = choice;
    this.preparation = choice.preparation();
    this.doing = doing;
    this.progress = progress;
  }

  /**
   * Decodes all of them.
   *
   * @return what is known of them, without pixels
   */
  ImageTable into(Target target) throws IOException {
    int size = source.samples().size();
    int block = Math.clamp(BLOCK_BYTES / preparation.features(), 1, MOST_AT_ONCE);
    progress.count(doing, 0, size, "images");
    try {
      IntStream.range(0, Math.ceilDiv(size, block))
          .parallel()
          .forEach(i -> decode(i * block, Math.min(size, (i + 1) * block), target));
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    return new ImageTable(
        source.format(),
        source.classNames(),
        source.samples(),
        source.notes(),
        preparation,
        choice.looked(),
        coloured.get(),
        new ConcurrentSkipListMap<>(unreadable),
        MemorySegment.NULL);
  }

  private void decode(int from, int to, Target target) {
    int features = preparation.features();
    byte[] pixels = new byte[(to - from) * features];
    for (int i = from; i < to; i++) {
      Optional<Image> image = read(source, i, preparation.height(), preparation.width(), unreadable);
      if (image.isPresent()) {
        System.arraycopy(preparation.apply(image.get()), 0, pixels, (i - from) * features, features);
        coloured.addAndGet(choice.takesColours() && ImageChoice.isColoured(image.get()) ? 1 : 0);
      }
    }
    try {
      target.write((long) from * features, pixels);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    progress.count(doing, done.addAndGet(to - from), source.samples().size(), "images");
  }

  /** An image that is to become so small, or else why there is none. */
  static Optional<Image> read(ImageSource source, int sample, int height, int width, Map<Integer, String> unreadable) {
    try {
      return Optional.of(source.read(sample, height, width));
    } catch (WeftException e) {
      unreadable.put(sample, e.getMessage());
      return Optional.empty();
    }
  }

  /** The samples that were named in vain, with their reasons, the first of them at least. */
  static String named(ImageTable table, int most) {
    List<String> named =
        table.unreadable().entrySet().stream()
            .limit(most)
            .map(one -> table.samples().get(one.getKey()).name() + " (" + one.getValue().replaceFirst("\\.$", "") + ")")
            .toList();
    int more = table.unreadable().size() - named.size();
    return String.join("; ", named) + (more > 0 ? "; and " + Counted.of(more, "more", "more") : "");
  }
}
