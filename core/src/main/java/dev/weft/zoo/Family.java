package dev.weft.zoo;

import dev.weft.model.Graph;
import dev.weft.model.Shape;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BiFunction;

/**
 * Well-known networks, to begin with. Those of <a href="https://keras.io/api/applications/">keras.applications</a> have
 * its layers, names and defaults, so its weights fit. Each begins with random weights.
 */
public enum Family {
  MLP("two dense layers of 256 and 128 units with dropout", PlainNetworks::mlp),
  LENET5("LeNet-5 with ReLU and max pooling (LeCun et al., 1998)", PlainNetworks::lenet5),
  CNN("five 3x3 convolutions of 32 to 256 filters with batch normalization, for small images", PlainNetworks::cnn),
  RESNET20("residual network of 20 layers for small images (He et al., 2015)", (x, c) -> SmallResNet.of(x, c, 3, 1)),
  RESNET56("residual network of 56 layers for small images (He et al., 2015)", (x, c) -> SmallResNet.of(x, c, 9, 1)),
  WIDE_RESNET16(
      "residual network of 14 layers, 4 times as wide, for small images (after Zagoruyko and Komodakis, 2016)",
      (x, c) -> SmallResNet.of(x, c, 2, 4)),
  RESNET50("Keras's ResNet50 (He et al., 2015)", (x, c) -> ResNet.of(x, c, List.of(3, 4, 6, 3))),
  RESNET101("Keras's ResNet101 (He et al., 2015)", (x, c) -> ResNet.of(x, c, List.of(3, 4, 23, 3))),
  RESNET152("Keras's ResNet152 (He et al., 2015)", (x, c) -> ResNet.of(x, c, List.of(3, 8, 36, 3))),
  MOBILENET("Keras's MobileNet: depthwise convolutions (Howard et al., 2017)", MobileNet::of),
  MOBILENET_V2("Keras's MobileNetV2: inverted residuals (Sandler et al., 2018)", MobileNetV2::of),
  VGG16("Keras's VGG16: 13 convolutions, 3 dense layers (Simonyan and Zisserman, 2014)", (x, c) -> Vgg.of(x, c, 3)),
  VGG19("Keras's VGG19: 16 convolutions, 3 dense layers (Simonyan and Zisserman, 2014)", (x, c) -> Vgg.of(x, c, 4));

  private final String description;
  private final BiFunction<Shape, Integer, Graph> network;

  Family(String description, BiFunction<Shape, Integer, Graph> network) {
    this.description = description;
    this.network = network;
  }

  /**
   * The network for images of this shape, whose last layer is softmax over the classes.
   *
   * @param image (height, width, channels)
   * @param classes at least 2
   * @throws IllegalArgumentException if images are too small for it
   */
  public Graph network(Shape image, int classes) {
    if (image.rank() != 3) {
      throw new IllegalArgumentException(
          key() + " takes images of shape (height, width, channels); received " + image + ".");
    }
    return network.apply(image, classes);
  }

  /** Its name in files and commands: {@code mobilenet_v2}. */
  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** One phrase: what it is, and who described it. */
  public String description() {
    return description;
  }

  /** The family of a name, whatever its case and without regard to hyphens and underscores: {@code MobileNetV2}. */
  public static Optional<Family> named(String name) {
    return Arrays.stream(values()).filter(family -> plain(family.name()).equals(plain(name))).findFirst();
  }

  /** All names, in order. */
  public static List<String> keys() {
    return Arrays.stream(values()).map(Family::key).toList();
  }

  private static String plain(String name) {
    return name.toLowerCase(Locale.ROOT).replaceAll("[-_ ]", "");
  }
}
