package dev.weft.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.weft.model.Activation;
import dev.weft.model.ActivationLayer;
import dev.weft.model.Add;
import dev.weft.model.BatchNormalization;
import dev.weft.model.Conv2D;
import dev.weft.model.Dense;
import dev.weft.model.Dropout;
import dev.weft.model.Flatten;
import dev.weft.model.Graph;
import dev.weft.model.Input;
import dev.weft.model.MaxPooling2D;
import dev.weft.model.Node;
import dev.weft.model.Padding;
import dev.weft.model.Sequential;
import dev.weft.model.Softmax;
import dev.weft.model.Value;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Gradients by inputs and by values between against central differences of {@link DoubleNetwork}. */
@Execution(ExecutionMode.CONCURRENT)
class GradientProgramTest {
  private static final double STEP = 1e-6;
  private static final int SAMPLES = 3;

  /** Each network once: losses have no part in it. */
  static Stream<Graph> networks() {
    return GradientsTest.cases().map(GradientsTest.Case::network).distinct();
  }

  @ParameterizedTest
  @MethodSource("networks")
  void gradientsByTheInputAreTheCentralDifferences(Graph network) {
    Example example = new Example(network);
    try (WorkerPool workers = new WorkerPool(2)) {
      GradientProgram program = example.run(workers, SAMPLES);
      double[][] direction = example.direction();
      double expected = example.change(program.graph(), program.graph().outputName(), direction, example.scoreFactors);
      assertEquals(expected, dot(direction, program.inputGradient()), example.tolerance(expected));
    }
  }

  /** Of all nodes: those with several readers, those in one of several branches, and those that only see an array. */
  @ParameterizedTest
  @MethodSource("networks")
  void gradientsByTheValueOfANodeAreTheCentralDifferences(Graph network) {
    Example example = new Example(network);
    try (WorkerPool workers = new WorkerPool(2)) {
      GradientProgram program = example.run(workers, SAMPLES);
      Graph graph = program.graph();
      for (Node node : graph.nodes()) {
        if (graph.readers(node.name()).stream().anyMatch(reader -> reader.layer() instanceof MaxPooling2D)) {
          continue; // behind a ReLU its zeros are equal maxima, of which a maximum has no derivative
        }
        float[] gradient = new float[SAMPLES * graph.shape(node).elements()];
        example.ask(program, SAMPLES);
        program.backward(SAMPLES, node.name(), gradient);
        double[][] direction = example.rows(graph.shape(node).elements());
        double expected = example.changeBehind(graph, node.name(), direction);
        assertEquals(expected, dot(direction, gradient), example.tolerance(expected), node.name());
      }
    }
  }

  /** The flattened value goes to one reader, the value itself to two more. */
  @Test
  void aViewHasTheGradientOfItsOwnReadersAlone() {
    Value shared = Value.input(4, 4, 1).then("shared", Conv2D.of(3, 3).activation(Activation.TANH));
    Value flat = shared.then("flat", Flatten.of());
    Value left = flat.then("left", Dense.of(2));
    Value right = shared.then("right", Conv2D.of(2, 2)).then(Flatten.of());
    Value third = shared.then("third", Conv2D.of(2, 2)).then(Flatten.of());
    for (Value first : List.of(left, right)) {
      Value second = first == left ? right : left;
      gradientsByTheValueOfANodeAreTheCentralDifferences(
          first.then(Add.of(), second, third).then(ActivationLayer.of(Activation.TANH)).toGraph("views"));
    }
  }

  @Test
  void scoresAreThoseBeforeTheLastFunction() {
    List<Graph> same =
        List.of(
            Sequential.of(Input.of(4), Dense.of(3).activation(Activation.SOFTMAX)),
            Sequential.of(Input.of(4), Dense.of(3), Softmax.of(), Dropout.of(0.5)),
            Sequential.of(Input.of(4), Dense.of(3), ActivationLayer.of(Activation.SIGMOID), Flatten.of()));
    float[] x = {1, -2, 0.5f, 3};
    for (Graph network : same) {
      List<Variable> variables = Variable.of(network, 7);
      try (WorkerPool workers = new WorkerPool(1)) {
        GradientProgram program = GradientProgram.of(network, variables, 1, workers);
        System.arraycopy(x, 0, program.input(), 0, 4);
        program.forward(1);
        program.scoreGradient()[2] = 1;
        program.backward(1);
        float[] kernel = variables.getFirst().values();
        float sum = 0;
        for (int i = 0; i < 4; i++) {
          sum += x[i] * kernel[i * 3 + 2];
          assertEquals(kernel[i * 3 + 2], program.inputGradient()[i]);
        }
        assertEquals(sum, program.scores()[2], 1e-6);
      }
    }
  }

