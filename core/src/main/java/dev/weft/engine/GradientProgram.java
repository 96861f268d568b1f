package dev.weft.engine;

import dev.weft.model.Graph;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What a network's scores depend on: their gradients by its input and by the value of any node, as in inference. The
 * scores are what enters a last softmax or sigmoid, or the outputs where there is none. Fill {@link #input}, call
 * {@link #forward}, fill {@link #scoreGradient}, call {@link #backward}. Not for more than one thread at a time;
 * inside, a {@link WorkerPool} shares the work, and the number of its threads changes no bit of any result.
 */
public final class GradientProgram {
  private final Graph graph;
  private final List<Compiler.Step> steps;
  private final Map<String, Tensor> values = new HashMap<>();

  private final Tensor input;
  private final Tensor scores;
  private final int batch;

  private GradientProgram(Graph graph, Compiler compiler, int batch, WorkerPool workers) {
    this.graph = graph;
    this.batch = batch;
    steps = compiler.steps();
    input = compiler.input();
    scores = compiler.output();
    values.putAll(compiler.allValues());
    steps.forEach(step -> workers.run(step.op()::pack, step.op().packs()));
  }

  /**
   * A program of the weights as they are now.
   *
   * @param batch the most samples of one call
   */
  public static GradientProgram of(Graph network, List<Variable> variables, int batch, WorkerPool workers) {
    FusedNetwork scores = FusedNetwork.forGradients(network, variables);
    Compiler compiler = new Compiler(scores, Buffers.unshared(batch), Compiler.Mode.GRADIENTS, 0, workers);
    return new GradientProgram(scores.graph(), compiler, batch, workers);
  }

  /** The network as it is computed: without a last softmax or sigmoid, and without what works in training alone. */
  public Graph graph() {
    return graph;
  }

  /** Where a batch goes before it runs: (batch, input shape). */
  public float[] input() {
    return input.values();
  }

  /** The scores of the last batch: (batch, classes). */
  public float[] scores() {
    return scores.values();
  }

  /**
   * The gradients are those of {@code sum(scoreGradient * scores)}: (batch, classes). A backward pass leaves other
   * numbers in it, so it is filled before each.
   */
  public float[] scoreGradient() {
    return scores.gradient();
  }

  /** The gradient by the input of the last batch: (batch, input shape). */
  public float[] inputGradient() {
    return input.gradient();
  }

  /**
   * The value of a node of {@link #graph}: (batch, its shape).
   *
   * @throws IllegalArgumentException if there is no such node
   */
  public float[] value(String node) {
    return values.get(graph.node(node).name()).values();
  }

  /** Computes the scores of the first {@code samples} inputs. */
  public void forward(int samples) {
    if (samples < 1 || samples > batch) {
      throw new IllegalArgumentException("a batch has 1 to " + batch + " samples; received " + samples + ".");
    }
    steps.forEach(step -> step.op().forward(samples, false));
  }

  /** Computes the gradients by the input. */
  public void backward(int samples) {
    for (Compiler.Step step : steps.reversed()) {
      step.op().backward(samples);
    }
  }

  /**
   * The same, and copies the gradient by the value of a node: by what leaves it to all of its readers.
   *
   * @param gradient (batch, the node's shape), or longer
   * @throws IllegalArgumentException if there is no such node
   */
  public void backward(int samples, String node, float[] gradient) {
    int place = graph.nodes().indexOf(graph.node(node));
    Tensor value = values.get(node);
    boolean copied = false;
    for (Compiler.Step step : steps.reversed()) {
      if (!copied && isBehind(place, step)) {
        copy(value, samples, gradient);
        copied = true;
      }
      step.op().backward(samples);
    }
    if (!copied) {
      copy(value, samples, gradient);
    }
  }

  /**
   * Whether the gradient of a node's value is complete when a step's backward pass begins. That step may put other
   * numbers in its place.
   */
  private static boolean isBehind(int place, Compiler.Step step) {
    return step.node() < place || step.node() == place && !(step.op() instanceof FanOutOp);
  }

  private static void copy(Tensor value, int samples, float[] gradient) {
    System.arraycopy(value.gradient(), 0, gradient, 0, samples * value.features());
  }
}
