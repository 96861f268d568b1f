package dev.weft.keras;

import dev.weft.WeftException;
import dev.weft.keras.Hdf5Attributes.Attribute;
import dev.weft.keras.Hdf5Objects.Kind;
import dev.weft.keras.Hdf5Objects.Node;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The part of HDF5 that Keras writes, read from bytes in memory: groups, attributes that are texts, and arrays of
 * numbers that stand in one piece.
 *
 * <p>It is read here, not by jHDF (which writes Weft's files), because a model file may come from a stranger, and jHDF
 * believes a file: it recurses through parts that contain one another until the stack ends. {@link Hdf5Objects} does
 * not, and {@link Hdf5Bytes} sets limits.
 */
final class Hdf5 {
  private final Hdf5Bytes bytes;
  private final Hdf5Objects objects;
  private final Map<Long, Node> nodes = new HashMap<>();
  private final long root;

  /**
   * The file as a whole.
   *
   * @throws WeftException when the bytes are no HDF5 file of a version that Keras writes
   */
  Hdf5(byte[] file) {
    bytes = new Hdf5Bytes(file);
    objects = new Hdf5Objects(bytes);
    root = read("the superblock", objects::readRoot);
  }

  static boolean isHdf5(byte[] start) {
    return start.length >= 8
        && ByteBuffer.wrap(start).order(ByteOrder.LITTLE_ENDIAN).getLong() == Hdf5Objects.SIGNATURE;
  }

  long length() {
    return bytes.length();
  }

  /** Whether there is a group or dataset at a path such as {@code layers/dense/vars}. */
  boolean has(String path) {
    return find(path).isPresent();
  }

  /** The names of what stands in a group; none when there is no such group. */
  List<String> children(String path) {
    return find(path).map(node -> List.copyOf(node.children().keySet())).orElse(List.of());
  }

  boolean hasAttribute(String path, String attribute) {
    return find(path).map(node -> node.attributes().containsKey(attribute)).orElse(false);
  }

  /** An attribute's texts (one, or those of a list); empty when there is no such attribute, or it holds no texts. */
  List<String> texts(String path, String attribute) {
    Attribute found = find(path).map(node -> node.attributes().get(attribute)).orElse(null);
    return found == null ? List.of() : read("attribute '" + attribute + "'", () -> objects.texts(found));
  }

  /** Whether there is an array of numbers at a path. */
  boolean isArray(String path) {
    return find(path).filter(node -> node.shape() != null).isPresent();
  }

  /** A dataset's shape, {@code []} for a single number. */
  long[] shape(String path) {
    return dataset(path).shape().clone();
  }

  /** Whether a dataset holds whole numbers. */
  boolean holdsIntegers(String path) {
    return dataset(path).type().kind() == Kind.INTEGER;
  }

  /** Fills {@code values} from a dataset of as many floats of 16 (also bfloat16), 32 or 64 bits. */
  void floats(String path, float[] values) {
    Node node = dataset(path);
    boolean brain = isBrainFloat(path, node);
    int size = node.type().size();
    if (!brain && (node.type().kind() != Kind.FLOAT || (size != 2 && size != 4 && size != 8))) {
      throw new WeftException("'" + path + "' must hold floats of 16, 32 or 64 bits.");
    }
    ByteBuffer data = data(path, node, values.length);
    switch (size) {
      case 2 -> {
        for (int i = 0; i < values.length; i++) {
          short bits = data.getShort();
          values[i] = brain ? Float.intBitsToFloat(bits << 16) : Float.float16ToFloat(bits);
        }
      }
      case 4 -> data.asFloatBuffer().get(values);
      default -> {
        for (int i = 0; i < values.length; i++) {
          values[i] = (float) data.getDouble();
        }
      }
    }
  }

  /** Keras writes bfloat16 as two bytes that are no number, and names the type beside them. */
  private boolean isBrainFloat(String path, Node node) {
    return node.type().size() == 2 && texts(path, "dtype").equals(List.of("bfloat16"));
  }

  /** The one whole number that a dataset holds. */
  long integer(String path) {
    Node node = dataset(path);
    if (node.type().kind() != Kind.INTEGER || (node.type().size() != 4 && node.type().size() != 8)) {
      throw new WeftException("'" + path + "' must hold a whole number.");
    }
    ByteBuffer number = data(path, node, 1);
    return node.type().size() == 4 ? number.getInt() : number.getLong();
  }

  private Node dataset(String path) {
    Node node = find(path).orElseThrow(() -> new WeftException("'" + path + "' is missing from the weights."));
    if (node.shape() == null) {
      throw new WeftException("'" + path + "' must be an array of numbers, stored in one piece without compression.");
    }
    return node;
  }

  private ByteBuffer data(String path, Node node, long elements) {
    long stored = 1;
    for (long size : node.shape()) {
      stored = size <= 0 || stored > Integer.MAX_VALUE / size ? Long.MAX_VALUE : stored * size;
    }
    if (stored != elements) {
      throw new WeftException(
          "'" + path + "' must hold " + elements + " numbers; its shape is " + Arrays.toString(node.shape()) + ".");
    }
    long length = elements * node.type().size();
    return read(
            "'" + path + "'",
            () ->
                node.data().compact() == null
                    ? bytes.at(node.data().address(), length)
                    : Hdf5Bytes.cut(node.data().compact().duplicate(), length))
        .order(node.type().order());
  }

  private Optional<Node> find(String path) {
    long address = root;
    for (String name : path.split("/")) {
      if (!name.isEmpty()) {
        Long child = node(address, path).children().get(name);
        if (child == null) {
          return Optional.empty();
        }
        address = child;
      }
    }
    return Optional.of(node(address, path));
  }

  private Node node(long address, String path) {
    Node known = nodes.get(address);
    if (known == null) {
      known = read("'" + path + "'", () -> objects.readNode(address));
      nodes.put(address, known);
    }
    return known;
  }

  private static <T> T read(String what, Supplier<T> reading) {
    try {
      return reading.get();
    } catch (BufferUnderflowException e) {
      throw new WeftException("the HDF5 data is damaged or cut off at " + what + ".", e);
    }
  }
}
