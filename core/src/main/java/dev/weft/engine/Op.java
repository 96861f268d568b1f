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

  /** Work on rows {@code from} to {@code to} of a batch, where a row is what lies along the last axis. */
  interface Rows {
    void run(int piece, int from, int to);
  }

  /**
   * Offers to have each sample's input made right before this op reads it, so that it is in the cache.
   *
   * @return whether a forward pass runs this once for each sample
   */
  default boolean makesInput(WorkerPool.Task ofSample) {
    return false;
  }

  /**
   * Offers to have each sample's gradient of the output made right before this op reads it.
   *
   * @return whether a backward pass runs this once for each sample
   */
  default boolean makesGradient(WorkerPool.Task ofSample) {
    return false;
  }

  /**
   * Offers a look at the output as a forward pass makes it, while it is in the cache.
   *
   * @return the rows of a piece, all but the last, as the work is run with them; 0 where it is not run
   */
  default int showsOutput(Rows work) {
    return 0;
  }

  /**
   * Offers a look at the input's gradient as a backward pass makes it.
   *
   * @return as {@link #showsOutput} does
   */
  default int showsGradient(Rows work) {
    return 0;
  }

  /** How many units of work {@link #pack} has; weights are packed once after each change. */
  default int packs() {
    return 0;
  }

  /** Copies a share of the weights into the order in which products read them. */
  default void pack(int unit) {}

  /** Whether all that {@link #pack} makes is in {@linkplain Buffers#packed arrays} that twins share. */
  default boolean sharesPacks() {
    return true;
  }

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
