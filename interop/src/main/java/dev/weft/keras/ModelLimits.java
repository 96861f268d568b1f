package dev.weft.keras;

import dev.weft.WeftException;
import dev.weft.engine.OptimizerState;
import dev.weft.model.Graph;
import dev.weft.model.Node;
import dev.weft.model.Optimizer;
import dev.weft.model.Shape;
import dev.weft.model.Weight;
import java.util.Locale;

/** How large model files may be, so that a stranger's file cannot take all memory. */
public final class ModelLimits {
  /** The bytes of a JSON text in a model file. */
  public static final int MOST_JSON = 16 << 20;

  static final int MOST_HDF5 = Integer.MAX_VALUE - 8;

  /** Of an optimizer, for each weight: three, a maximum and an average. */
  private static final int MOST_SLOTS = 5;

  private static final int WIDEST_FLOAT = 8;
  private static final int NARROWEST_FLOAT = 2;

  private ModelLimits() {}

  /**
   * Says before a training what could not be kept after it.
   *
   * @throws WeftException if the weights and the optimizer's state are more than a model file may hold
   */
  static void requireFits(Graph network, Optimizer optimizer) {
    long numbers = parameters(network) + (long) OptimizerState.slotsOfAWeight(optimizer) * network.parameters(true);
    if (Float.BYTES * numbers + hdf5Overhead(network) > MOST_HDF5) {
      throw new WeftException(
          String.format(
              Locale.ROOT,
              "a model file holds at most 2 GB; this network's %,d parameters and the state of %s take %.1f GB; use"
                  + " fewer units or filters, or an optimizer that keeps less.",
              network.parameters(),
              optimizer.kind(),
              Float.BYTES * numbers / 1e9));
    }
  }

  private static long hdf5Overhead(Graph network) {
    return (1 << 20) + network.nodes().size() * (64L << 10);
  }

  /** The weights, the optimizer's state, and what HDF5 needs to hold them. */
  static int mostHdf5(Graph network) {
    long most = WIDEST_FLOAT * (1 + MOST_SLOTS) * parameters(network) + hdf5Overhead(network);
    return (int) Math.min(most, MOST_HDF5);
  }

  /**
   * Before a network of a file is made.
   *
   * @param bytes of the data that hold its weights
   * @throws WeftException if the data cannot hold them, or if there is not enough memory
   */
  public static void requireMakeable(Graph network, Optimizer optimizer, long bytes) {
    long parameters = parameters(network);
    if (NARROWEST_FLOAT * parameters > bytes) {
      throw new WeftException(
          "the network has %s parameters, more than the %s bytes of its weights can hold."
              .formatted(parameters, bytes));
    }
    long arrays = 1L + OptimizerState.slotsOfAWeight(optimizer);
    requireMemory(bytes + Float.BYTES * arrays * parameters + 2 * Float.BYTES * activations(network));
  }

  private static long parameters(Graph network) {
    long parameters = 0;
    for (Node layer : network.firstCalls()) {
      for (Weight weight : network.weights(layer)) {
        parameters += weight.shape().elements();
      }
    }
    return parameters;
  }

  /** The numbers that one sample is, on its way through the network. */
  private static long activations(Graph network) {
    return network.input().elements() + network.nodes().stream().map(network::shape).mapToLong(Shape::elements).sum();
  }

  /**
   * @throws WeftException if the JVM may not use as much memory
   */
  public static void requireMemory(long bytes) {
    long most = Runtime.getRuntime().maxMemory() / 10 * 8;
    if (bytes > most) {
      throw new WeftException(
          "it needs about "
              + (bytes >> 20)
              + " MiB of memory; the JVM may use "
              + (most >> 20)
              + " MiB: start it with a larger -Xmx.");
    }
  }
}
