package dev.weft.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Shapes and rules are those of Keras 3.15.1. */
class SeparableConv2DTest {
  private static final Shape INPUT = Shape.of(9, 8, 3);

  @Test
  void aDepthwiseConvolutionIsMixedByOneOfOnePixel() {
    SeparableConv2D layer = SeparableConv2D.of(5, 3).strides(2).depthMultiplier(2).activation(Activation.RELU);
    assertEquals(Shape.of(4, 3, 5), layer.outputShape(INPUT));
    assertEquals(
        List.of("depthwise_kernel", "pointwise_kernel", "bias"),
        layer.weights(INPUT).stream().map(Weight::name).toList());
    assertEquals(
        List.of(Shape.of(3, 3, 3, 2), Shape.of(1, 1, 6, 5), Shape.of(5)),
        layer.weights(INPUT).stream().map(Weight::shape).toList());
    assertEquals(layer.outputShape(INPUT), layer.pointwise().outputShape(layer.depthwise().outputShape(INPUT)));
  }

  @Test
  void eachArgumentIsOfOneOfTheTwo() {
    SeparableConv2D layer =
        SeparableConv2D.of(5, 3)
            .depthwiseInitializer(Initializer.ONES)
            .pointwiseInitializer(Initializer.ZEROS)
            .depthwiseRegularizer(new Regularizer.L1(0.1))
            .pointwiseRegularizer(new Regularizer.L2(0.2))
            .useBias(false);
    List<Weight> weights = layer.weights(INPUT);
    assertEquals(2, weights.size());
    assertEquals(Initializer.ONES, weights.get(0).initializer());
    assertEquals(new Regularizer.L1(0.1), weights.get(0).regularizer());
    assertEquals(Initializer.ZEROS, weights.get(1).initializer());
    assertEquals(new Regularizer.L2(0.2), weights.get(1).regularizer());
  }

  @Test
  void filtersAndDepthMultiplierAreAtLeastOne() {
    assertEquals(
        "SeparableConv2D: 'filters' must be at least 1; received 0.",
        assertThrows(IllegalArgumentException.class, () -> SeparableConv2D.of(0, 3)).getMessage());
    assertThrows(IllegalArgumentException.class, () -> SeparableConv2D.of(4, 3).depthMultiplier(0));
  }
}
