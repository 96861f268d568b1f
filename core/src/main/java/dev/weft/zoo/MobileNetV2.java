package dev.weft.zoo;

import dev.weft.model.Activation;
import dev.weft.model.Add;
import dev.weft.model.BatchNormalization;
import dev.weft.model.Conv2D;
import dev.weft.model.Dense;
import dev.weft.model.DepthwiseConv2D;
import dev.weft.model.GlobalAveragePooling2D;
import dev.weft.model.Graph;
import dev.weft.model.Padding;
import dev.weft.model.ReLU;
import dev.weft.model.Shape;
import dev.weft.model.Sides;
import dev.weft.model.Value;
import dev.weft.model.ZeroPadding2D;

/**
 * Inverted residuals: a 1x1 convolution to six times the channels, a depthwise one, a 1x1 convolution back. See <a
 * href="https://keras.io/api/applications/mobilenet/">Keras</a>.
 */
final class MobileNetV2 {
  /** Filters, blocks and the strides of the first block of each stage behind the first block. */
  private static final int[][] STAGES = {{24, 2, 2}, {32, 3, 2}, {64, 4, 2}, {96, 3, 1}, {160, 3, 2}, {320, 1, 1}};

  private int height;
  private int width;
  private int channels = 32;

  private MobileNetV2(Shape image) {
    height = half(image.size(0));
    width = half(image.size(1));
  }

  static Graph of(Shape image, int classes) {
    return new MobileNetV2(image).network(image, classes);
  }

  private Graph network(Shape image, int classes) {
    Value x = Value.input(image).then("Conv1", Conv2D.of(32, 3).strides(2).padding(Padding.SAME).useBias(false));
    x = relu(normalized(x, "bn_Conv1"), "Conv1_relu");
    x = depthwise(x, "expanded_conv", 1);
    x = project(x, "expanded_conv", 16);
    int id = 1;
    for (int[] stage : STAGES) {
      for (int block = 0; block < stage[1]; block++) {
        x = block(x, "block_" + id++, stage[0], block == 0 ? stage[2] : 1);
      }
    }
    x = relu(normalized(x.then("Conv_1", Conv2D.of(1280, 1).useBias(false)), "Conv_1_bn"), "out_relu");
    return x.then(GlobalAveragePooling2D.of())
        .then("predictions", Dense.of(classes).activation(Activation.SOFTMAX))
        .toGraph("mobilenetv2_1.00_" + image.size(0));
  }

  private Value block(Value x, String name, int filters, int strides) {
    boolean isResidual = strides == 1 && channels == filters;
    Value y = x.then(name + "_expand", pointwise(6 * channels));
    y = relu(normalized(y, name + "_expand_BN"), name + "_expand_relu");
    y = project(depthwise(y, name, strides), name, filters);
    return isResidual ? x.then(name + "_add", Add.of(), y) : y;
  }

  private Value depthwise(Value x, String name, int strides) {
    DepthwiseConv2D convolution = DepthwiseConv2D.of(3).padding(Padding.SAME).useBias(false);
    Value padded = x;
    if (strides == 2) {
      padded = x.then(name + "_pad", ZeroPadding2D.of(new Sides(height % 2, 1, width % 2, 1)));
      convolution = convolution.strides(2).padding(Padding.VALID);
      height = half(height);
      width = half(width);
    }
    Value y = padded.then(name + "_depthwise", convolution);
    return relu(normalized(y, name + "_depthwise_BN"), name + "_depthwise_relu");
  }

  private Value project(Value x, String name, int filters) {
    channels = filters;
    return normalized(x.then(name + "_project", pointwise(filters)), name + "_project_BN");
  }

  private static Conv2D pointwise(int filters) {
    return Conv2D.of(filters, 1).padding(Padding.SAME).useBias(false);
  }

  private static Value normalized(Value x, String name) {
    return x.then(name, BatchNormalization.of().momentum(0.999));
  }

  private static Value relu(Value x, String name) {
    return x.then(name, new ReLU(6, 0, 0));
  }

  private static int half(int size) {
    return (size + 1) / 2;
  }
}
