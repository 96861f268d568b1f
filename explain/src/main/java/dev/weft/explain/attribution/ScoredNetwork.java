package dev.weft.explain.attribution;

import dev.weft.engine.GradientProgram;
import dev.weft.engine.Variable;
import dev.weft.engine.WorkerPool;
import dev.weft.kernel.Pixels;
import dev.weft.model.Graph;
import dev.weft.model.Shape;
import dev.weft.train.Model;
import java.util.Arrays;
import java.util.List;

/**
 * A network that is asked for the scores of images, and for what they depend on. A score is what enters the last
 * softmax or sigmoid. A network with a single output s has two classes, with the scores -s and s. Not for more than one
 * thread at a time.
 */
public final class ScoredNetwork implements AutoCloseable {
  /** The most samples of one pass. */
  private static final int BATCH = 32;

  private final Shape image;
  private final float[] scale;
  private final float[] offset;
  private final WorkerPool workers;
  private final GradientProgram program;
  private final int outputs;

  private ScoredNetwork(Model model, List<Variable> variables, Shape image, int threads) {
    this.image = image;
    scale = model.scaling().scale();
    offset = model.scaling().offset();
    workers = new WorkerPool(threads);
    program = GradientProgram.of(model.network(), variables, BATCH, workers);
    outputs = program.graph().output().elements();
  }

  /**
   * A model with its weights as they are now.
   *
   * @param image the shape of its images, (height, width, channels)
   * @param threads how many share the work, at least 1; they change no bit
   * @throws IllegalArgumentException if its network takes inputs of another size
   */
  public static ScoredNetwork of(Model model, Shape image, int threads) {
    return with(model, model.variables(), image, threads);
  }

  /** The same with other weights. */
  static ScoredNetwork with(Model model, List<Variable> variables, Shape image, int threads) {
    if (image.rank() != 3 || image.elements() != model.network().input().elements()) {
      throw new IllegalArgumentException(
          "images must be (height, width, channels) and as large as the network's input, %s; received %s."
              .formatted(model.network().input(), image));
    }
    return new ScoredNetwork(model, variables, image, threads);
  }

  /** The shape of its images, (height, width, channels). */
  public Shape image() {
    return image;
  }

  /** How many classes it has. */
  public int classes() {
    return Math.max(2, outputs);
  }

  /** The network as it is computed: without a last softmax or sigmoid, and without what works in training alone. */
  Graph graph() {
    return program.graph();
  }

  /**
   * The numbers that enter the network for an image.
   *
   * @throws IllegalArgumentException if it has another size
   */
  float[] inputs(byte[] pixels) {
    if (pixels.length != scale.length) {
      throw new IllegalArgumentException(
          "an image must have %s numbers, as the network; received %s.".formatted(scale.length, pixels.length));
    }
    float[] inputs = new float[pixels.length];
    Pixels.scale(pixels, 0, scale, offset, inputs, 0);
    return inputs;
  }

  /**
   * The scores of inputs.
   *
   * @param inputs (samples, image)
   * @return (samples, classes)
   */
  float[] scores(float[] inputs) {
    int samples = inputs.length / image.elements();
    float[] scores = new float[samples * classes()];
    for (int from = 0; from < samples; from += BATCH) {
      int count = Math.min(BATCH, samples - from);
      forward(inputs, from, count);
      copyScores(count, scores, from);
    }
    return scores;
  }

  /** The score of one class for each of the inputs. */
  float[] scores(float[] inputs, int label) {
    float[] all = scores(inputs);
    float[] ofClass = new float[all.length / classes()];
    for (int i = 0; i < ofClass.length; i++) {
      ofClass[i] = all[i * classes() + label];
    }
    return ofClass;
  }

  private void forward(float[] inputs, int from, int count) {
    System.arraycopy(inputs, from * image.elements(), program.input(), 0, count * image.elements());
    program.forward(count);
  }

  private void copyScores(int count, float[] into, int from) {
    for (int i = 0; i < count; i++) {
      if (outputs == 1) {
        into[2 * (from + i)] = -program.scores()[i];
        into[2 * (from + i) + 1] = program.scores()[i];
      } else {
        System.arraycopy(program.scores(), i * outputs, into, (from + i) * outputs, outputs);
      }
    }
  }

  /** The gradients of the score of a class by the inputs, like these: (samples, image). */
  float[] gradients(float[] inputs, int label) {
    int samples = inputs.length / image.elements();
    float[] gradients = new float[inputs.length];
    for (int from = 0; from < samples; from += BATCH) {
      int count = Math.min(BATCH, samples - from);
      forward(inputs, from, count);
      ask(count, label);
      program.backward(count);
      System.arraycopy(program.inputGradient(), 0, gradients, from * image.elements(), count * image.elements());
    }
    return gradients;
  }

  private void ask(int count, int label) {
    if (label < 0 || label >= classes()) {
      throw new IllegalArgumentException("a class must be 0 to %s; received %s.".formatted(classes() - 1, label));
    }
    Arrays.fill(program.scoreGradient(), 0, count * outputs, 0);
    for (int i = 0; i < count; i++) {
      program.scoreGradient()[outputs == 1 ? i : i * outputs + label] = outputs == 1 && label == 0 ? -1 : 1;
    }
  }

  /**
   * A value within the network and the gradient of a class's score by it, for one image.
   *
   * @param score of the class
   */
  record Inner(float[] values, float[] gradient, float score) {}

  /** What a node of {@link #graph} gives for an image, and how the score of a class depends on it. */
  Inner inner(float[] inputs, int label, String node) {
    forward(inputs, 0, 1);
    int length = program.graph().shape(node).elements();
    float[] scores = new float[classes()];
    copyScores(1, scores, 0);
    float[] values = Arrays.copyOf(program.value(node), length);
    float[] gradient = new float[length];
    ask(1, label);
    program.backward(1, node, gradient);
    return new Inner(values, gradient, scores[label]);
  }

  /** Ends its threads. */
  @Override
  public void close() {
    workers.close();
  }
}
