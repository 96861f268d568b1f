package dev.weft.zoo;

import dev.weft.model.Activation;
import dev.weft.model.BatchNormalization;
import dev.weft.model.Conv2D;
import dev.weft.model.Dense;
import dev.weft.model.Dropout;
import dev.weft.model.Flatten;
import dev.weft.model.GlobalAveragePooling2D;
import dev.weft.model.Graph;
import dev.weft.model.MaxPooling2D;
import dev.weft.model.Padding;
import dev.weft.model.ReLU;
import dev.weft.model.Shape;
import dev.weft.model.Value;

/** Chains without branches. */
final class PlainNetworks {
  private PlainNetworks() {}

  static Graph mlp(Shape image, int classes) {
    return Value.input(image)
        .then(Flatten.of())
        .then(Dense.of(256).activation(Activation.RELU))
        .then(Dropout.of(0.2))
        .then(Dense.of(128).activation(Activation.RELU))
        .then(Dropout.of(0.2))
        .then(Dense.of(classes).activation(Activation.SOFTMAX))
        .toGraph("mlp");
  }

  static Graph lenet5(Shape image, int classes) {
    return Value.input(image)
        .then(Conv2D.of(6, 5).padding(Padding.SAME).activation(Activation.RELU))
        .then(MaxPooling2D.of())
        .then(Conv2D.of(16, 5).activation(Activation.RELU))
        .then(MaxPooling2D.of())
        .then(Flatten.of())
        .then(Dense.of(120).activation(Activation.RELU))
        .then(Dense.of(84).activation(Activation.RELU))
        .then(Dense.of(classes).activation(Activation.SOFTMAX))
        .toGraph("lenet5");
  }

  static Graph cnn(Shape image, int classes) {
    Value x = block(block(Value.input(image), 32), 64).then(MaxPooling2D.of());
    x = block(block(x, 128), 128).then(MaxPooling2D.of());
    return block(x, 256)
        .then(GlobalAveragePooling2D.of())
        .then(Dropout.of(0.2))
        .then(Dense.of(classes).activation(Activation.SOFTMAX))
        .toGraph("cnn");
  }

  private static Value block(Value x, int filters) {
    return x.then(Conv2D.of(filters, 3).padding(Padding.SAME).useBias(false))
        .then(BatchNormalization.of().momentum(0.9))
        .then(ReLU.of());
  }
}
