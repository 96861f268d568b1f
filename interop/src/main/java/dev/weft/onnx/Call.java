package dev.weft.onnx;

import dev.weft.WeftException;
import dev.weft.model.Layer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * A node with what it takes.
 *
 * @param inputs null for one that is left out
 * @param opset the version of ONNX's operators
 * @param name what its layer is to be called; empty for Keras's name
 */
record Call(FileNode node, List<Operand> inputs, NetworkBuilder network, long opset, String name) {
  /** Whether an input is there. */
  boolean has(int input) {
    return input < inputs.size() && inputs.get(input) != null;
  }

  /**
   * An input.
   *
   * @throws WeftException if it is not there
   */
  Operand input(int input) {
    if (!has(input)) {
      throw new WeftException("it must have input " + (input + 1) + ".");
    }
    return inputs.get(input);
  }

  /**
   * An input that the network computes.
   *
   * @throws WeftException if it is an array of the file
   */
  Computed computed(int input) {
    if (input(input) instanceof Computed value) {
      return value;
    }
    throw new WeftException("its input %s must be computed of the image; it is %s.".formatted(input + 1, input(input)));
  }

  /**
   * An input that the file knows.
   *
   * @throws WeftException if the network computes it
   */
  FileArray constant(int input) {
    if (input(input) instanceof FileArray array) {
      return array;
    }
    throw new WeftException("its input " + (input + 1) + " must be an array of the file; the network computes it.");
  }

  /**
   * An input that the file knows, of one number.
   *
   * @throws WeftException if it has more or none
   */
  FileArray single(int input) {
    FileArray array = constant(input);
    if (array.elements() != 1) {
      throw new WeftException("its input %s must be one number; it is %s.".formatted(input + 1, array));
    }
    return array;
  }

  /** Numbers that newer versions take as an input and older ones as an attribute; null where they are left out. */
  long[] numbers(String attribute, int input) {
    return has(input) ? constant(input).longs() : node.integers(attribute);
  }

  /**
   * An axis counted from 0.
   *
   * @throws WeftException if there is none
   */
  static int axis(long axis, int rank) {
    if (axis < -rank || axis >= rank) {
      throw new WeftException("its axis must be %s to %s; received %s.".formatted(-rank, rank - 1, axis));
    }
    return (int) (axis < 0 ? axis + rank : axis);
  }

  static int[] axes(long[] axes, int rank) {
    return Arrays.stream(axes).mapToInt(axis -> axis(axis, rank)).sorted().toArray();
  }

  /** A value of ONNX's axes (batch, channels, height, width), as Weft's layers take it. */
  Computed image(int input) {
    Computed value = computed(input);
    if (value.rank() != 4) {
      throw new WeftException(
          "it must take images (batch, channels, height, width); received the shape %s."
              .formatted(shown(value.dims())));
    }
    return network.arranged(value, value.channelsLast());
  }

  /** Sizes without the batch's. */
  static String shown(long[] dims) {
    return Arrays.toString(Arrays.copyOfRange(dims, 1, dims.length));
  }

  /** A layer of its own that changes no axis. */
  Computed layer(Computed value, Layer layer) {
    return layer(value, layer, Map.of());
  }

  Computed layer(Computed value, Layer layer, Map<String, float[]> weights) {
    return value.then(network.add(name, layer, weights, value.node()));
  }

  /** What a layer gives with these axes of ONNX behind the batch, in Weft's order. */
  Computed made(Computed of, String layer, List<Axis> weft, Integer... order) {
    List<Axis> onnx = new ArrayList<>();
    for (int axis : order) {
      onnx.add(weft.get(axis));
    }
    return new Computed(of.batch(), layer, weft, onnx, false, true);
  }
}
