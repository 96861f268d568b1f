package dev.weft.zoo;

import dev.weft.model.Activation;
import dev.weft.model.ActivationLayer;
import dev.weft.model.BatchNormalization;
import dev.weft.model.Conv2D;
import dev.weft.model.DepthwiseConv2D;
import dev.weft.model.Dropout;
import dev.weft.model.GlobalAveragePooling2D;
import dev.weft.model.Graph;
import dev.weft.model.Padding;
import dev.weft.model.ReLU;
import dev.weft.model.Reshape;
import dev.weft.model.Shape;
import dev.weft.model.Sides;
import dev.weft.model.Value;
import dev.weft.model.ZeroPadding2D;

/**
 * Depthwise convolutions, each followed by a 1x1 convolution. See <a
 * href="https://keras.io/api/applications/mobilenet/">Keras</a>.
 */
final class MobileNet {
  private static final int[] FILTERS = {64, 128, 128, 256, 256, 512, 512, 512, 512, 512, 512, 1024, 1024};

  private MobileNet() {}

  static Graph of(Shape image, int classes) {
    Value x = Value.input(image).then("conv1", Conv2D.of(32, 3).strides(2).padding(Padding.SAME).useBias(false));
    x = normalized(x, "conv1");
    for (int i = 0; i < FILTERS.length; i++) {
      boolean halves = i > 0 && FILTERS[i] > FILTERS[i - 1];
      x = block(x, i + 1, FILTERS[i], halves);
    }
    return x.then("global_average_pooling2d", new GlobalAveragePooling2D(true))
        .then("dropout", Dropout.of(0.001))
        .then("conv_preds", Conv2D.of(classes, 1).padding(Padding.SAME))
        .then("reshape_2", Reshape.of(classes))
        .then("predictions", ActivationLayer.of(Activation.SOFTMAX))
        .toGraph("mobilenet_1.00_" + image.size(0));
  }

  private static Value block(Value x, int number, int filters, boolean halves) {
    DepthwiseConv2D depthwise = DepthwiseConv2D.of(3).padding(Padding.SAME).useBias(false);
    Value padded = x;
    if (halves) {
      padded = x.then("conv_pad_" + number, ZeroPadding2D.of(new Sides(0, 1, 0, 1)));
      depthwise = depthwise.strides(2).padding(Padding.VALID);
    }
    Value y = normalized(padded.then("conv_dw_" + number, depthwise), "conv_dw_" + number);
    Conv2D pointwise = Conv2D.of(filters, 1).padding(Padding.SAME).useBias(false);
    return normalized(y.then("conv_pw_" + number, pointwise), "conv_pw_" + number);
  }

  private static Value normalized(Value x, String name) {
    return x.then(name + "_bn", BatchNormalization.of()).then(name + "_relu", new ReLU(6, 0, 0));
  }
}
