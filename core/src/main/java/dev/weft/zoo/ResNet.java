package dev.weft.zoo;

import dev.weft.model.Activation;
import dev.weft.model.ActivationLayer;
import dev.weft.model.Add;
import dev.weft.model.BatchNormalization;
import dev.weft.model.Conv2D;
import dev.weft.model.Dense;
import dev.weft.model.GlobalAveragePooling2D;
import dev.weft.model.Graph;
import dev.weft.model.MaxPooling2D;
import dev.weft.model.Padding;
import dev.weft.model.Shape;
import dev.weft.model.Sides;
import dev.weft.model.Value;
import dev.weft.model.ZeroPadding2D;
import java.util.List;

/**
 * Residual networks of bottlenecks: 1x1, 3x3 and 1x1 convolutions in a block. See <a
 * href="https://keras.io/api/applications/resnet/">Keras</a>.
 */
final class ResNet {
  private ResNet() {}

  /**
   * @param blocks in each of the four stages
   */
  static Graph of(Shape image, int classes, List<Integer> blocks) {
    Value x = Value.input(image).then("conv1_pad", ZeroPadding2D.of(Sides.of(3)));
    x = relu(convolution(x, "conv1", 64, 7, 2, Padding.VALID), "conv1_relu");
    x = x.then("pool1_pad", ZeroPadding2D.of(Sides.of(1))).then("pool1_pool", MaxPooling2D.of(3, 2));
    int layers = 2;
    for (int stage = 0; stage < 4; stage++) {
      for (int block = 1; block <= blocks.get(stage); block++) {
        int strides = stage > 0 && block == 1 ? 2 : 1;
        x = block(x, "conv" + (stage + 2) + "_block" + block, 64 << stage, strides, block == 1);
        layers += 3;
      }
    }
    return x.then("avg_pool", GlobalAveragePooling2D.of())
        .then("predictions", Dense.of(classes).activation(Activation.SOFTMAX))
        .toGraph("resnet" + layers);
  }

  private static Value block(Value x, String name, int filters, int strides, boolean isFirst) {
    Value shortcut = isFirst ? convolution(x, name + "_0", 4 * filters, 1, strides, Padding.VALID) : x;
    Value y = relu(convolution(x, name + "_1", filters, 1, strides, Padding.VALID), name + "_1_relu");
    y = relu(convolution(y, name + "_2", filters, 3, 1, Padding.SAME), name + "_2_relu");
    y = convolution(y, name + "_3", 4 * filters, 1, 1, Padding.VALID);
    return relu(shortcut.then(name + "_add", Add.of(), y), name + "_out");
  }

  private static Value convolution(Value x, String name, int filters, int kernelSize, int strides, Padding padding) {
    return x.then(name + "_conv", Conv2D.of(filters, kernelSize).strides(strides).padding(padding))
        .then(name + "_bn", BatchNormalization.of().epsilon(1.001e-5));
  }

  private static Value relu(Value x, String name) {
    return x.then(name, ActivationLayer.of(Activation.RELU));
  }
}
