package dev.weft.source;

import dev.weft.WeftException;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * An IDX file, read whole into memory and known to be as long as its header says. What happens to the file afterwards
 * changes nothing. Compressed files are identified by their first bytes, not by their name; one compressed twice is
 * read, too.
 *
 * @param bytes of the whole file, uncompressed
 */
public record IdxFile(Path path, IdxType type, int[] shape, byte[] bytes) {
  private static final int QMNIST_COLUMNS = 8;
  private static final int MOST_DIMENSIONS = 4;
  private static final int MOST_LAYERS_OF_GZIP = 2;
  private static final int LONGEST_ARRAY = Integer.MAX_VALUE - 8;

  /**
   * Reads a file.
   *
   * @throws WeftException if it cannot be read, is no IDX file, or is shorter or longer than its header says
   */
  public static IdxFile read(Path path) {
    try (InputStream in = Files.newInputStream(path)) {
      return read(path, in, Files.size(path));
    } catch (IOException e) {
      throw WeftException.unreadable(path, e);
    }
  }

  /**
   * Reads a file whose bytes come from elsewhere, such as an archive.
   *
   * @param path what it is called in messages
   * @param size of the file, compressed as it is
   */
  static IdxFile read(Path path, InputStream file, long size) throws IOException {
    try {
      InputStream in = unpacked(file);
      return read(path, in, size, in instanceof Unpacked);
    } catch (EOFException e) {
      throw new WeftException(path + " is truncated: its compressed data ends too early; get the file again.", e);
    } catch (ZipException e) {
      throw new WeftException(
          path + " is damaged: its compressed data is invalid (" + e.getMessage() + "); get the file again.", e);
    }
  }

  /** How many dimensions a file has that begins as an IDX file does, compressed or not; 0 if it does not. */
  static int dimensions(InputStream file) {
    try {
      byte[] start = unpacked(file).readNBytes(4);
      boolean isIdx =
          start.length == 4
              && start[0] == 0
              && start[1] == 0
              && start[3] >= 1
              && start[3] <= MOST_DIMENSIONS
              && Stream.of(IdxType.values()).anyMatch(type -> type.code() == start[2]);
      return isIdx ? start[3] : 0;
    } catch (IOException e) {
      return 0;
    }
  }

  /** What was compressed. */
  private static final class Unpacked extends BufferedInputStream {
    Unpacked(InputStream in) throws IOException {
      super(new GZIPInputStream(in, 1 << 16), 1 << 16);
    }
  }

  private static InputStream unpacked(InputStream file) throws IOException {
    InputStream in = new BufferedInputStream(file, 1 << 16);
    for (int layers = 0; layers < MOST_LAYERS_OF_GZIP && isGzip(in); layers++) {
      in = new Unpacked(in);
    }
    return in;
  }

  private static boolean isGzip(InputStream in) throws IOException {
    in.mark(2);
    byte[] start = in.readNBytes(2);
    in.reset();
    return start.length == 2 && ByteBuffer.wrap(start).getShort() == 0x1f8b;
  }

  /** The array of a compressed file grows with what is really there, whatever the header says. */
  private static IdxFile read(Path path, InputStream in, long fileSize, boolean compressed) throws IOException {
    byte[] start = in.readNBytes(4);
    IdxType type = type(path, start);
    int dimensions = dimensions(path, start[3] & 0xff);
    byte[] header = Arrays.copyOf(start, 4 + 4 * dimensions);
    requireAtLeast(path, header.length, 4L + in.readNBytes(header, 4, 4 * dimensions));
    int[] shape = shape(path, header, dimensions);
    long length = length(path, type, shape);
    if (!compressed) {
      requireLength(path, length, fileSize);
    }
    if (length > Math.min(LONGEST_ARRAY, Runtime.getRuntime().maxMemory() / 3)) {
      throw broken(path, "a file must fit into a third of the memory that Java may use", length + " bytes");
    }
    byte[] bytes = Arrays.copyOf(header, (int) Math.min(length, Math.max(8 * fileSize, header.length)));
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
    requireLength(path, length, in.read() < 0 ? filled : length + 1);
    return new IdxFile(path, type, shape, bytes);
  }

  private static IdxType type(Path path, byte[] start) {
    if (start.length < 4) {
      throw broken(path, "an IDX file begins with 4 bytes of type", start.length + " bytes in all");
    }
    if (start[0] != 0 || start[1] != 0) {
      throw broken(
          path, "an IDX file begins with two zero bytes", String.format(Locale.ROOT, "%02x %02x", start[0], start[1]));
    }
    return Stream.of(IdxType.values())
        .filter(type -> type.code() == start[2])
        .findFirst()
        .orElseThrow(() ->
            broken(
                path,
                "an IDX file's type is one of "
                    + Stream.of(IdxType.values()).map(IdxType::toString).collect(Collectors.joining(", ")),
                String.format(Locale.ROOT, "%02x", start[2])));
  }

  private static int dimensions(Path path, int received) {
    if (received < 1 || received > MOST_DIMENSIONS) {
      throw broken(path, "an IDX file has 1 to 4 dimensions", received);
    }
    return received;
  }

