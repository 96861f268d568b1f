package dev.weft.engine;

import dev.weft.model.Graph;
import dev.weft.model.Optimizer;
import java.util.List;

/**
 * What a program takes of the JVM's heap, in bytes, for batches of up to a fixed size: planned with buffers that only
 * count.
 *
 * @param weights the network's weights
 * @param slots the optimizer's slot variables
 * @param gradients the weight gradients
 * @param values the values between layers and their gradients; those that do not live at once share an array
 * @param work what layers work in: packed weights, transformed images, ...
 */
public record Memory(long weights, long slots, long gradients, long values, long work) {
  /** One step of training. */
  public static Memory ofTraining(Graph network, List<Variable> variables, Optimizer optimizer, int batch) {
    FusedNetwork fused = FusedNetwork.forTraining(network, variables);
    Buffers buffers = Buffers.measuring(batch);
    compile(fused, buffers, Compiler.Mode.TRAINING);
    long slot = bytes(variables.stream().filter(variable -> variable.weight().trainable()).toList());
    return of(bytes(variables), slot * OptimizerState.slotsOfAWeight(optimizer), buffers);
  }

  /** Outputs alone, of weights that may change. */
  public static Memory ofInference(Graph network, List<Variable> variables, int batch) {
    FusedNetwork fused = FusedNetwork.withoutKernels(network, variables);
    Buffers buffers = Buffers.measuring(batch);
    compile(fused, buffers, Compiler.Mode.INFERENCE);
    long kernels = fused.normalizations().stream().mapToLong(n -> bytes(n.kernel().weight().shape().elements())).sum();
    return of(bytes(variables) + kernels, 0, buffers);
  }

  /** Outputs alone, of weights that stay as they are, in so many {@linkplain Program#twin programs} at once. */
  public static Memory ofFrozen(Graph network, List<Variable> variables, int batch, int programs) {
    FusedNetwork fused = FusedNetwork.withoutKernels(network, variables);
    Buffers buffers = Buffers.measuring(batch);
    compile(fused, buffers, Compiler.Mode.INFERENCE);
    Buffers twin = buffers.twin();
    compile(fused, twin, Compiler.Mode.INFERENCE);
    Memory first = of(bytes(variables), 0, buffers);
    int more = programs - 1;
    return new Memory(
        first.weights, 0, 0, first.values + more * twin.bytesBetween(), first.work + more * twin.bytesWithin());
  }

  private static void compile(FusedNetwork network, Buffers buffers, Compiler.Mode mode) {
    try (WorkerPool workers = new WorkerPool(1)) {
      new Compiler(network, buffers, mode, 0, workers);
    }
  }

  private static Memory of(long weights, long slots, Buffers buffers) {
    return new Memory(weights, slots, buffers.bytesOfGradients(), buffers.bytesBetween(), buffers.bytesWithin());
  }

  private static long bytes(List<Variable> variables) {
    return variables.stream().mapToLong(variable -> bytes(variable.values().length)).sum();
  }

  private static long bytes(long numbers) {
    return Float.BYTES * numbers;
  }

  /** All of it. */
  public long total() {
    return weights + slots + gradients + values + work;
  }
}
