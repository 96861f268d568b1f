package dev.weft.model;

import dev.weft.config.ByClassName;
import dev.weft.config.Config;
import dev.weft.config.HasHints;
import java.util.List;
import java.util.Map;

/**
 * One step of a network, a value: what it computes is in its Javadoc, how is the engine's affair. Shapes have no batch
 * axis. An argument that cannot be is an {@link IllegalArgumentException} when the layer is made.
 */
@ByClassName
@HasHints(LayerHints.class)
public sealed interface Layer
    permits Input,
        Dense,
        Conv2D,
        DepthwiseConv2D,
        SeparableConv2D,
        Conv2DTranspose,
        MaxPooling2D,
        AveragePooling2D,
        GlobalAveragePooling2D,
        GlobalMaxPooling2D,
        ZeroPadding2D,
        UpSampling2D,
        Resizing,
        Cropping2D,
        Flatten,
        Reshape,
        Permute,
        Rescaling,
        Normalization,
        Dropout,
        SpatialDropout1D,
        SpatialDropout2D,
        AlphaDropout,
        GaussianDropout,
        GaussianNoise,
        StochasticDepth,
        AugmentationLayer,
        ActivityRegularization,
        Identity,
        BatchNormalization,
        LayerNormalization,
        RMSNormalization,
        GroupNormalization,
        UnitNormalization,
        LayerScale,
        ActivationLayer,
        ReLU,
        LeakyReLU,
        ELU,
        PReLU,
        Softmax,
        MergeLayer {

  /**
   * The output's shape for an input of this shape; an {@link IllegalArgumentException} says what the layer needs
   * instead.
   */
  Shape outputShape(Shape input);

  /**
   * The output's shape for inputs of these shapes; only a {@link MergeLayer} takes more than one.
   *
   * @throws IllegalArgumentException if the layer takes another number of inputs, or inputs of other shapes
   */
  default Shape outputShape(List<Shape> inputs) {
    if (inputs.size() != 1) {
      throw new IllegalArgumentException(kind() + " takes one input; received " + inputs.size() + ".");
    }
    return outputShape(inputs.getFirst());
  }

  /** The layer's weights, in Keras's order, for an input of this shape. */
  default List<Weight> weights(Shape input) {
    return List.of();
  }

  /** The number of weights, trainable or not, for an input of this shape. */
  default int parameters(Shape input) {
    return weights(input).stream().mapToInt(weight -> weight.shape().elements()).sum();
  }

  /** Whether it does something in training alone, and gives its input as it is in inference. */
  default boolean isIdleInInference() {
    return switch (this) {
      case Dropout l -> true;
      case SpatialDropout1D l -> true;
      case SpatialDropout2D l -> true;
      case AlphaDropout l -> true;
      case GaussianDropout l -> true;
      case GaussianNoise l -> true;
      case StochasticDepth l -> true;
      case AugmentationLayer l -> true;
      case ActivityRegularization l -> true;
      case Identity l -> true;
      default -> false;
    };
  }

  /** Keras's class name. */
  default String kind() {
    return Config.kind(this);
  }

  /** Keras's arguments by name, as files have them. */
  default Map<String, Object> arguments() {
    return Config.arguments((Record) this);
  }
}
