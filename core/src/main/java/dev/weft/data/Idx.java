package dev.weft.data;

import dev.weft.WeftException;
import dev.weft.WholeFile;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipException;

/**
 * The IDX format of MNIST: two zero bytes, the type (8, unsigned bytes), the number of dimensions, each dimension as a
 * big-endian int, then the values row-major. Plain files are memory-mapped; gzipped ones, told by their first bytes and
 * not by their name, are unpacked into an array.
 *
 * <p>Format: <a href="https://web.archive.org/web/20220331130319/https://yann.lecun.com/exdb/mnist/">The MNIST
 * database</a>.
 */
public final class Idx {
  private static final int UNSIGNED_BYTE = 8;
  private static final int MOST_DIMENSIONS = 4;
  private static final int LONGEST_ARRAY = Integer.MAX_VALUE - 8;

  private Idx() {}

  /** A whole file, uncompressed and known to be as long as its header says. */
  record Content(Path file, MemorySegment bytes, int[] dimensions) {
    MemorySegment values() {
      return bytes.asSlice(4 + 4L * dimensions.length);
    }
  }

  /**
   * Reads pictures (count, height, width) or (count, height, width, channels) and their labels (count).
   *
   * @throws WeftException if a file cannot be read, is no IDX file of bytes, is shorter or longer than its header says,
   *     if the counts differ, or if a label has no class
   */
  public static ImageSet read(Path images, Path labels, List<String> classNames) {
    return imageSet(read(images), read(labels), classNames);
  }

  static ImageSet imageSet(Content images, Content labels, List<String> classNames) {
    int[] shape = images.dimensions;
    if (shape.length < 3) {
      throw broken(
          images.file, "a file of pictures has 3 or 4 dimensions (count, height, width, channels)", shape.length);
    }
    if (labels.dimensions.length != 1) {
      throw broken(labels.file, "a file of labels has 1 dimension (count)", labels.dimensions.length);
    }
    if (labels.dimensions[0] != shape[0]) {
      throw broken(
          labels.file,
          "there is one label for each of the %d pictures in %s".formatted(shape[0], images.file),
          labels.dimensions[0]);
    }
    int channels = shape.length == 4 ? shape[3] : 1;
    return ImageSet.of(images.values(), classes(labels, classNames.size()), shape[1], shape[2], channels, classNames);
  }

  private static int[] classes(Content labels, int classes) {
    byte[] values = labels.values().toArray(ValueLayout.JAVA_BYTE);
    int[] result = new int[values.length];
    for (int i = 0; i < values.length; i++) {
      result[i] = values[i] & 0xff;
      if (result[i] >= classes) {
        throw broken(labels.file, "label %d is from 0 to %d".formatted(i, classes - 1), result[i]);
      }
    }
    return result;
  }

  static Content read(Path file) {
    try (FileChannel channel = FileChannel.open(file)) {
      return isGzip(channel) ? unpack(file, channel.size()) : map(file, channel);
    } catch (EOFException e) {
      throw new WeftException(file + " is truncated: its compressed data ends too early; get the file again.", e);
    } catch (ZipException e) {
      throw new WeftException(
          file + " is damaged: its compressed data is invalid (" + e.getMessage() + "); get the file again.", e);
    } catch (IOException e) {
      throw WeftException.unreadable(file, e);
    }
  }

  private static boolean isGzip(FileChannel channel) throws IOException {
    ByteBuffer magic = ByteBuffer.allocate(2);
    return channel.read(magic, 0) == 2 && magic.getShort(0) == 0x1f8b;
  }

  private static Content map(Path file, FileChannel channel) throws IOException {
    MemorySegment bytes = channel.map(MapMode.READ_ONLY, 0, channel.size(), Arena.ofAuto());
    byte[] start = bytes.asSlice(0, Math.min(bytes.byteSize(), 4 + 4 * MOST_DIMENSIONS)).toArray(ValueLayout.JAVA_BYTE);
    int dimensions = dimensionCount(file, start);
    int[] shape = shape(file, Arrays.copyOf(start, Math.min(start.length, 4 + 4 * dimensions)), dimensions);
    requireLength(file, length(file, shape), bytes.byteSize());
    return new Content(file, bytes, shape);
  }

