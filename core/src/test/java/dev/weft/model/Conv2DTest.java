package dev.weft.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.weft.config.Config;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Shapes and rules are those of Keras 3.15.1. */
class Conv2DTest {
  private static final Shape INPUT = Shape.of(9, 8, 6);

  @Test
  void aDilatedWindowSpansMorePixels() {
    Conv2D layer = Conv2D.of(4, Size.of(3, 2)).dilationRate(Size.of(2, 3));
    assertEquals(Shape.of(5, 5, 4), layer.outputShape(INPUT));
    assertEquals(Shape.of(9, 8, 4), layer.padding(Padding.SAME).outputShape(INPUT));
    assertEquals(Shape.of(3, 2, 6, 4), layer.weights(INPUT).getFirst().shape());
  }

  @Test
  void aGroupOfFiltersHasItsOwnChannels() {
    Conv2D layer = Conv2D.of(9, 3).groups(3);
    assertEquals(Shape.of(7, 6, 9), layer.outputShape(INPUT));
    assertEquals(Shape.of(3, 3, 2, 9), layer.weights(INPUT).getFirst().shape());
    assertEquals(3 * 3 * 2 * 9 + 9, layer.parameters(INPUT));
  }

  @Test
  void stridesAndDilationRateExcludeEachOther() {
    assertEquals(
        "Conv2D: 'strides' or 'dilation_rate' must be 1; received strides [2, 2] and dilation_rate [1, 3].",
        message(() -> Conv2D.of(4, 3).strides(2).dilationRate(Size.of(1, 3))));
  }

  @Test
  void groupsDivideFiltersAndChannels() {
    assertEquals("Conv2D: 'groups' must divide the 4 filters; received 3.", message(() -> Conv2D.of(4, 3).groups(3)));
    assertEquals("Conv2D: 'groups' must be at least 1; received 0.", message(() -> Conv2D.of(4, 3).groups(0)));
    assertEquals(
        "Conv2D: 'groups' must divide the channels of its input; received 4 groups and an input of shape (9, 8, 6).",
        message(() -> Conv2D.of(4, 3).groups(4).outputShape(INPUT)));
  }

  @Test
  void aDilatedWindowMustFit() {
    assertEquals(
        "Conv2D: a 9x9 window does not fit into its input of shape (9, 8, 6); use a smaller window, fewer layers before"
            + " it, or padding 'same'.",
        message(() -> Conv2D.of(4, 3).dilationRate(4).outputShape(INPUT)));
    assertThrows(
        IllegalArgumentException.class, () -> Conv2D.of(4, 3).dilationRate(Integer.MAX_VALUE).outputShape(INPUT));
  }

  @Test
  void anImageWithItsZerosIsNotTooLarge() {
    String message =
        "%s: an image may have at most 2^31 - 1 numbers with the zeros around it; received a 200001x200001 window over"
            + " an input of shape (9, 8, 6); use a smaller window.";
    assertEquals(
        message.formatted("Conv2D"),
        message(() -> Conv2D.of(4, 3).padding(Padding.SAME).dilationRate(100_000).outputShape(INPUT)));
    assertEquals(
        message.formatted("Conv2DTranspose"),
        message(() -> Conv2DTranspose.of(4, 3).padding(Padding.SAME).dilationRate(100_000).outputShape(INPUT)));
  }

  private static String message(Runnable wrong) {
    return assertThrows(IllegalArgumentException.class, wrong::run).getMessage();
  }

  @Test
  void kerasNamesOfAllArguments() {
    assertEquals(
        List.of(
            "filters",
            "kernel_size",
            "strides",
            "padding",
            "dilation_rate",
            "groups",
            "activation",
            "use_bias",
            "kernel_initializer",
            "bias_initializer",
            "kernel_regularizer",
            "bias_regularizer"),
        List.copyOf(Config.arguments(Conv2D.of(1, 1)).keySet()));
  }
}
