package dev.weft.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.weft.model.Conv2D;
import dev.weft.model.Conv2DTranspose;
import dev.weft.model.Dense;
import dev.weft.model.DepthwiseConv2D;
import dev.weft.model.Graph;
import dev.weft.model.Input;
import dev.weft.model.Layer;
import dev.weft.model.SeparableConv2D;
import dev.weft.model.Sequential;
import dev.weft.model.Shape;
import dev.weft.model.Weight;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class AdaptiveClippingTest {
  private static final Shape INPUT = Shape.of(5, 5, 4);

  static Stream<Layer> layers() {
    return Stream.of(
        Dense.of(3),
        Conv2D.of(6, 3),
        Conv2D.of(6, 3).groups(2),
        DepthwiseConv2D.of(3),
        DepthwiseConv2D.of(3).depthMultiplier(2),
        Conv2DTranspose.of(3, 2));
  }

  private static Parameter parameter(Weight weight, double gradients) {
    Random random = new Random(1);
    Variable variable = new Variable("layer", weight, new float[weight.shape().elements()]);
    Parameter parameter = Parameter.of(variable, true, Buffers.unshared(1));
    for (int i = 0; i < variable.values().length; i++) {
      variable.values()[i] = (float) random.nextGaussian();
      parameter.gradient()[i] = (float) (gradients * random.nextGaussian() * (1 + i % 3));
    }
    return parameter;
  }

  /** The channel of the output that changes with a number of the layer's kernel, of each. */
  private static int[] channels(Layer layer) {
    Graph network = Sequential.of(Input.of(5, 5, 4), layer);
    List<Variable> variables = Variable.of(network, 1);
    float[] kernel = variables.getFirst().values();
    int[] channels = new int[kernel.length];
    try (WorkerPool workers = new WorkerPool(1)) {
      Program program = Program.inference(network, variables, null, 1, workers);
      Arrays.fill(program.input(), 1);
      for (int i = 0; i < kernel.length; i++) {
        Arrays.fill(kernel, 0);
        kernel[i] = 1;
        program.weightsChanged();
        program.forward(1);
        int changed = 0;
        while (program.output()[changed] == 0) {
          changed++;
        }
        channels[i] = changed % network.output().last();
      }
    }
    return channels;
  }

  @ParameterizedTest
  @MethodSource("layers")
  void aUnitLeadsToOneChannelOfTheOutput(Layer layer) {
    Weight kernel = layer.weights(INPUT).getFirst();
    int[] units = IntStream.range(0, kernel.shape().elements()).map(i -> unit(kernel, i)).toArray();
    assertArrayEquals(channels(layer), units);
  }

  @Test
  void theDepthwiseKernelOfASeparableConvolutionHasTheUnitsOfADepthwiseOne() {
    SeparableConv2D separable = SeparableConv2D.of(7, 3).depthMultiplier(2);
    Weight kernel = separable.weights(INPUT).getFirst();
    assertEquals(8, kernel.units());
    assertEquals(separable.depthwise().weights(INPUT).getFirst().apart(), kernel.apart());
  }

  private static int unit(Weight weight, int i) {
    return i / weight.apart() % weight.units();
  }

  private static double norm(float[] values, Weight weight, int unit) {
    double sum = 0;
    for (int i = 0; i < weight.shape().elements(); i++) {
      sum += unit(weight, i) == unit ? (double) values[i] * values[i] : 0;
    }
    return Math.sqrt(sum);
  }

  /** The rule of Brock and others, 2021: {@code g limit max(|w|, 0.001) / |g|} where |g| is above that. */
  @ParameterizedTest
  @MethodSource("layers")
  void theGradientOfEachUnitIsAtMostAPartOfItsWeights(Layer layer) {
    for (Weight weight : layer.weights(INPUT)) {
      Parameter parameter = parameter(weight, 0.3);
      float[] before = parameter.gradient().clone();
      new AdaptiveClipping(parameter).clip(0.5);
      for (int i = 0; i < weight.shape().elements(); i++) {
        double most = 0.5 * norm(parameter.values(), weight, unit(weight, i));
        double norm = norm(before, weight, unit(weight, i));
        assertEquals(before[i] * (norm > most ? most / norm : 1), parameter.gradient()[i], 1e-6);
      }
    }
  }

  @Test
  void smallGradientsStay() {
    Parameter parameter = parameter(Dense.of(3).weights(Shape.of(5)).getFirst(), 1e-3);
    float[] before = parameter.gradient().clone();
    new AdaptiveClipping(parameter).clip(0.5);
    assertArrayEquals(before, parameter.gradient());
  }
}
