package dev.weft.train;

import dev.weft.WeftException;
import dev.weft.engine.Memory;
import dev.weft.engine.Variable;
import dev.weft.model.Graph;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;

/**
 * Finds out before a training begins whether it fits into the JVM's heap.
 *
 * @param batch images of a step
 * @param needed bytes that are still to be taken; the weights are there already
 */
record HeapCheck(int batch, long needed) {
  /**
   * Of a stage before it begins.
   *
   * @param model at the stage
   */
  static HeapCheck of(Model model, Stage stage, int threads) {
    Fit fit = stage.fit();
    int batch = Math.min(fit.batchSize(), stage.train().size());
    int validation = fit.validation() == null ? 0 : fit.validation().size();
    long callbacks = fit.callbacks().stream().mapToLong(callback -> callback.bytes(model)).sum();
    return new HeapCheck(batch, needed(model, batch, validation, !fit.augment().isEmpty(), threads) + callbacks);
  }

  /**
   * The least of a training without callbacks.
   *
   * @param validation how many images a validation has; 0 for none
   */
  static HeapCheck of(Model model, int batch, int validation) {
    return new HeapCheck(batch, needed(model, batch, validation, false, 1));
  }

  private static long needed(Model model, int batch, int validation, boolean augments, int threads) {
    int most = Math.min(validation, Model.EVALUATION_BATCH);
    FrozenPart part = FrozenPart.of(model.network(), model.variables()).orElse(null);
    if (part == null) {
      return ofStep(model.network(), model.variables(), model, batch)
          + ofOutputs(model.network(), model.variables(), most);
    }
    long head =
        ofStep(part.head(), part.headVariables(), model, batch) + ofOutputs(part.head(), part.headVariables(), most);
    return augments && validation == 0
        ? head + ofFrozen(part, batch, 1)
        : Math.max(head + (augments ? ofFrozen(part, batch, 1) : 0), ofFrozen(part, Features.PIECE, threads));
  }

  /** The bytes of one array for each variable, as long as that. */
  static long bytes(List<Variable> variables) {
    return variables.stream().mapToLong(variable -> (long) Float.BYTES * variable.values().length).sum();
  }

  /** With so many bytes more. */
  HeapCheck plus(long more) {
    return new HeapCheck(batch, needed + more);
  }

  private static long ofStep(Graph network, List<Variable> variables, Model model, int batch) {
    Memory training = Memory.ofTraining(network, variables, model.optimizer(), batch);
    return training.total() - training.weights() - (model.optimizerState().isMade() ? training.slots() : 0);
  }

  private static long ofOutputs(Graph network, List<Variable> variables, int batch) {
    return batch == 0 ? 0 : Memory.ofInference(network, variables, batch).total() - bytes(variables);
  }

  private static long ofFrozen(FrozenPart part, int batch, int programs) {
    return Memory.ofFrozen(part.body(), part.bodyVariables(), batch, programs).total() - bytes(part.bodyVariables());
  }

  /**
   * @throws WeftException if it does not fit
   */
  void run() {
    if (needed > available()) {
      System.gc(); // what is garbage counts as taken until then
      require(available());
    }
  }

  void require(long available) {
    if (needed > available) {
      throw tooLittle(available);
    }
  }

  /**
   * What is made, if it fits: a heap is cut into parts, which may be too small for one large array.
   *
   * @throws WeftException if it does not
   */
  <T> T make(Supplier<T> made) {
    try {
      return made.get();
    } catch (OutOfMemoryError e) {
      throw tooLittle(available());
    }
  }

  private static long available() {
    Runtime jvm = Runtime.getRuntime();
    return jvm.maxMemory() - jvm.totalMemory() + jvm.freeMemory();
  }

  private WeftException tooLittle(long available) {
    return new WeftException(
        String.format(
            Locale.ROOT,
            "a training must fit into the memory that the JVM may use; with a batch_size of %d it needs %,d MB, and"
                + " there are %,d MB; use a smaller batch_size, or start the JVM with a larger -Xmx.",
            batch,
            Math.ceilDiv(needed, 1 << 20),
            available >> 20));
  }
}
