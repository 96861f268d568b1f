package dev.weft.source;

import dev.weft.WeftException;
import dev.weft.image.Image;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Labelled images that lie at a path, listed but not yet decoded: a folder, an archive, a table, arrays. Images may be
 * read by many threads at a time.
 */
public interface ImageSource extends AutoCloseable {
  /** What it is, in words after "a" or "an" where one is needed: {@code a folder per class}, {@code NPZ arrays}. */
  String format();

  /** The name of each class, in the order of the labels. */
  List<String> classNames();

  /** Every sample, in an order that depends on the source's content alone. */
  List<SourceSample> samples();

  /**
   * The image of a sample, upright.
   *
   * @param sample an index into {@link #samples}
   * @throws WeftException if it cannot be read: one sentence without the sample's name
   */
  Image read(int sample);

  /**
   * The image of a sample that is to become so small: a large one may come reduced, as {@link
   * dev.weft.image.ImageFile#read(Path, int, int)} does it.
   *
   * @throws WeftException if it cannot be read: one sentence without the sample's name
   */
  default Image read(int sample, int height, int width) {
    return read(sample);
  }

  /** Every file that it is made of, by its name below the source: their content decides what the images are. */
  Map<String, Path> files();

  /** What a person should know of it, a sentence each: what was passed over, what was assumed. */
  List<String> notes();

  /** Lets go of open files. */
  @Override
  void close();
}
