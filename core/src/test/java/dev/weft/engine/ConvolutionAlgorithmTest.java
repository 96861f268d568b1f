package dev.weft.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.weft.model.Activation;
import dev.weft.model.Conv2D;
import dev.weft.model.MaxPooling2D;
import dev.weft.model.Padding;
import dev.weft.model.Shape;
import dev.weft.model.Size;
import org.junit.jupiter.api.Test;

/** The first algorithm of the list that accepts a convolution is taken. */
class ConvolutionAlgorithmTest {
  private static final MaxPooling2D POOL = MaxPooling2D.of(2);

  private static ConvolutionAlgorithm of(Conv2D layer, Shape in, boolean inputLearns, MaxPooling2D pooling) {
    return ConvolutionAlgorithm.of(new Convolution(layer, in, layer.outputShape(in), inputLearns, pooling));
  }

  private static ConvolutionAlgorithm of(Conv2D layer, Shape in) {
    return of(layer, in, true, null);
  }

  @Test
  void aFirstConvolutionIsJoinedWithItsPooling() {
    Shape digits = Shape.of(28, 28, 1);
    Shape photos = Shape.of(32, 32, 3);
    assertEquals(ConvolutionAlgorithm.POOLED_IN_REGISTERS, of(Conv2D.of(32, 3), digits, false, POOL));
    assertEquals(ConvolutionAlgorithm.POOLED_IN_CACHE, of(Conv2D.of(32, 5), digits, false, POOL));
    assertEquals(ConvolutionAlgorithm.POOLED_IN_CACHE, of(Conv2D.of(32, 3), photos, false, POOL));
    assertEquals(ConvolutionAlgorithm.DIRECT, of(Conv2D.of(32, 3), digits, true, POOL));
    assertEquals(ConvolutionAlgorithm.DIRECT, of(Conv2D.of(32, 3), digits, false, null));
    assertEquals(ConvolutionAlgorithm.DIRECT, of(Conv2D.of(32, 3).activation(Activation.SIGMOID), digits, false, POOL));
    assertEquals(ConvolutionAlgorithm.DIRECT, of(Conv2D.of(32, 3).dilationRate(2), digits, false, POOL));
    assertEquals(ConvolutionAlgorithm.GROUPED_PRODUCT, of(Conv2D.of(9, 3).groups(3), Shape.of(9, 9, 6), false, POOL));
  }

  @Test
  void aWindowThatIsTheWholeInputIsADenseProduct() {
    Shape in = Shape.of(3, 2, 40);
    assertEquals(ConvolutionAlgorithm.DENSE_PRODUCT, of(Conv2D.of(9, Size.of(3, 2)), in));
    assertEquals(ConvolutionAlgorithm.DENSE_PRODUCT, of(Conv2D.of(9, 1).dilationRate(2), Shape.of(1, 1, 40)));
    assertEquals(ConvolutionAlgorithm.DIRECT, of(Conv2D.of(9, Size.of(2, 2)), in));
    assertEquals(ConvolutionAlgorithm.GROUPED_PRODUCT, of(Conv2D.of(10, Size.of(3, 2)).groups(2), in));
    Conv2D padded = Conv2D.of(9, Size.of(3, 2)).padding(Padding.SAME);
    assertEquals(ConvolutionAlgorithm.DIRECT, of(padded, in));
    assertEquals(ConvolutionAlgorithm.DENSE_PRODUCT, of(padded.strides(Size.of(3, 2)), in));
  }

  @Test
  void oneChannelInEachGroupIsDepthwise() {
    Shape in = Shape.of(9, 9, 6);
    assertEquals(ConvolutionAlgorithm.DEPTHWISE, of(Conv2D.of(12, 3).groups(6), in));
    assertEquals(ConvolutionAlgorithm.GROUPED_PRODUCT, of(Conv2D.of(12, 3).groups(3), in));
  }

  @Test
  void manyChannelsAreWinograds() {
    Shape in = Shape.of(13, 13, 64);
    assertEquals(ConvolutionAlgorithm.WINOGRAD, of(Conv2D.of(64, 3), in));
    assertEquals(ConvolutionAlgorithm.WINOGRAD, of(Conv2D.of(64, 3), in, false, POOL));
    assertEquals(ConvolutionAlgorithm.DIRECT, of(Conv2D.of(64, 3).dilationRate(2), in));
    assertEquals(ConvolutionAlgorithm.DIRECT, of(Conv2D.of(64, 3).strides(2), in));
    assertEquals(ConvolutionAlgorithm.GROUPED_PRODUCT, of(Conv2D.of(64, 3).groups(2), in));
  }

  @Test
  void aWindowOfOnePixelIsAProductOfPixels() {
    assertEquals(ConvolutionAlgorithm.PRODUCT_1X1, of(Conv2D.of(9, 1), Shape.of(13, 13, 4)));
    assertEquals(ConvolutionAlgorithm.PRODUCT_1X1, of(Conv2D.of(9, 1).strides(2), Shape.of(13, 13, 4)));
  }
}
