package dev.weft.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.weft.model.Activation;
import dev.weft.model.ActivationLayer;
import dev.weft.model.Conv2D;
import dev.weft.model.Dense;
import dev.weft.model.DepthwiseConv2D;
import dev.weft.model.Dropout;
import dev.weft.model.Flatten;
import dev.weft.model.GlobalAveragePooling2D;
import dev.weft.model.Graph;
import dev.weft.model.Input;
import dev.weft.model.MaxPooling2D;
import dev.weft.model.Padding;
import dev.weft.model.ReLU;
import dev.weft.model.Rescaling;
import dev.weft.model.Sequential;
import dev.weft.model.Shape;
import dev.weft.model.Softmax;
import dev.weft.model.Truncation;
import dev.weft.zoo.Family;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@Execution(ExecutionMode.CONCURRENT)
class InnerValuesTest {
  private static final int SAMPLES = 3;
  private static final Graph DIGITS =
      Sequential.of(
          Input.of(8, 8, 1),
          Conv2D.of(4, 3).activation(Activation.RELU),
          MaxPooling2D.of(),
          Flatten.of(),
          Dropout.of(0.5),
          Dense.of(6).activation(Activation.RELU),
          Dense.of(5).activation(Activation.SOFTMAX));

  static Stream<Graph> networks() {
    return Stream.concat(
        GradientsTest.cases()
            .map(GradientsTest.Case::network)
            .distinct()
            .filter(network -> network.output().rank() == 1),
        Stream.of(
            DIGITS,
            Sequential.of(Input.of(4), Dense.of(1).activation(Activation.SIGMOID)),
            Sequential.of(Input.of(4), Dense.of(3), Softmax.of(), Dropout.of(0.5)),
            Sequential.of(Input.of(4), Dense.of(3), ActivationLayer.of(Activation.LOG_SOFTMAX))));
  }

  private static float[] inputs(Graph network) {
    SplittableRandom random = new SplittableRandom(2);
    float[] inputs = new float[SAMPLES * network.input().elements()];
    for (int i = 0; i < inputs.length; i++) {
      inputs[i] = (float) random.nextDouble(-1, 1);
    }
    return inputs;
  }

  private static float[] run(Graph network, List<Variable> variables) {
    float[] inputs = inputs(network);
    try (WorkerPool workers = new WorkerPool(1)) {
      Program program = Program.frozen(network, variables, SAMPLES, workers);
      System.arraycopy(inputs, 0, program.input(), 0, inputs.length);
      program.forward(SAMPLES);
      return Arrays.copyOf(program.output(), SAMPLES * network.output().elements());
    }
  }

  /** Columns of a table. */
  private static float[] columns(float[] table, int width, int from, int count) {
    float[] columns = new float[SAMPLES * count];
    for (int row = 0; row < SAMPLES; row++) {
      System.arraycopy(table, row * width + from, columns, row * count, count);
    }
    return columns;
  }

  @ParameterizedTest
  @MethodSource("networks")
  void outputsKeepEveryBit(Graph network) {
    InnerValues values = InnerValues.of(network);
    List<Variable> variables = Variable.of(network, 7);
    float[] row = run(values.graph(), variables);
    assertArrayEquals(run(network, variables), columns(row, values.width(), 0, values.outputs()));
  }

  @ParameterizedTest
  @MethodSource("networks")
  void scoresAreThoseOfTheGradientProgram(Graph network) {
    InnerValues values = InnerValues.of(network);
    List<Variable> variables = Variable.of(network, 7);
    float[] scores = columns(run(values.graph(), variables), values.width(), values.outputs(), values.outputs());
    float[] inputs = inputs(network);
    try (WorkerPool workers = new WorkerPool(1)) {
      GradientProgram program = GradientProgram.of(network, variables, SAMPLES, workers);
      System.arraycopy(inputs, 0, program.input(), 0, inputs.length);
      program.forward(SAMPLES);
      assertArrayEquals(Arrays.copyOf(program.scores(), scores.length), scores, 1e-4f);
    }
  }

  @Test
  void valuesAreWhatLayersTakeAsMeansOverPlaces() {
    InnerValues values = InnerValues.of(DIGITS);
    String pooled = DIGITS.nodes().get(1).name();
    String dense = DIGITS.nodes().get(4).name();
    assertEquals(List.of(pooled, dense), values.nodes());
    assertEquals(List.of(4, 6), values.sizes());
    List<Variable> variables = Variable.of(DIGITS, 7);
    float[] row = run(values.graph(), variables);
    Graph part = Truncation.at(DIGITS, pooled);
    float[] taken = run(part, variables.subList(0, 2));
    float[] means = new float[SAMPLES * 4];
    for (int i = 0; i < taken.length; i++) {
      means[i / 36 * 4 + i % 4] += taken[i] / 9;
    }
    assertArrayEquals(means, columns(row, values.width(), 10, 4), 1e-6f);
  }

  @Test
  void anImageIsTakenWholeByADenseLayerAndNotAtAllByAConvolution() {
    Graph network = Sequential.of(Input.of(4, 5, 1), Rescaling.of(2, 0), Flatten.of(), Dense.of(2));
    InnerValues values = InnerValues.of(network);
    assertEquals(List.of(20), values.sizes());
    float[] twice = inputs(network);
    for (int i = 0; i < twice.length; i++) {
      twice[i] *= 2;
    }
    float[] row = run(values.graph(), Variable.of(network, 7));
    assertArrayEquals(twice, columns(row, values.width(), 4, 20));
    assertEquals(
        List.of(),
        InnerValues.of(Sequential.of(Input.of(4, 5, 1), Conv2D.of(2, 3), GlobalAveragePooling2D.of())).nodes());
  }

  @Test
  void aLayerThatTakesMoreThan4096NumbersIsNotLookedAt() {
    Graph network = Sequential.of(Input.of(4), Dense.of(4096), Dense.of(4097), Dense.of(2));
    assertEquals(List.of(4, 4096), InnerValues.of(network).sizes());
    assertEquals(List.of(), InnerValues.of(Sequential.of(Input.of(4097), Dense.of(2))).sizes());
  }

  /** One op computes them with the layers beside them. */
  @Test
  void valuesOfDepthwiseConvolutionsAreLeftAlone() {
    Graph network =
        Sequential.of(
            Input.of(6, 6, 2),
            Conv2D.of(4, 1),
            DepthwiseConv2D.of(3).padding(Padding.SAME),
            ReLU.of(),
            Conv2D.of(3, 1),
            GlobalAveragePooling2D.of(),
            Dense.of(2));
    assertEquals(List.of(network.nodes().get(4).name()), InnerValues.of(network).nodes());
  }

  @Test
  void aDeepNetworkGivesFourValuesAndKeepsItsOutputs() {
    Graph network = Family.MOBILENET_V2.network(Shape.of(32, 32, 3), 3);
    InnerValues values = InnerValues.of(network);
    assertEquals(4, values.nodes().size());
    assertEquals(Truncation.penultimate(network), values.nodes().getLast());
    List<Variable> variables = Variable.of(network, 7);
    float[] row = run(values.graph(), variables);
    assertArrayEquals(run(network, variables), columns(row, values.width(), 0, 3));
  }

  @Test
  void anUnknownNodeIsRefused() {
    assertThrows(IllegalArgumentException.class, () -> InnerValues.of(DIGITS, List.of("none")));
  }
}