  @Test
  void threadsAndOtherSamplesOfABatchChangeNoBit() {
    Value stem = Value.input(12, 11, 3).then(Conv2D.of(16, 3).padding(Padding.SAME).activation(Activation.RELU));
    Value branch = stem.then(Conv2D.of(16, 3).padding(Padding.SAME)).then(BatchNormalization.of());
    Graph network =
        branch.then(Add.of(), stem).then(MaxPooling2D.of(2)).then(Flatten.of()).then(Dense.of(4)).toGraph("graph");
    Example example = new Example(network);
    try (WorkerPool one = new WorkerPool(1);
        WorkerPool three = new WorkerPool(3)) {
      float[] expected = example.run(one, SAMPLES).inputGradient();
      assertArrayEquals(expected, example.run(three, SAMPLES).inputGradient());
      float[] alone = example.run(three, 1).inputGradient();
      int features = network.input().elements();
      assertArrayEquals(Arrays.copyOf(expected, features), Arrays.copyOf(alone, features));
    }
  }

  @Test
  void unknownNodesAndTooManySamplesAreRefused() {
    Graph network = Sequential.of(Input.of(4), Dense.of(3));
    try (WorkerPool workers = new WorkerPool(1)) {
      GradientProgram program = GradientProgram.of(network, Variable.of(network, 7), 2, workers);
      assertThrows(IllegalArgumentException.class, () -> program.forward(3));
      assertThrows(IllegalArgumentException.class, () -> program.value("nothing"));
      assertThrows(IllegalArgumentException.class, () -> program.backward(1, "nothing", new float[9]));
    }
  }

  private static double dot(double[][] direction, float[] gradient) {
    double sum = 0;
    int at = 0;
    for (double[] row : direction) {
      for (double d : row) {
        sum += d * gradient[at++];
      }
    }
    return sum;
  }

  /** A network with weights, inputs, and what its scores are multiplied by. */
  private static final class Example {
    private final Graph network;
    private final SplittableRandom random;
    private final List<Variable> variables;
    private final double[][] x;
    private float[] scoreFactors;

    Example(Graph network) {
      this.network = network;
      random = new SplittableRandom(network.names().hashCode());
      variables = GradientsTest.variables(network, random);
      x = rows(network.input().elements());
    }

    private double[][] rows(int columns) {
      double[][] rows = new double[SAMPLES][columns];
      for (double[] row : rows) {
        Arrays.setAll(row, i -> (float) random.nextGaussian());
      }
      return rows;
    }

    double[][] direction() {
      return rows(network.input().elements());
    }

    GradientProgram run(WorkerPool workers, int samples) {
      GradientProgram program = GradientProgram.of(network, variables, SAMPLES, workers);
      for (int i = 0; i < samples * x[0].length; i++) {
        program.input()[i] = (float) x[i / x[0].length][i % x[0].length];
      }
      if (scoreFactors == null) {
        scoreFactors = new float[SAMPLES * program.graph().output().elements()];
        for (int i = 0; i < scoreFactors.length; i++) {
          scoreFactors[i] = (float) random.nextGaussian();
        }
      }
      program.forward(samples);
      ask(program, samples);
      program.backward(samples);
      return program;
    }

    void ask(GradientProgram program, int samples) {
      System.arraycopy(scoreFactors, 0, program.scoreGradient(), 0, samples * program.graph().output().elements());
    }

    /** How fast {@code sum(factors * value)} changes as the inputs go in a direction. */
    double change(Graph graph, String value, double[][] direction, float[] factors) {
      double[][] above = network(graph).value(value, weights(graph), moved(direction, STEP));
      double[][] below = network(graph).value(value, weights(graph), moved(direction, -STEP));
      return change(above, below, factors);
    }

    /** How fast {@code sum(scoreFactors * scores)} changes as what leaves a node goes in a direction. */
    double changeBehind(Graph graph, String node, double[][] direction) {
      double[][] above = network(graph).outputs(weights(graph), x, node, times(STEP, direction));
      double[][] below = network(graph).outputs(weights(graph), x, node, times(-STEP, direction));
      return change(above, below, scoreFactors);
    }

    private static double change(double[][] above, double[][] below, float[] factors) {
      double sum = 0;
      int at = 0;
      for (int s = 0; s < SAMPLES; s++) {
        for (int i = 0; i < above[s].length; i++) {
          sum += factors[at++] * (above[s][i] - below[s][i]);
        }
      }
      return sum / (2 * STEP);
    }

    private double[][] moved(double[][] direction, double step) {
      double[][] moved = times(step, direction);
      for (int s = 0; s < SAMPLES; s++) {
        for (int i = 0; i < moved[s].length; i++) {
          moved[s][i] += x[s][i];
        }
      }
      return moved;
    }

    private static double[][] times(double factor, double[][] direction) {
      double[][] scaled = new double[direction.length][];
      Arrays.setAll(scaled, row -> Arrays.stream(direction[row]).map(d -> factor * d).toArray());
      return scaled;
    }

    private static DoubleNetwork network(Graph graph) {
      return new DoubleNetwork(graph, false, null);
    }

    private List<double[]> weights(Graph graph) {
      return GradientsTest.doubles(variables(graph));
    }

    /** Those of a graph that may have fewer layers. */
    private List<Variable> variables(Graph graph) {
      return variables.stream().filter(variable -> graph.layerNames().contains(variable.layer())).toList();
    }

    double tolerance(double expected) {
      return 2e-4 * Math.max(1, Math.abs(expected));
    }
  }
}
