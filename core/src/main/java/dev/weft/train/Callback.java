package dev.weft.train;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Optional;

/**
 * Looks on while a model trains. What it remembers from epoch to epoch goes through {@link #save} and {@link #restore},
 * so that an interrupted training goes on as if nothing had happened. See <a
 * href="https://keras.io/api/callbacks/">Keras</a>.
 */
public interface Callback {
  /**
   * Before a training begins or, before {@link #restore}, goes on; forgets any other. An {@link
   * IllegalArgumentException} ends the training before it begins.
   */
  default void trainBegin(Model model, Fit fit) {}

  /**
   * Before a stage of a training of several begins or goes on; a callback of all stages is asked.
   *
   * @param stage counted from 1
   */
  default void stageBegin(int stage, Model model, Fit fit) {}

  /**
   * While the outputs of layers that do not learn are computed, once for all epochs.
   *
   * @param images of which they are there
   */
  default void frozenOutputs(int images, int all) {}

  /**
   * While a trained model is evaluated with test-time augmentation, after each view of all images.
   *
   * @param images in words, such as {@code test images}
   * @param views of which the outputs are there, the images themselves counted as one
   */
  default void viewsEvaluated(String images, int views, int all) {}

  /** Something to know of how the training goes, one sentence; for callbacks of all stages. */
  default void note(String sentence) {}

  /**
   * After each batch; must not allocate if training is not to.
   *
   * @param step of the epoch, from 0; there are {@code steps}
   * @param loss the epoch's mean so far
   * @param accuracy the epoch's mean so far
   */
  default Verdict batchEnd(int epoch, int step, int steps, double loss, double accuracy) {
    return Verdict.CONTINUE;
  }

  /**
   * After each step, what the network gave for its images before the step changed the weights; must not allocate if
   * training is not to.
   *
   * @param epoch counted from 0
   * @param places of the images among those that the stage learns from
   * @param labels of the images; of mixtures the first ones
   * @param outputs (labels.length, outputs of an image), of which the first {@code samples} are of this step
   */
  default void outputs(int epoch, int samples, int[] places, int[] labels, float[] outputs) {}

  /**
   * Before the validation of an epoch, counted from 0, and before {@link #epochEnd} of all callbacks: other weights may
   * take the place of the model's until {@link #evaluationEnd}.
   *
   * @param statistics measures those of batch normalization for other weights
   */
  default void evaluationBegin(int epoch, BatchStatistics statistics) {}

  /**
   * After the validation of an epoch, before {@link #epochEnd} of all callbacks.
   *
   * @param epoch counted from 0
   * @param validation what nobody changes afterwards
   */
  default void validated(int epoch, Evaluation validation) {}

  /** After {@link #epochEnd} of all callbacks: the model gets its own weights back. */
  default void evaluationEnd() {}

  /**
   * Whether it puts averages in the place of the weights, in evaluations or at the end. A stage has at most one such
   * callback, which acts before its others.
   */
  default boolean averagesWeights() {
    return false;
  }

  default Verdict epochEnd(EpochResult result, Model model) {
    return Verdict.CONTINUE;
  }

  /** The learning rate of a step, given what the optimizer's schedule (and callbacks before) made it. */
  default double learningRate(int epoch, long step, double scheduled) {
    return scheduled;
  }

  /** When training ends by itself or by a verdict; may change the model, and say one sentence about it. */
  default Optional<String> trainEnd(Model model) {
    return Optional.empty();
  }

  /** The bytes of the arrays that it keeps beside a model, such as averages of the weights; 0 by default. */
  default long bytes(Model model) {
    return 0;
  }

  default void save(DataOutput out) throws IOException {}

  /** Takes up what {@link #save} wrote. */
  default void restore(DataInput in) throws IOException {}
}