  /** The array grows with what is really there, whatever the header says. */
  private static Content unpack(Path file, long packedSize) throws IOException {
    try (InputStream packed = Files.newInputStream(file);
        GZIPInputStream in = new GZIPInputStream(packed, 1 << 16)) {
      byte[] start = in.readNBytes(4);
      int dimensions = dimensionCount(file, start);
      byte[] sizes = in.readNBytes(4 * dimensions);
      byte[] header = Arrays.copyOf(start, 4 + sizes.length);
      System.arraycopy(sizes, 0, header, 4, sizes.length);
      int[] shape = shape(file, header, dimensions);
      long length = length(file, shape);
      if (length > Math.min(LONGEST_ARRAY, Runtime.getRuntime().maxMemory() / 3)) {
        throw broken(
            file, "a gzipped file must fit into memory, unpack it first (plain files are mapped)", length + " bytes");
      }
      byte[] bytes = Arrays.copyOf(header, (int) Math.min(length, Math.max(8 * packedSize, header.length)));
      int filled = header.length;
      while (filled < length) {
        if (filled == bytes.length) {
          bytes = Arrays.copyOf(bytes, (int) Math.min(length, 2L * bytes.length));
        }
        int n = in.read(bytes, filled, bytes.length - filled);
        if (n < 0) {
          break;
        }
        filled += n;
      }
      requireLength(file, length, in.read() < 0 ? filled : length + 1);
      return new Content(file, MemorySegment.ofArray(bytes), shape);
    }
  }

  private static int dimensionCount(Path file, byte[] start) {
    if (start.length < 4) {
      throw broken(file, "an IDX file begins with 4 bytes of type", start.length + " bytes in all");
    }
    if (start[0] != 0 || start[1] != 0) {
      throw broken(file, "an IDX file begins with two zero bytes", "%02x %02x".formatted(start[0], start[1]));
    }
    if (start[2] != UNSIGNED_BYTE) {
      throw broken(file, "pictures and labels are of type 08 (unsigned bytes)", "type %02x".formatted(start[2]));
    }
    if (start[3] < 1 || start[3] > MOST_DIMENSIONS) {
      throw broken(file, "an IDX file has 1 to 4 dimensions", start[3] & 0xff);
    }
    return start[3];
  }

  private static int[] shape(Path file, byte[] header, int dimensions) {
    requireAtLeast(file, 4 + 4L * dimensions, header.length);
    int[] shape = new int[dimensions];
    for (int d = 0; d < dimensions; d++) {
      shape[d] = ByteBuffer.wrap(header).getInt(4 + 4 * d);
      if (shape[d] < 1) {
        throw broken(file, "each dimension is at least 1", "%d for dimension %d".formatted(shape[d], d));
      }
    }
    return shape;
  }

  /** Of the whole file, uncompressed, in bytes. */
  private static long length(Path file, int[] shape) {
    long picture = 1;
    for (int d = 1; d < shape.length; d++) {
      picture *= shape[d];
      if (picture > LONGEST_ARRAY) {
        throw broken(
            file, "a picture has at most %d bytes".formatted(LONGEST_ARRAY), "dimensions " + Arrays.toString(shape));
      }
    }
    return 4 + 4L * shape.length + shape[0] * picture;
  }

  private static void requireLength(Path file, long expected, long received) {
    requireAtLeast(file, expected, received);
    if (received > expected) {
      throw broken(file, "its header promises %d bytes and no more".formatted(expected), "bytes after them");
    }
  }

  private static void requireAtLeast(Path file, long expected, long received) {
    if (received < expected) {
      throw new WeftException(
          "%s is truncated: its header promises %d bytes; received %d; get the file again."
              .formatted(file, expected, received));
    }
  }

  private static WeftException broken(Path file, String rule, Object received) {
    return new WeftException("%s is not as it must be: %s; received %s.".formatted(file, rule, received));
  }

  /**
   * Writes pictures and labels; gzipped if the name ends with {@code .gz}. Grey pictures have dimensions (count,
   * height, width), others (count, height, width, channels).
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
      out.write(header(set.size(), set.height(), set.width()));
    } else {
      out.write(header(set.size(), set.height(), set.width(), set.channels()));
    }
    for (int i = 0; i < set.size(); i++) {
      out.write(set.picture(i));
    }
  }

  static void writeLabels(ImageSet set, OutputStream out) throws IOException {
    out.write(header(set.size()));
    for (int i = 0; i < set.size(); i++) {
      out.write(set.label(i));
    }
  }

  private static byte[] header(int... dimensions) {
    ByteBuffer header = ByteBuffer.allocate(4 + 4 * dimensions.length);
    header.putInt(UNSIGNED_BYTE << 8 | dimensions.length);
    for (int dimension : dimensions) {
      header.putInt(dimension);
    }
    return header.array();
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
