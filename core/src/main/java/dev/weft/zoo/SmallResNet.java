package dev.weft.zoo;

import dev.weft.model.Activation;
import dev.weft.model.Add;
import dev.weft.model.BatchNormalization;
import dev.weft.model.Conv2D;
import dev.weft.model.Dense;
import dev.weft.model.GlobalAveragePooling2D;
import dev.weft.model.Graph;
import dev.weft.model.Initializer;
import dev.weft.model.Padding;
import dev.weft.model.ReLU;
import dev.weft.model.Shape;
import dev.weft.model.Value;

/**
 * Residual networks for images of some 32x32: three stages of 16, 32 and 64 filters, the last two of which halve the
 * sides. A shortcut between stages is a 1x1 convolution with batch normalization. See <a
 * href="https://arxiv.org/abs/1512.03385">He et al., 2015</a>, section 4.2.
 */
final class SmallResNet {
  private SmallResNet() {}

  /**
   * @param blocks of two convolutions each, in a stage
   * @param width how many times as many filters
   */
  static Graph of(Shape image, int classes, int blocks, int width) {
    Value x = convolution(Value.input(image), "stem", 16 * width, 3, 1).then("stem_relu", ReLU.of());
    for (int stage = 1; stage <= 3; stage++) {
      int filters = (8 << stage) * width;
      for (int block = 1; block <= blocks; block++) {
        int strides = stage > 1 && block == 1 ? 2 : 1;
        x = block(x, "stage" + stage + "_block" + block, filters, strides);
      }
    }
    return x.then("pool", GlobalAveragePooling2D.of())
        .then("predictions", Dense.of(classes).activation(Activation.SOFTMAX))
        .toGraph("resnet" + (6 * blocks + 2));
  }

  private static Value block(Value x, String name, int filters, int strides) {
    Value shortcut = strides == 1 ? x : convolution(x, name + "_shortcut", filters, 1, strides);
    Value first = convolution(x, name + "_1", filters, 3, strides).then(name + "_1_relu", ReLU.of());
    Value second = convolution(first, name + "_2", filters, 3, 1);
    return second.then(name + "_add", Add.of(), shortcut).then(name + "_relu", ReLU.of());
  }

  private static Value convolution(Value x, String name, int filters, int kernelSize, int strides) {
    Conv2D convolution =
        Conv2D.of(filters, kernelSize)
            .strides(strides)
            .padding(Padding.SAME)
            .useBias(false)
            .kernelInitializer(new Initializer.HeNormal());
    return x.then(name + "_conv", convolution).then(name + "_bn", BatchNormalization.of().momentum(0.9));
  }
}
