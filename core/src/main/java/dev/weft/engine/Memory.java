package dev.weft.engine;

import dev.weft.model.Graph;
import java.util.List;

/**
 * What a program takes of the JVM's heap, in bytes, for batches of up to a fixed size: planned without making any
 * array.
 *
 * @param weights the network's weights, and the optimizer's slot variables
 * @param gradients the weight gradients
 * @param values the values between layers and their gradients; those that do not live at once share an array
 * @param work what layers work in: packed weights, transformed images, ...
 */
public record Memory(long weights, long gradients, long values, long work) {
  /** One step of training. */
  public static Memory ofTraining(Graph network, List<Variable> variables, OptimizerState state, int batch) {
    long slots = state.slots().stream().mapToLong(slot -> bytes(slot.values())).sum();
    return of(FusedNetwork.forTraining(network, variables), batch, true).plus(bytes(variables) + slots);
  }

  /** Outputs alone. */
  public static Memory ofInference(Graph network, List<Variable> variables, int batch) {
    return of(FusedNetwork.forInference(network, variables), batch, false).plus(bytes(variables));
  }

  private static Memory of(FusedNetwork network, int batch, boolean training) {
    Buffers buffers = Buffers.measuring(batch);
    try (WorkerPool workers = new WorkerPool(1)) {
      new Compiler(network, buffers, Compiler.Mode.of(training), 0, workers);
    }
    long gradients = 0;
    for (Variable variable : training ? network.variables() : List.<Variable>of()) {
      gradients += variable.weight().trainable() ? bytes(variable.values()) : 0;
    }
    long fused = network.normalizations().stream().mapToLong(n -> bytes(n.kernel().values())).sum();
    return new Memory(fused, gradients, buffers.bytesBetween(), buffers.bytesWithin());
  }

  private Memory plus(long weights) {
    return new Memory(this.weights + weights, gradients, values, work);
  }

  private static long bytes(List<Variable> variables) {
    return variables.stream().mapToLong(variable -> bytes(variable.values())).sum();
  }

  private static long bytes(float[] array) {
    return (long) Float.BYTES * array.length;
  }

  /** All of it. */
  public long total() {
    return weights + gradients + values + work;
  }
}
