package dev.weft.dataset;

import static dev.weft.source.IdxFile.broken;

import dev.weft.WeftException;
import dev.weft.WholeFile;
import dev.weft.source.IdxFile;
import dev.weft.source.IdxLayout;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.zip.GZIPOutputStream;

/**
 * The IDX format of MNIST: two zero bytes, the type, the number of dimensions, each dimension as a big-endian int, then
 * the values row-major. Files are read into memory; those compressed by gzip are identified by their first bytes, not
 * by their name.
 *
 * <p>Format: <a href="https://web.archive.org/web/20220331130319/https://yann.lecun.com/exdb/mnist/">The MNIST
 * database</a>.
 */
public final class Idx {
  private Idx() {}

  /**
   * Reads images (count, height, width) or (count, height, width, channels) and their labels: (count), (count, 1), or
   * the 8 columns of 32-bit integers of <a href="https://github.com/facebookresearch/qmnist">QMNIST</a>, whose first is
   * the class. Any of the format's types is taken, as long as pixels are whole numbers from 0 to 255 and labels whole
   * numbers from 0.
   *
   * @throws WeftException if a file cannot be read, is no IDX file, is shorter or longer than its header says, if the
   *     counts differ, if a value is none that it can be, if a label has no class, or if a file is EMNIST's by its name
   */
  public static ImageSet read(Path images, Path labels, List<String> classNames) {
    if (images.getFileName().toString().toLowerCase(Locale.ROOT).contains("emnist")) {
      throw broken(
          images,
          "a file whose layout is not given holds upright images, labelled from 0",
          "one that is EMNIST's by its name, with transposed images; give IdxLayout.EMNIST or EMNIST_LETTERS");
    }
    return read(images, labels, classNames, IdxLayout.USUAL);
  }

  /**
   * As {@link #read(Path, Path, List)}, of files in another layout than MNIST's.
   *
   * @param classNames the first for the layout's first label
   */
  public static ImageSet read(Path images, Path labels, List<String> classNames, IdxLayout layout) {
    return imageSet(IdxFile.read(images), IdxFile.read(labels), classNames, layout);
  }

  static ImageSet imageSet(IdxFile images, IdxFile labels, List<String> classNames, IdxLayout layout) {
    int[] shape = images.shape();
    if (shape.length < 3) {
      throw broken(
          images.path(), "a file of images has 3 or 4 dimensions (count, height, width, channels)", shape.length);
    }
    int columns = labels.labelColumns();
    if (labels.shape()[0] != shape[0]) {
      throw broken(
          labels.path(),
          String.format(Locale.ROOT, "there is one label for each of the %d images in %s", shape[0], images.path()),
          labels.shape()[0]);
    }
    int channels = shape.length == 4 ? shape[3] : 1;
    int[] classes = classes(labels, columns, classNames.size(), layout.firstLabel());
    return layout.transposed()
        ? ImageSet.of(upright(images), classes, shape[2], shape[1], channels, classNames)
        : ImageSet.of(images.unsignedBytes(), classes, shape[1], shape[2], channels, classNames);
  }

  /** Exchanges the rows of each image with its columns. */
  private static byte[] upright(IdxFile images) {
    int count = images.shape()[0];
    int features = images.size() / count;
    byte[] upright = new byte[images.size()];
    for (int image = 0; image < count; image++) {
      System.arraycopy(images.transposed(image), 0, upright, image * features, features);
    }
    return upright;
  }

  /**
   * The SHA-256 of a file's content as unsigned bytes, without a last dimension of 1: of the same data the same,
   * whatever type it is stored as, and of MNIST's files that of the files themselves.
   *
   * @throws WeftException if a value is no whole number from 0 to 255
   */
  static String sha256(IdxFile file) {
    int[] shape = file.shape();
    int[] plain = shape.length > 1 && shape[shape.length - 1] == 1 ? Arrays.copyOf(shape, shape.length - 1) : shape;
    MemorySegment values = file.unsignedBytes();
    return Sha256.of(out -> {
      out.write(IdxFile.header(plain));
      Sha256.copy(values, out);
    });
  }

  private static int[] classes(IdxFile labels, int columns, int classes, int first) {
    int[] result = new int[labels.shape()[0]];
    for (int i = 0; i < result.length; i++) {
      result[i] = labels.whole(i * columns, Integer.MIN_VALUE, Integer.MAX_VALUE);
    }
    int least = Arrays.stream(result).min().orElse(first);
    int most = Arrays.stream(result).max().orElse(first);
    if (least == first + 1 && most == first + classes) {
      throw broken(
          labels.path(),
          String.format(Locale.ROOT, "%d classes have labels from %d to %d", classes, first, first + classes - 1),
          String.format(
              Locale.ROOT,
              "labels from %1$d to %2$d; give new IdxLayout(%1$d, false), or true for EMNIST's transposed images",
              least,
              most));
    }
    for (int i = 0; i < result.length; i++) {
      if (result[i] < first || result[i] >= first + classes) {
        throw broken(
            labels.path(),
            String.format(Locale.ROOT, "label %d is from %d to %d", i, first, first + classes - 1),
            result[i]);
      }
      result[i] -= first;
    }
    return result;
  }

  /**
   * Writes images and labels; gzipped if the name ends with {@code .gz}. Grey images have dimensions (count, height,
   * width), others (count, height, width, channels).
   *
   * @throws WeftException if a file cannot be written
   * @throws IllegalArgumentException if the set has more than 256 classes, which no byte can hold
   */
  public static void write(ImageSet set, Path images, Path labels) {
    if (set.classes() > 256) {
      throw new IllegalArgumentException(
          "an IDX file holds labels of at most 256 classes; received " + set.classes() + ".");
    }
    write(images, out -> writeImages(set, out));
    write(labels, out -> writeLabels(set, out));
  }

  static void writeImages(ImageSet set, OutputStream out) throws IOException {
    if (set.channels() == 1) {
      out.write(IdxFile.header(set.size(), set.height(), set.width()));
    } else {
      out.write(IdxFile.header(set.size(), set.height(), set.width(), set.channels()));
    }
    for (int i = 0; i < set.size(); i++) {
      out.write(set.image(i));
    }
  }

  static void writeLabels(ImageSet set, OutputStream out) throws IOException {
    out.write(IdxFile.header(set.size()));
    for (int i = 0; i < set.size(); i++) {
      out.write(set.label(i));
    }
  }

  private static WholeFile.Content zipped(WholeFile.Content content) {
    return out -> {
      try (OutputStream zipped = new GZIPOutputStream(out)) {
        content.writeTo(zipped);
      }
    };
  }

  private static void write(Path file, WholeFile.Content content) {
    WholeFile.write(file, file.toString().endsWith(".gz") ? zipped(content) : content);
  }
}
