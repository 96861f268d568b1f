package dev.weft.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.weft.config.Config;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Shapes and rules are those of Keras 3.15.1. */
class DepthwiseConv2DTest {
  private static final Shape INPUT = Shape.of(9, 8, 3);

  @Test
  void eachChannelHasItsOwnKernels() {
    DepthwiseConv2D layer = DepthwiseConv2D.of(Size.of(3, 2)).depthMultiplier(2);
    assertEquals(Shape.of(7, 7, 6), layer.outputShape(INPUT));
    assertEquals(Shape.of(3, 2, 3, 2), layer.weights(INPUT).getFirst().shape());
    assertEquals(3 * 2 * 3 * 2 + 6, layer.parameters(INPUT));
    assertEquals(3 * 2 * 3 * 2, layer.useBias(false).parameters(INPUT));
  }

  /** Keras computes this, too, where it refuses it of Conv2D. */
  @Test
  void stridesAndDilationRateGoTogether() {
    DepthwiseConv2D layer = DepthwiseConv2D.of(3).strides(2).dilationRate(2);
    assertEquals(Shape.of(3, 2, 3), layer.outputShape(INPUT));
    assertEquals(Shape.of(5, 4, 3), layer.padding(Padding.SAME).outputShape(INPUT));
  }

  @Test
  void theDepthMultiplierIsAtLeastOneAndNotTooLarge() {
    assertEquals(
        "DepthwiseConv2D: 'depth_multiplier' must be at least 1; received 0.",
        message(() -> DepthwiseConv2D.of(3).depthMultiplier(0)));
    assertEquals(
        "DepthwiseConv2D: the channels of its input times 'depth_multiplier' may be at most 2^31 - 1; received 3"
            + " channels and depth_multiplier 1073741824.",
        message(() -> DepthwiseConv2D.of(3).depthMultiplier(1 << 30).outputShape(INPUT)));
  }

  private static String message(Runnable wrong) {
    return assertThrows(IllegalArgumentException.class, wrong::run).getMessage();
  }

  @Test
  void kerasNamesOfAllArguments() {
    assertEquals(
        List.of(
            "kernel_size",
            "strides",
            "padding",
            "depth_multiplier",
            "dilation_rate",
            "activation",
            "use_bias",
            "depthwise_initializer",
            "bias_initializer",
            "depthwise_regularizer",
            "bias_regularizer"),
        List.copyOf(Config.arguments(DepthwiseConv2D.of(1)).keySet()));
    assertEquals(DepthwiseConv2D.of(3), Config.read(Layer.class, Map.of("DepthwiseConv2D", Map.of("kernel_size", 3))));
  }
}
