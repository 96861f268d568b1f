package dev.weft.chart;

import dev.weft.Quoted;
import dev.weft.model.Activation;
import dev.weft.model.ActivationLayer;
import dev.weft.model.AlphaDropout;
import dev.weft.model.AveragePooling2D;
import dev.weft.model.BatchNormalization;
import dev.weft.model.Conv2D;
import dev.weft.model.Conv2DTranspose;
import dev.weft.model.Dense;
import dev.weft.model.DepthwiseConv2D;
import dev.weft.model.Dropout;
import dev.weft.model.ELU;
import dev.weft.model.GaussianDropout;
import dev.weft.model.GaussianNoise;
import dev.weft.model.GlobalAveragePooling2D;
import dev.weft.model.GlobalMaxPooling2D;
import dev.weft.model.Graph;
import dev.weft.model.GroupNormalization;
import dev.weft.model.Layer;
import dev.weft.model.LeakyReLU;
import dev.weft.model.MaxPooling2D;
import dev.weft.model.Node;
import dev.weft.model.Padding;
import dev.weft.model.Rescaling;
import dev.weft.model.SeparableConv2D;
import dev.weft.model.Size;
import dev.weft.model.SpatialDropout1D;
import dev.weft.model.SpatialDropout2D;
import dev.weft.model.StochasticDepth;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A layer of a network as its chart shows it, or the input.
 *
 * @param name of the node; of the input, the input's
 * @param kind as in {@code Conv2D}
 * @param does what was chosen, in words; or nothing
 * @param shape that leaves it
 * @param weights how many it has, or whose it uses; or nothing
 */
public record NetworkBox(String name, String kind, String does, String shape, String weights, Family family) {
  /** Layers that look alike. */
  public enum Family {
    CONVOLUTION,
    DENSE,
    POOLING,
    INPUT,
    OTHER;

    /** For a style. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** The input, and all layers. */
  static List<NetworkBox> of(Graph network) {
    List<NetworkBox> boxes = new ArrayList<>();
    boxes.add(new NetworkBox(network.inputName(), "Input", "", network.input().toString(), "", Family.INPUT));
    for (Node node : network.nodes()) {
      Layer layer = node.layer();
      String shape = network.shape(node).toString();
      boxes.add(new NetworkBox(node.name(), layer.kind(), does(layer), shape, weights(network, node), family(layer)));
    }
    return List.copyOf(boxes);
  }

  private static String weights(Graph network, Node node) {
    int parameters = node.layer().parameters(network.inputShape(node));
    if (parameters == 0) {
      return "";
    }
    return network.isFirstCall(node)
        ? String.format(Locale.ROOT, "%,d parameters", parameters)
        : "weights of " + Quoted.line(node.layerName());
  }

  private static Family family(Layer layer) {
    return switch (layer) {
      case Conv2D l -> Family.CONVOLUTION;
      case DepthwiseConv2D l -> Family.CONVOLUTION;
      case SeparableConv2D l -> Family.CONVOLUTION;
      case Conv2DTranspose l -> Family.CONVOLUTION;
      case Dense l -> Family.DENSE;
      case MaxPooling2D l -> Family.POOLING;
      case AveragePooling2D l -> Family.POOLING;
      case GlobalAveragePooling2D l -> Family.POOLING;
      case GlobalMaxPooling2D l -> Family.POOLING;
      default -> Family.OTHER;
    };
  }

  private static String does(Layer layer) {
    return switch (layer) {
      case Conv2D l ->
          l.filters()
              + " filters "
              + window(l.kernelSize(), l.padding(), l.strides(), l.dilationRate())
              + (l.groups() == 1 ? "" : ", " + l.groups() + " groups")
              + said(l.activation());
      case DepthwiseConv2D l ->
          window(l.kernelSize(), l.padding(), l.strides(), l.dilationRate())
              + multiplier(l.depthMultiplier())
              + said(l.activation());
      case SeparableConv2D l ->
          l.filters()
              + " filters "
              + window(l.kernelSize(), l.padding(), l.strides(), l.dilationRate())
              + multiplier(l.depthMultiplier())
              + said(l.activation());
      case Conv2DTranspose l ->
          l.filters()
              + " filters "
              + window(l.kernelSize(), l.padding(), l.strides(), l.dilationRate())
              + said(l.activation());
      case Dense l -> (l.units() == 1 ? "1 unit" : l.units() + " units") + said(l.activation());
      case MaxPooling2D l -> said(l.poolSize()) + ", strides " + said(l.strides());
      case AveragePooling2D l -> said(l.poolSize()) + ", strides " + said(l.strides());
      case Dropout l -> "rate " + l.rate();
      case SpatialDropout1D l -> "rate " + l.rate();
      case SpatialDropout2D l -> "rate " + l.rate();
      case AlphaDropout l -> "rate " + l.rate();
      case GaussianDropout l -> "rate " + l.rate();
      case GaussianNoise l -> "deviation " + l.stddev();
      case StochasticDepth l -> "rate " + l.dropPathRate();
      case Rescaling l ->
          "times " + said(l.scale()) + (l.offset().equals(List.of(0.0)) ? "" : ", plus " + said(l.offset()));
      case ActivationLayer l -> said(l.activation().name());
      case BatchNormalization l -> "momentum " + l.momentum();
      case LeakyReLU l -> "slope below 0: " + l.negativeSlope();
      case ELU l -> "alpha " + l.alpha();
      case GroupNormalization l -> l.groups() == -1 ? "a group a channel" : l.groups() + " groups";
      default -> "";
    };
  }

  private static String window(Size size, Padding padding, Size strides, Size dilation) {
    return said(size)
        + ", "
        + said(padding)
        + (strides.equals(Size.of(1)) ? "" : ", strides " + said(strides))
        + (dilation.equals(Size.of(1)) ? "" : ", dilation " + said(dilation));
  }

  private static String multiplier(int depthMultiplier) {
    return depthMultiplier == 1 ? "" : ", times " + depthMultiplier;
  }

  private static String said(Size size) {
    return size.height() + "×" + size.width();
  }

  private static String said(List<Double> numbers) {
    return numbers.size() == 1 ? String.format(Locale.ROOT, "%.4g", numbers.getFirst()) : numbers.size() + " numbers";
  }

  private static String said(Activation activation) {
    return activation == Activation.LINEAR ? "" : ", " + said(activation.name());
  }

  private static String said(Object name) {
    return name.toString().toLowerCase(Locale.ROOT);
  }
}
