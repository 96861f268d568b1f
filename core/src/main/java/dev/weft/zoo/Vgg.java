package dev.weft.zoo;

import dev.weft.model.Activation;
import dev.weft.model.Conv2D;
import dev.weft.model.Dense;
import dev.weft.model.Flatten;
import dev.weft.model.Graph;
import dev.weft.model.MaxPooling2D;
import dev.weft.model.Padding;
import dev.weft.model.Shape;
import dev.weft.model.Value;

/**
 * Blocks of 3x3 convolutions with max pooling, then three dense layers. See <a
 * href="https://keras.io/api/applications/vgg/">Keras</a>.
 */
final class Vgg {
  private static final int[] FILTERS = {64, 128, 256, 512, 512};

  private Vgg() {}

  /**
   * @param convolutions of each of the last three blocks; the first two have 2
   */
  static Graph of(Shape image, int classes, int convolutions) {
    Value x = Value.input(image);
    for (int block = 1; block <= 5; block++) {
      for (int i = 1; i <= (block < 3 ? 2 : convolutions); i++) {
        Conv2D convolution = Conv2D.of(FILTERS[block - 1], 3).padding(Padding.SAME).activation(Activation.RELU);
        x = x.then("block" + block + "_conv" + i, convolution);
      }
      x = x.then("block" + block + "_pool", MaxPooling2D.of(2, 2));
    }
    return x.then("flatten", Flatten.of())
        .then("fc1", Dense.of(4096).activation(Activation.RELU))
        .then("fc2", Dense.of(4096).activation(Activation.RELU))
        .then("predictions", Dense.of(classes).activation(Activation.SOFTMAX))
        .toGraph("vgg" + (7 + 3 * convolutions));
  }
}
