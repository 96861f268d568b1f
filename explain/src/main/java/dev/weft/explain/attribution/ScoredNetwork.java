package dev.weft.explain.attribution;

import dev.weft.engine.GradientProgram;
import dev.weft.engine.Variable;
import dev.weft.engine.WorkerPool;
import dev.weft.kernel.Pixels;
import dev.weft.model.Graph;
import dev.weft.model.Node;
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
  private static final int MOST_SAMPLES = 32;

  /** The most numbers of one pass, values and their gradients together, unless one sample has more: 128 MB. */
  private static final long MOST_NUMBERS = 32_000_000;

  private final Shape image;
  private final float[] scale;
  private final float[] offset;
  private final WorkerPool workers;
  private final GradientProgram program;
  private final int batch;
  private final int outputs;

  private ScoredNetwork(Model model, List<Variable> variables, Shape image, int threads) {
    this.image = image;
    scale = model.scaling().scale();
    offset = model.scaling().offset();
    workers = new WorkerPool(threads);
    batch = batch(model.network());
    program = GradientProgram.of(model.network(), variables, batch, workers);
    outputs = program.graph().output().elements();
  }

  private static int batch(Graph network) {
    long numbers = network.input().elements();
    for (Node node : network.nodes()) {
      numbers += network.shape(node.name()).elements();
    }
    return (int) Math.clamp(MOST_NUMBERS / (2 * numbers), 1, MOST_SAMPLES);
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

  /** Inputs that are made when they are needed, so that they need not be there together. */
  interface Samples {
    /** Writes the numbers that enter the network for one sample. */
    void write(int sample, float[] into, int at);
  }

  /** One sample. */
  static Samples of(float[] inputs) {
    return (sample, into, at) -> System.arraycopy(inputs, 0, into, at, inputs.length);
  }

  /**
   * The scores of some samples.
   *
   * @return (samples, classes)
   */
  float[] scores(int samples, Samples inputs) {
    float[] raw = outputs(samples, inputs);
    if (outputs > 1) {
      return raw;
    }
    float[] ofTwo = new float[2 * samples];
    for (int i = 0; i < samples; i++) {
      ofTwo[2 * i] = -raw[i];
      ofTwo[2 * i + 1] = raw[i];
    }
    return ofTwo;
  }

  /** The scores of one class. */
  float[] scores(int samples, Samples inputs, int label) {
    return ofClass(scores(samples, inputs), label);
  }

  /** The score of one class for one sample. */
  float score(float[] inputs, int label) {
    return scores(1, of(inputs), label)[0];
  }

  private float[] ofClass(float[] all, int label) {
    requireClass(label);
    float[] ofClass = new float[all.length / classes()];
    for (int i = 0; i < ofClass.length; i++) {
      ofClass[i] = all[i * classes() + label];
    }
    return ofClass;
  }

  private float[] outputs(int samples, Samples inputs) {
    float[] all = new float[samples * outputs];
    for (int from = 0; from < samples; from += batch) {
      int count = Math.min(batch, samples - from);
      forward(from, count, inputs);
      System.arraycopy(program.scores(), 0, all, from * outputs, count * outputs);
    }
    return all;
  }

  private void forward(int from, int count, Samples inputs) {
    for (int i = 0; i < count; i++) {
      inputs.write(from + i, program.input(), i * image.elements());
    }
    program.forward(count);
  }

  /** The mean over some samples of the gradient of a class's score by the input. */
  double[] meanGradient(int samples, Samples inputs, int label) {
    int length = image.elements();
    double[] mean = new double[length];
    for (int from = 0; from < samples; from += batch) {
      int count = Math.min(batch, samples - from);
      forward(from, count, inputs);
      ask(count, label);
      program.backward(count);
      for (int i = 0; i < count * length; i++) {
        mean[i % length] += program.inputGradient()[i];
      }
    }
    for (int i = 0; i < length; i++) {
      mean[i] /= samples;
    }
    return mean;
  }

  private void ask(int count, int label) {
    requireClass(label);
    Arrays.fill(program.scoreGradient(), 0, count * outputs, 0);
    for (int i = 0; i < count; i++) {
      program.scoreGradient()[outputs == 1 ? i : i * outputs + label] = outputs == 1 && label == 0 ? -1 : 1;
    }
  }

  private void requireClass(int label) {
    if (label < 0 || label >= classes()) {
      throw new IllegalArgumentException("a class must be 0 to %s; received %s.".formatted(classes() - 1, label));
    }
  }

  /** A value within the network, and the gradient of a class's score by it, for one image. */
  record Inner(float[] values, float[] gradient) {}

  /** What a node of {@link #graph} gives for an image, and how the score of a class depends on it. */
  Inner inner(float[] inputs, int label, String node) {
    forward(0, 1, of(inputs));
    int length = program.graph().shape(node).elements();
    float[] values = Arrays.copyOf(program.value(node), length);
    float[] gradient = new float[length];
    ask(1, label);
    program.backward(1, node, gradient);
    return new Inner(values, gradient);
  }

  /** Ends its threads. */
  @Override
  public void close() {
    workers.close();
  }
}