  private static int[] shape(Path path, byte[] header, int dimensions) {
    int[] shape = new int[dimensions];
    for (int d = 0; d < dimensions; d++) {
      shape[d] = ByteBuffer.wrap(header).getInt(4 + 4 * d);
      if (shape[d] < 1) {
        throw broken(
            path, "each dimension is at least 1", String.format(Locale.ROOT, "%d for dimension %d", shape[d], d));
      }
    }
    return shape;
  }

  /** Of the whole file, uncompressed, in bytes. */
  private static long length(Path path, IdxType type, int[] shape) {
    long image = type.size();
    for (int d = 1; d < shape.length; d++) {
      image *= shape[d];
      if (image > LONGEST_ARRAY) {
        throw broken(
            path,
            String.format(Locale.ROOT, "an image has at most %d bytes", LONGEST_ARRAY),
            "dimensions " + Arrays.toString(shape));
      }
    }
    return 4 + 4L * shape.length + shape[0] * image;
  }

  private static void requireLength(Path path, long expected, long received) {
    requireAtLeast(path, expected, received);
    if (received > expected) {
      throw broken(
          path, String.format(Locale.ROOT, "its header promises %d bytes and no more", expected), "bytes after them");
    }
  }

  private static void requireAtLeast(Path path, long expected, long received) {
    if (received < expected) {
      throw new WeftException(
          String.format(
              Locale.ROOT,
              "%s is truncated: its header promises %d bytes; received %d; get the file again.",
              path,
              expected,
              received));
    }
  }

  public static WeftException broken(Path path, String rule, Object received) {
    return new WeftException("%s is not as it must be: %s; received %s.".formatted(path, rule, received));
  }

  private int valuesFrom() {
    return 4 + 4 * shape.length;
  }

  /** How many values there are. */
  public int size() {
    return (bytes.length - valuesFrom()) / type.size();
  }

  /**
   * The value at a row-major index, as the file has it.
   *
   * @throws WeftException if it is no whole number from {@code least} to {@code most}
   */
  public int whole(int index, int least, int most) {
    double value = type.value(ByteBuffer.wrap(bytes), valuesFrom() + index * type.size());
    if (!(value >= least && value <= most && value == Math.rint(value))) {
      String received = value == Math.rint(value) ? String.format(Locale.ROOT, "%.0f", value) : String.valueOf(value);
      throw broken(
          path, String.format(Locale.ROOT, "value %d is a whole number from %d to %d", index, least, most), received);
    }
    return (int) value;
  }

  /**
   * The values as unsigned bytes, row-major; those of a file of unsigned bytes are shared, not copied.
   *
   * @throws WeftException if a value is no whole number from 0 to 255
   */
  public MemorySegment unsignedBytes() {
    if (type == IdxType.UNSIGNED_BYTE) {
      return MemorySegment.ofArray(bytes).asSlice(valuesFrom());
    }
    byte[] values = new byte[size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = (byte) whole(i, 0, 255);
    }
    return MemorySegment.ofArray(values);
  }

  /**
   * The values of one image as unsigned bytes.
   *
   * @throws WeftException if a value is no whole number from 0 to 255
   */
  byte[] image(int index) {
    byte[] image = new byte[size() / shape[0]];
    int from = index * image.length;
    if (type == IdxType.UNSIGNED_BYTE) {
      System.arraycopy(bytes, valuesFrom() + from, image, 0, image.length);
      return image;
    }
    for (int i = 0; i < image.length; i++) {
      image[i] = (byte) whole(from + i, 0, 255);
    }
    return image;
  }

  /**
   * As {@link #image}, with the image's rows and columns exchanged.
   *
   * @throws WeftException if a value is no whole number from 0 to 255
   */
  public byte[] transposed(int index) {
    byte[] image = image(index);
    int channels = image.length / (shape[1] * shape[2]);
    byte[] transposed = new byte[image.length];
    for (int y = 0, to = 0; y < shape[2]; y++) {
      for (int x = 0; x < shape[1]; x++, to += channels) {
        System.arraycopy(image, (x * shape[2] + y) * channels, transposed, to, channels);
      }
    }
    return transposed;
  }

  /**
   * How many numbers a file of labels has for each image, of which the first is the label: 1, or the 8 of <a
   * href="https://github.com/facebookresearch/qmnist">QMNIST</a>.
   *
   * @throws WeftException if it has another number of them
   */
  public int labelColumns() {
    int columns = shape.length == 1 ? 1 : shape[1];
    boolean isKnown = columns == 1 || columns == QMNIST_COLUMNS && type == IdxType.INT;
    if (shape.length > 2 || !isKnown) {
      throw broken(
          path,
          "a file of labels has one for each image (count), or QMNIST's 8 columns of 32-bit integers (count, 8)",
          "(%s) of type %s"
              .formatted(Arrays.stream(shape).mapToObj(String::valueOf).collect(Collectors.joining(", ")), type));
    }
    return columns;
  }

  /** The beginning of a file of unsigned bytes. */
  public static byte[] header(int... shape) {
    ByteBuffer header = ByteBuffer.allocate(4 + 4 * shape.length);
    header.putInt(IdxType.UNSIGNED_BYTE.code() << 8 | shape.length);
    for (int dimension : shape) {
      header.putInt(dimension);
    }
    return header.array();
  }
}
