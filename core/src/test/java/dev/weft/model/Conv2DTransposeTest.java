package dev.weft.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.weft.config.Config;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

/** Shapes and rules are those of Keras 3.15.1. */
class Conv2DTransposeTest {
  private static final Shape INPUT = Shape.of(5, 4, 2);

  /** One pixel that is 1 shows the kernel where Keras puts it. */
  @ParameterizedTest
  @CsvFileSource(resources = "/golden/transposed.csv")
  void theOutputIsAsLongAsKerasAndBeginsWhereKerasDoes(
      int rows, int kernel, int stride, int dilation, Padding padding, Integer outputPadding, String output) {
    Conv2DTranspose layer =
        Conv2DTranspose.of(1, Size.of(kernel, 1)).strides(stride).dilationRate(Size.of(dilation, 1)).padding(padding);
    Conv2DTranspose padded = outputPadding == null ? layer : layer.outputPadding(List.of(outputPadding, 0));
    double[] keras = Arrays.stream(output.split(" ")).mapToDouble(Double::parseDouble).toArray();
    double[] weft = new double[padded.outputShape(Shape.of(rows, 1, 1)).size(0)];
    for (int u = 0; u < kernel; u++) {
      int row = u * dilation - padded.cutAbove();
      if (row >= 0 && row < weft.length) {
        weft[row] = u + 1;
      }
    }
    assertArrayEquals(keras, weft);
  }

  @Test
  void bothAxesAreEachTheirOwn() {
    Conv2DTranspose layer = Conv2DTranspose.of(3, Size.of(2, 3)).strides(Size.of(2, 3)).outputPadding(List.of(1, 2));
    assertEquals(Shape.of(11, 14, 3), layer.outputShape(INPUT));
    assertEquals(Shape.of(2, 3, 3, 2), layer.weights(INPUT).getFirst().shape());
    assertEquals(2 * 3 * 3 * 2 + 3, layer.parameters(INPUT));
    assertEquals(2, Conv2DTranspose.of(3, Size.of(2, 5)).padding(Padding.SAME).cutLeft());
  }

  @Test
  void outputPaddingIsBelowTheStrides() {
    assertEquals(
        "Conv2DTranspose: 'output_padding' must be 0 or more and below the strides [2, 2]; received [2, 2].",
        message(() -> Conv2DTranspose.of(4, 3).strides(2).outputPadding(2)));
    assertEquals(
        "Conv2DTranspose: 'output_padding' must be one whole number or [rows, columns]; received [0, 0, 0].",
        message(() -> Conv2DTranspose.of(4, 3).outputPadding(List.of(0, 0, 0))));
  }

  @Test
  void stridesAndDilationRateExcludeEachOther() {
    assertEquals(
        "Conv2DTranspose: 'strides' or 'dilation_rate' must be 1; received strides [2, 2] and dilation_rate [2, 2].",
        message(() -> Conv2DTranspose.of(4, 3).strides(2).dilationRate(2)));
  }

  @Test
  void theOutputHasPixels() {
    assertEquals(
        "Conv2DTranspose: the output must have from 1 to 2^31 - 1 pixels; received an input of shape (1, 1, 1), which"
            + " becomes 0x0 pixels.",
        message(() -> Conv2DTranspose.of(4, 2).padding(Padding.SAME).outputPadding(0).outputShape(Shape.of(1, 1, 1))));
    assertEquals(
        "Conv2DTranspose: the output must have from 1 to 2^31 - 1 pixels; received an input of shape (28, 28, 1), which"
            + " becomes 28000000000x28000000000 pixels.",
        message(() -> Conv2DTranspose.of(4, 2).strides(1_000_000_000).outputShape(Shape.of(28, 28, 1))));
  }

  private static String message(Runnable wrong) {
    return assertThrows(IllegalArgumentException.class, wrong::run).getMessage();
  }

  @Test
  void filesSayTheOutputPaddingOrLeaveItOut() {
    Conv2DTranspose layer = Conv2DTranspose.of(4, 3).strides(2);
    assertEquals(layer, Config.read(Layer.class, Config.write(layer)));
    assertEquals(layer.outputPadding(1), Config.read(Layer.class, Config.write(layer.outputPadding(1))));
    Map<String, Object> arguments = Map.of("filters", 4, "kernel_size", 3, "strides", 2, "output_padding", 1);
    assertEquals(layer.outputPadding(1), Config.read(Layer.class, Map.of("Conv2DTranspose", arguments)));
  }
}
