package dev.weft.engine;

/**
 * One instruction of a {@link Program}: reads its input tensor and writes its output tensor, forward, or the other way
 * round.
 */
interface Op {
  /** Computes the output of the first {@code samples} of the batch. */
  void forward(int samples, boolean training);

  /** Tells the number of the training step whose passes follow; what is random is a function of it. */
  default void step(long step) {}

  /** From the output's gradient, that of its weights and (where it has one) that of its input. */
  void backward(int samples);

  /** Whether the backward pass reads the values of the inputs. */
  default boolean keepsInput() {
    return true;
  }

  /** Whether the backward pass reads the values of the output. */
  default boolean keepsOutput() {
    return true;
  }

  /** How many units of work {@link #pack} has; weights are packed once after each change. */
  default int packs() {
    return 0;
  }

  /** Copies a share of the weights into the order in which products read them. */
  default void pack(int unit) {}

  /**
   * Offers to update and pack this op's weights in its backward pass.
   *
   * @return whether it will do that with all of them
   */
  default boolean takes(OptimizerStep updates) {
    return false;
  }

  /** How it computes what it does, in the words of a plan: {@code depthwise}, {@code Winograd, tiles of 4x4}. */
  default String algorithm() {
    return "";
  }

  /** Multiply-adds that a forward pass of one sample takes in products; those of other ops do not count. */
  default long forwardProducts() {
    return 0;
  }

  /** The same of a backward pass. */
  default long backwardProducts() {
    return 0;
  }
}
