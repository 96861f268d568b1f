package dev.weft.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.weft.config.Config;
import dev.weft.model.Activation;
import dev.weft.model.ActivationLayer;
import dev.weft.model.ActivityRegularization;
import dev.weft.model.Add;
import dev.weft.model.Average;
import dev.weft.model.AveragePooling2D;
import dev.weft.model.BatchNormalization;
import dev.weft.model.Concatenate;
import dev.weft.model.Conv2D;
import dev.weft.model.Conv2DTranspose;
import dev.weft.model.Cropping2D;
import dev.weft.model.CustomScaleLayer;
import dev.weft.model.Dense;
import dev.weft.model.DepthwiseConv2D;
import dev.weft.model.Dropout;
import dev.weft.model.ELU;
import dev.weft.model.Flatten;
import dev.weft.model.GlobalAveragePooling2D;
import dev.weft.model.GlobalMaxPooling2D;
import dev.weft.model.Graph;
import dev.weft.model.GroupNormalization;
import dev.weft.model.Identity;
import dev.weft.model.Input;
import dev.weft.model.Interpolation;
import dev.weft.model.Layer;
import dev.weft.model.LayerNormalization;
import dev.weft.model.LayerScale;
import dev.weft.model.LeakyReLU;
import dev.weft.model.Loss;
import dev.weft.model.MaxPooling2D;
import dev.weft.model.Maximum;
import dev.weft.model.MergeLayer;
import dev.weft.model.Minimum;
import dev.weft.model.Multiply;
import dev.weft.model.Node;
import dev.weft.model.NoiseShape;
import dev.weft.model.Normalization;
import dev.weft.model.PReLU;
import dev.weft.model.Padding;
import dev.weft.model.Permute;
import dev.weft.model.RMSNormalization;
import dev.weft.model.ReLU;
import dev.weft.model.Regularizer;
import dev.weft.model.Rescaling;
import dev.weft.model.Reshape;
import dev.weft.model.Resizing;
import dev.weft.model.SGD;
import dev.weft.model.SeparableConv2D;
import dev.weft.model.Sequential;
import dev.weft.model.Sides;
import dev.weft.model.Size;
import dev.weft.model.Softmax;
import dev.weft.model.SpatialDropout1D;
import dev.weft.model.SpatialDropout2D;
import dev.weft.model.StochasticDepth;
import dev.weft.model.Subtract;
import dev.weft.model.UnitNormalization;
import dev.weft.model.UpSampling2D;
import dev.weft.model.Value;
import dev.weft.model.Weight;
import dev.weft.model.ZeroPadding2D;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Losses, outputs and gradients against {@link DoubleNetwork} and central differences of its loss. Each network begins
 * with a layer that has weights, so that the gradients of its inputs are seen as well.
 */
@Execution(ExecutionMode.CONCURRENT)
class GradientsTest {
  private static final double STEP = 1e-5;

  /** The largest error allowed of a gradient, relative to the largest of the network. */
  private static final double TOLERANCE = 5e-6;

  /** How names of cases end whose samples have two labels. */
  private static final String MIXED = ", mixed";

  /**
   * @param batch what the program is made for
   * @param samples what it is given
   */
  record Case(String name, Graph network, Loss loss, int batch, int samples, boolean weighted) {
    @Override
    public String toString() {
      return name;
    }

    Case withWeights() {
      return new Case(name + ", weighted", network, loss, batch, samples, true);
    }

    Case mixed() {
      return new Case(name + MIXED, network, loss, batch, samples, false);
    }

    Case samples(int samples) {
      return new Case(name + ", " + samples + " samples", network, loss, batch, samples, weighted);
    }
  }

  private static Case of(String name, Loss loss, Layer... layers) {
    return new Case(name, Sequential.of(layers), loss, 4, 4, false);
  }

  /** A layer between one that makes its inputs and one that uses its outputs, on images of 6x5 pixels. */
  private static Case between(String name, Layer... layers) {
    List<Layer> all = new ArrayList<>(List.of(Input.of(6, 5, 2), Dense.of(3)));
    all.addAll(List.of(layers));
    all.addAll(List.of(Flatten.of(), Dense.of(3)));
    return of(name, Loss.MEAN_SQUARED_ERROR, all.toArray(Layer[]::new));
  }

  private static Case of(String name, Value output) {
    return new Case(name, output.toGraph("graph"), Loss.MEAN_SQUARED_ERROR, 4, 4, false);
  }

  /** Layers of random numbers, which {@link DoubleNetwork} does not draw, are in {@code RandomNoiseTest}. */
  @Test
  void everyLayerAndLossIsHere() {
    Set<String> layers = new HashSet<>(Set.of("InputLayer", "AlphaDropout", "GaussianDropout", "GaussianNoise"));
    Set<String> losses = new HashSet<>();
    cases()
        .forEach(c -> {
          c.network().nodes().forEach(node -> layers.add(node.layer().kind()));
          losses.add(Config.kind(c.loss()));
        });
    assertEquals(List.of(), Config.kinds(Layer.class).stream().filter(kind -> !layers.contains(kind)).toList());
    assertEquals(List.of(), Config.kinds(Loss.class).stream().filter(kind -> !losses.contains(kind)).toList());
  }

  private static Stream<Case> merges() {
    return Stream.of(
            Add.of(),
            Subtract.of(),
            Multiply.of(),
            Average.of(),
            Maximum.of(),
            Minimum.of(),
            Concatenate.of(),
            new Concatenate(1),
            CustomScaleLayer.of(0.3))
        .flatMap(GradientsTest::merging);
  }

  /** Of two values, of a value and itself, and, where a layer takes any number, of three. */
  private static Stream<Case> merging(MergeLayer layer) {
    Value a = Value.input(6, 5, 2).then(Dense.of(3));
    Value b = a.then(Conv2D.of(3, 3).padding(Padding.SAME));
    Value c = b.then(Dense.of(3));
    Stream<Case> two =
        Stream.of(of(layer + " of two", flat(b.then(layer, a))), of(layer + " of one twice", flat(b.then(layer, b))));
    boolean pairs = layer instanceof Subtract || layer instanceof CustomScaleLayer;
    return pairs ? two : Stream.concat(two, Stream.of(of(layer + " of three", flat(c.then(layer, a, b)))));
  }

  private static Value flat(Value images) {
    return images.then(Flatten.of()).then(Dense.of(2));
  }

  private static Stream<Case> branches() {
    Value first = Value.input(6, 5, 2).then(Dense.of(3));
    Value conv = first.then(Conv2D.of(3, 3).padding(Padding.SAME));
    Value twice = first.then("shared", Dense.of(3)).then("shared", Dense.of(3));
    Conv2D shared = Conv2D.of(3, 2).padding(Padding.SAME).activation(Activation.TANH);
    Value norm = first.then("norm", norm(true, true)).then(Dense.of(3)).then("norm", norm(true, true));
    return Stream.of(
            of("residual connection", conv.then(Add.of(), first).then(Flatten.of()).then(Dense.of(2))),
            of("value taken twice by one layer", conv.then(Add.of(), conv).then(Flatten.of()).then(Dense.of(2))),
            of(
                "value taken three times, once flattened",
                first
                    .then(Flatten.of())
                    .then(Dense.of(3))
                    .then(Add.of(), first, first.then(MaxPooling2D.of(Size.of(6, 5))))
                    .then(Flatten.of())
                    .then(Dense.of(2))),
            of(
                "value through layers that do nothing",
                first.then(Identity.of()).then(Add.of(), first.then(Reshape.of(6, 5, 3)), first).then(Flatten.of())),
            of("sum with channels", conv.then(Add.of(), first.then(new GlobalAveragePooling2D(true)))),
            of("sum of a row and a column", rowAndColumn(first)),
            of("dense layer called twice", twice.then(Flatten.of()).then(Dense.of(2))),
            of(
                "convolution called three times",
                first.then("shared", shared).then("shared", shared).then(Add.of(), first.then("shared", shared))),
            of("batch normalization called twice", norm.then(Add.of(), first)),
            of("branch before which nothing learns", unlearned()))
        .flatMap(c -> Stream.of(c, c.samples(2)));
  }

  private static Value rowAndColumn(Value first) {
    Value row = first.then(AveragePooling2D.of(Size.of(6, 1)));
    return row.then(Add.of(), first.then(MaxPooling2D.of(Size.of(1, 5)))).then(Flatten.of()).then(Dense.of(2));
  }

  /** The input itself is added to what learns. */
  private static Value unlearned() {
    Value input = Value.input(6, 5, 2);
    return input.then(Dense.of(2)).then(Add.of(), input.then(Rescaling.of(2, 1)), input).then(Flatten.of());
  }

  private static Stream<Case> convolutions() {
    Stream.Builder<Case> cases = Stream.builder();
    for (Padding padding : Padding.values()) {
      for (int stride = 1; stride <= 3; stride++) {
        for (Size kernel : List.of(Size.of(1), Size.of(2), Size.of(3), Size.of(4, 2), Size.of(2, 5))) {
          String name = kernel + " convolution, " + padding + ", strides " + stride;
          cases.add(between(name, Conv2D.of(5, kernel).padding(padding).strides(stride)));
        }
      }
    }
    return Stream.concat(
        cases.build(),
        Stream.of(
            between("convolution without bias", Conv2D.of(4, 3).useBias(false)),
            between("dilated convolution", Conv2D.of(4, 3).dilationRate(2)),
            between(
                "dilated convolution, padded, of lines",
                Conv2D.of(17, Size.of(2, 3)).dilationRate(Size.of(3, 1)).padding(Padding.SAME)),
            between(
                "dilated convolution of many channels",
                Dense.of(17),
                Conv2D.of(5, 3).dilationRate(Size.of(1, 2)).padding(Padding.SAME)),
            between("grouped convolution", Dense.of(6), Conv2D.of(9, 2).groups(3)),
            between(
                "grouped convolution, padded, with strides",
                Dense.of(6),
                Conv2D.of(4, 3).groups(2).strides(2).padding(Padding.SAME).activation(Activation.ELU)),
            between(
                "grouped and dilated convolution of many channels",
                Dense.of(34),
                Conv2D.of(36, 2).groups(2).dilationRate(2).useBias(false)),
            between("grouped convolution of the whole image", Dense.of(4), Conv2D.of(6, Size.of(6, 5)).groups(2)),
            between("grouped convolution of 1x1", Dense.of(8), Conv2D.of(4, 1).groups(4)),
            between("depthwise convolution by groups", Conv2D.of(6, 3).groups(3).padding(Padding.SAME)),
            of(
                "grouped and dilated convolutions first, pooled",
                Loss.MEAN_SQUARED_ERROR,
                Input.of(9, 8, 2),
                Conv2D.of(4, 3).groups(2),
                MaxPooling2D.of(2),
                Conv2D.of(3, 2).dilationRate(2),
                Flatten.of(),
                Dense.of(2)),
            of(
                "dilated convolution first, of one channel, pooled",
                Loss.MEAN_SQUARED_ERROR,
                Input.of(9, 8, 1),
                Conv2D.of(16, 3).dilationRate(2),
                MaxPooling2D.of(2),
                Flatten.of(),
                Dense.of(2)),
            between("convolution with strides 1x3", stridden(1, 3, Padding.VALID)),
            between("padded convolution with strides 3x2", stridden(3, 2, Padding.SAME)),
            between("convolution of the whole image", Conv2D.of(2, Size.of(6, 5))),
            between("convolutions in a row", Conv2D.of(17, 3).activation(Activation.RELU), Conv2D.of(9, 2)),
            of(
                "convolution of images larger than a unit of work",
                Loss.MEAN_SQUARED_ERROR,
                Input.of(13, 12, 1),
                Conv2D.of(3, 3).padding(Padding.SAME),
                Conv2D.of(18, 2).activation(Activation.TANH),
                GlobalAveragePooling2D.of(),
                Dense.of(2)),
            of(
                "convolution first, of one channel, pooled",
                Loss.MEAN_SQUARED_ERROR,
                Input.of(9, 8, 1),
                Conv2D.of(16, 3).activation(Activation.TANH),
                MaxPooling2D.of(2),
                Flatten.of(),
                Dense.of(2)),
            of(
                "convolution first, of one channel, padded and pooled",
                Loss.MEAN_SQUARED_ERROR,
                Input.of(8, 6, 1),
                Conv2D.of(32, 3).padding(Padding.SAME).useBias(false),
                MaxPooling2D.of(2).padding(Padding.SAME),
                Flatten.of(),
                Dense.of(2)),
            of(
                "convolution first, padded",
                Loss.MEAN_SQUARED_ERROR,
                Input.of(5, 4, 3),
                Conv2D.of(2, 3).padding(Padding.SAME).activation(Activation.SIGMOID),
                Flatten.of(),
                Dense.of(2))));
  }

  private static Conv2D stridden(int down, int across, Padding padding) {
    return Conv2D.of(4, 3).padding(padding).strides(Size.of(down, across));
  }

  private static Stream<Case> depthwiseConvolutions() {
    Stream.Builder<Case> cases = Stream.builder();
    for (Padding padding : Padding.values()) {
      for (int stride = 1; stride <= 3; stride++) {
        for (Size kernel : List.of(Size.of(1), Size.of(3), Size.of(4, 2), Size.of(2, 5))) {
          String name = kernel + " depthwise convolution, " + padding + ", strides " + stride;
          cases.add(between(name, DepthwiseConv2D.of(kernel).padding(padding).strides(stride)));
        }
      }
    }
    return Stream.concat(
        cases.build(),
        Stream.of(
            between("depthwise, times 3", DepthwiseConv2D.of(3).depthMultiplier(3).padding(Padding.SAME)),
            between("depthwise, dilated", DepthwiseConv2D.of(3).dilationRate(Size.of(2, 1)).useBias(false)),
            between("depthwise, dilated, padded", DepthwiseConv2D.of(3).dilationRate(3).padding(Padding.SAME)),
            between(
                "depthwise, dilated with strides",
                DepthwiseConv2D.of(3).dilationRate(2).strides(Size.of(2, 3)).padding(Padding.SAME)),
            between(
                "depthwise of many channels",
                Dense.of(37),
                DepthwiseConv2D.of(Size.of(3, 4)).padding(Padding.SAME).activation(Activation.TANH)),
            between("depthwise of many channels, times 2", Dense.of(19), DepthwiseConv2D.of(2).depthMultiplier(2)),
            of(
                "depthwise first",
                Loss.MEAN_SQUARED_ERROR,
                Input.of(5, 4, 3),
                DepthwiseConv2D.of(3).padding(Padding.SAME).depthMultiplier(2).activation(Activation.SIGMOID),
                Flatten.of(),
                Dense.of(2)),
            between(
                "depthwise, times 2, normalized",
                DepthwiseConv2D.of(3).depthMultiplier(2).useBias(false),
                norm(true, true),
                ReLU.of()),
            between("separable", SeparableConv2D.of(5, 3).padding(Padding.SAME).strides(2)),
            between(
                "separable, times 2, dilated",
                SeparableConv2D.of(4, 2).depthMultiplier(2).dilationRate(2).activation(Activation.ELU)),
            of(
                "separable first, regularized",
                Loss.MEAN_SQUARED_ERROR,
                Input.of(5, 4, 3),
                SeparableConv2D.of(4, 3)
                    .useBias(false)
                    .depthwiseRegularizer(new Regularizer.L2(0.1))
                    .pointwiseRegularizer(new Regularizer.L1(0.05)),
                Flatten.of(),
                Dense.of(2))));
  }

  private static Stream<Case> transposedConvolutions() {
    Stream.Builder<Case> cases = Stream.builder();
    for (Padding padding : Padding.values()) {
      for (int stride = 1; stride <= 3; stride++) {
        for (Size kernel : List.of(Size.of(1), Size.of(3), Size.of(4, 2))) {
          String name = kernel + " transposed convolution, " + padding + ", strides " + stride;
          Conv2DTranspose layer = Conv2DTranspose.of(2, kernel).padding(padding).strides(stride);
          cases.add(between(name, layer));
          cases.add(between(name + ", output padding 0", layer.outputPadding(0).activation(Activation.TANH)));
        }
      }
      cases.add(
          between(
              "transposed convolution with output padding, " + padding,
              Conv2DTranspose.of(2, 3).padding(padding).strides(Size.of(2, 3)).outputPadding(List.of(1, 2))));
      cases.add(
          between(
              "dilated transposed convolution, " + padding,
              Conv2DTranspose.of(3, Size.of(3, 2)).padding(padding).dilationRate(2).useBias(false)));
    }
    cases.add(
        between(
            "transposed convolution of many channels",
            Dense.of(17),
            Conv2DTranspose.of(18, 2).strides(2),
            Dense.of(2)));
    cases.add(
        of(
            "transposed convolution first",
            Loss.MEAN_SQUARED_ERROR,
            Input.of(3, 4, 2),
            Conv2DTranspose.of(3, 3).strides(2).padding(Padding.SAME),
            Flatten.of(),
            Dense.of(2)));
    return cases.build();
  }

  private static Stream<Case> pools() {
    Stream.Builder<Case> cases = Stream.builder();
    for (Padding padding : Padding.values()) {
      for (int window = 2; window <= 3; window++) {
        for (int strides = 1; strides <= 3; strides++) {
          String what = window + "x" + window + " pool, " + padding + ", strides " + strides;
          cases.add(between("max " + what, MaxPooling2D.of(window, strides).padding(padding)));
          cases.add(between("average " + what, AveragePooling2D.of(window, strides).padding(padding)));
        }
      }
    }
    cases.add(between("max 3x2 pool", MaxPooling2D.of(Size.of(3, 2))));
    cases.add(between("global average", GlobalAveragePooling2D.of()));
    cases.add(between("max pool of 17 channels", Dense.of(17), MaxPooling2D.of(3, 2)));
    return cases.build();
  }

  private static Stream<Case> activations() {
    Stream<Case> functions =
        Arrays.stream(Activation.values())
            .flatMap(activation ->
                Stream.of(
                    between(activation + " in a dense layer", Dense.of(4).activation(activation)),
                    between(activation + " in a convolution", Conv2D.of(4, 2).activation(activation)),
                    between(activation + " by itself", ActivationLayer.of(activation)),
                    of(
                        activation + " at the end",
                        Loss.MEAN_SQUARED_ERROR,
                        Input.of(5),
                        Dense.of(4),
                        Dense.of(3).activation(activation))));
    Stream<Case> layers =
        Stream.of(
            between("relu layer", ReLU.of()),
            between("relu with a limit", new ReLU(0.5, 0, 0)),
            between("relu with a slope", new ReLU(Double.POSITIVE_INFINITY, 0.3, 0)),
            between("relu with a threshold", new ReLU(Double.POSITIVE_INFINITY, 0, 0.25)),
            between("relu with a limit, a slope and a threshold", new ReLU(0.75, 0.2, 0.25)),
            between("leaky relu layer", LeakyReLU.of()),
            between("elu layer", new ELU(0.6)),
            between("softmax layer", Softmax.of()),
            between("prelu", PReLU.of()),
            between("prelu of rows", Flatten.of(), PReLU.of()),
            between("prelu by channel", PReLU.of().sharedAxes(1, 2)),
            between("prelu by row", PReLU.of().sharedAxes(2, 3)),
            between("prelu by column and channel", PReLU.of().sharedAxes(1)),
            between("prelu with one slope", PReLU.of().sharedAxes(1, 2, 3)));
    return Stream.concat(functions, layers);
  }

  private static Stream<Case> norms() {
    Stream.Builder<Case> cases = Stream.builder();
    for (boolean center : new boolean[] {true, false}) {
      for (boolean scale : new boolean[] {true, false}) {
        String what = "batch normalization" + (center ? ", centered" : "") + (scale ? ", scaled" : "");
        cases.add(between(what, norm(center, scale)));
        cases.add(between(what + ", of rows", Flatten.of(), Dense.of(4), norm(center, scale)));
      }
    }
    cases.add(
        of(
            "batch normalization of more rows than a piece has",
            Loss.MEAN_SQUARED_ERROR,
            Input.of(14, 14, 1),
            Conv2D.of(3, 2),
            norm(true, true),
            GlobalAveragePooling2D.of(),
            Dense.of(2)));
    return cases.build();
  }

  /** What becomes one op, and passes that are left to the op before or behind. */
  private static Stream<Case> fusedNorms() {
    Stream.Builder<Case> cases = Stream.builder();
    List<Layer> functions =
        List.of(ReLU.of(), ActivationLayer.of(Activation.TANH), ActivationLayer.of(Activation.SILU));
    for (Layer function : functions) {
      Conv2D conv = Conv2D.of(3, 3).padding(Padding.SAME);
      cases.add(between("convolution, norm, " + function, conv, norm(true, true), function, conv));
      Value skip = Value.input(6, 5, 2).then(Dense.of(3)).then(norm(true, true)).then(function);
      Value sum = skip.then(Conv2D.of(3, 2).padding(Padding.SAME)).then(norm(false, true)).then(Add.of(), skip);
      Value last = sum.then(function).then(Conv2D.of(3, 1)).then(norm(true, true)).then(Add.of(), sum);
      cases.add(of("residual norm, " + function, flat(last)));
      for (Layer pool : List.of(MaxPooling2D.of(3, 2), AveragePooling2D.of(2))) {
        cases.add(between("norm, " + function + ", " + pool, conv, norm(true, false), function, pool));
      }
    }
    return cases.build();
  }

  private static BatchNormalization norm(boolean center, boolean scale) {
    return BatchNormalization.of().center(center).scale(scale);
  }

  private static Stream<Case> rowNorms() {
    LayerNormalization layer = LayerNormalization.of();
    GroupNormalization group = GroupNormalization.of().groups(2);
    return Stream.of(
        between("layer normalization", layer),
        between("layer normalization of rows", Flatten.of(), Dense.of(35), layer.epsilon(1e-6)),
        between("layer normalization, not centered", layer.center(false)),
        between("layer normalization, not scaled", layer.scale(false)),
        between("layer normalization of columns", layer.axis(2)),
        between("layer normalization of images", layer.axis(1, 2, -1)),
        between("layer normalization of rows and channels", layer.axis(1, 3)),
        between("layer normalization without its mean", layer.rmsScaling(true).axis(2, 3)),
        between("root mean square normalization", RMSNormalization.of()),
        between("root mean square normalization of rows", RMSNormalization.of().axis(2, 3).epsilon(0.1)),
        between("unit normalization", UnitNormalization.of()),
        between("unit normalization of images", UnitNormalization.of().axis(3, 2, 1)),
        between("group normalization", Dense.of(4), group),
        between("group normalization, neither centered nor scaled", Dense.of(4), group.center(false).scale(false)),
        between("group normalization of rows", Flatten.of(), Dense.of(18), group.groups(3).center(false)),
        between("group normalization, a group for each channel", Dense.of(17), group.groups(-1).scale(false)),
        between("group normalization along the first axis", group.groups(3).axis(1)),
        between("batch normalization along the first axis", BatchNormalization.of().axis(1)),
        between("layer scale", new LayerScale(0.1, 3)),
        between("softmax of columns", Softmax.of().axis(2)),
        between("softmax of images", Softmax.of().axis(1, 2)));
  }

  private static Stream<Case> losses() {
    Stream.Builder<Case> cases = Stream.builder();
    Activation softmax = Activation.SOFTMAX;
    Activation sigmoid = Activation.SIGMOID;
    Activation linear = Activation.LINEAR;
    for (int outputs : new int[] {2, 3, 10}) {
      for (double smoothing : new double[] {0, 0.1}) {
        cases.add(ending(new Loss.SparseCategoricalCrossentropy(false, smoothing), outputs, softmax));
        cases.add(flattened(new Loss.SparseCategoricalCrossentropy(false, smoothing), outputs));
        cases.add(ending(new Loss.SparseCategoricalCrossentropy(true, smoothing), outputs, linear));
        cases.add(ending(new Loss.CategoricalCrossentropy(false, smoothing), outputs, softmax));
        cases.add(flattened(new Loss.CategoricalCrossentropy(false, smoothing), outputs));
        cases.add(ending(new Loss.CategoricalCrossentropy(true, smoothing), outputs, linear));
      }
    }
    for (int outputs : new int[] {1, 2, 5}) {
      for (double smoothing : new double[] {0, 0.1}) {
        cases.add(ending(new Loss.BinaryCrossentropy(false, smoothing), outputs, sigmoid));
        cases.add(flattened(new Loss.BinaryCrossentropy(false, smoothing), outputs));
        cases.add(ending(new Loss.BinaryCrossentropy(true, smoothing), outputs, linear));
      }
      cases.add(ending(Loss.MEAN_SQUARED_ERROR, outputs, linear));
      cases.add(ending(Loss.MEAN_ABSOLUTE_ERROR, outputs, linear));
      cases.add(ending(Loss.POISSON, outputs, Activation.SOFTPLUS));
      cases.add(ending(Loss.KL_DIVERGENCE, outputs, sigmoid));
      cases.add(ending(Loss.CATEGORICAL_HINGE, outputs, linear));
      cases.add(ending(new Loss.Hinge(), outputs, linear));
      cases.add(ending(new Loss.SquaredHinge(), outputs, linear));
      cases.add(ending(new Loss.Huber(0.5), outputs, linear));
      cases.add(ending(new Loss.LogCosh(), outputs, linear));
      cases.add(ending(new Loss.MeanSquaredLogarithmicError(), outputs, sigmoid));
      cases.add(ending(new Loss.MeanAbsolutePercentageError(), outputs, sigmoid));
      cases.add(ending(new Loss.BinaryFocalCrossentropy(true, 0.3, 1.5, false, 0.1), outputs, sigmoid));
      cases.add(ending(new Loss.BinaryFocalCrossentropy(false, 0.25, 2, true, 0), outputs, linear));
    }
    cases.add(ending(new Loss.CategoricalFocalCrossentropy(List.of(0.25), 2, false, 0), 4, softmax));
    cases.add(ending(new Loss.CategoricalFocalCrossentropy(List.of(0.5, 1.0, 2.0), 1.5, true, 0.1), 3, linear));
    cases.add(flattened(new Loss.CategoricalFocalCrossentropy(List.of(1.0), 0, false, 0.1), 3));
    cases.add(ending(new Loss.CategoricalGeneralizedCrossEntropy(0.7), 3, softmax));
    cases.add(ending(new Loss.CosineSimilarity(), 4, linear));
    cases.add(ending(Loss.MEAN_SQUARED_ERROR, 3, softmax));
    cases.add(ending(Loss.KL_DIVERGENCE, 3, softmax));
    cases.add(
        of(
            "softmax layer and its cross-entropy",
            Loss.SPARSE_CATEGORICAL_CROSSENTROPY,
            Input.of(4),
            Dense.of(3),
            Softmax.of()));
    return cases.build().flatMap(c -> Stream.of(c, c.withWeights()));
  }

  private static Case ending(Loss loss, int outputs, Activation activation) {
    return of(
        loss + " after " + activation + ", " + outputs + " outputs",
        loss,
        Input.of(6),
        Dense.of(5).activation(Activation.TANH),
        Dense.of(outputs).activation(activation));
  }

  /** Probabilities that do not come straight from a softmax or sigmoid, so that the loss cannot take their scores. */
  private static Case flattened(Loss loss, int outputs) {
    return of(
        loss + " of flattened probabilities, " + outputs + " outputs",
        loss,
        Input.of(6),
        Dense.of(outputs).activation(Activation.SIGMOID),
        Flatten.of());
  }

  private static Stream<Case> others() {
    return Stream.of(
            between("dense layer on images", Dense.of(7)),
            between("dense layer without bias", Dense.of(4).useBias(false)),
            of("wide dense layers", Loss.MEAN_SQUARED_ERROR, Input.of(33), Dense.of(70), Dense.of(17), Dense.of(2)),
            of("dropout", Loss.MEAN_SQUARED_ERROR, Input.of(7), Dense.of(9), Dropout.of(0.4)),
            of(
                "dropout of channels",
                Loss.MEAN_SQUARED_ERROR,
                Input.of(3, 3, 2),
                Conv2D.of(9, 2),
                SpatialDropout2D.of(0.5)),
            of(
                "dropout of columns",
                Loss.MEAN_SQUARED_ERROR,
                Input.of(3, 3, 2),
                Conv2D.of(9, 2),
                Dropout.of(0.5).noiseShape(NoiseShape.perSample(1, 2, 1))),
            of(
                "dropout of samples",
                Loss.MEAN_SQUARED_ERROR,
                Input.of(3, 3, 2),
                Conv2D.of(9, 2),
                Dropout.of(0.5).noiseShape(NoiseShape.perSample(1, 1, 1))),
            of("stochastic depth", Loss.MEAN_SQUARED_ERROR, Input.of(7), Dense.of(9), StochasticDepth.of(0.3)),
            of(
                "dropout of channels of rows",
                Loss.MEAN_SQUARED_ERROR,
                Input.of(3, 2),
                Dense.of(9),
                SpatialDropout1D.of(0.5)),
            between("rescaling", Rescaling.of(0.5, -1)),
            between("rescaling by channels", new Rescaling(List.of(0.5, 2.0, -3.0), List.of(1.0, 0.0, 0.5))),
            between("normalization", Normalization.of(0.25, 4)),
            between("normalization by channels", Normalization.of()),
            between("normalization by rows and channels", new Normalization(List.of(3, 1), null, null, false)),
            between("normalization by all", new Normalization(List.of(), null, null, false)),
            between(
                "normalization by given columns",
                new Normalization(
                    List.of(2), List.of(1.0, 2.0, 0.5, 0.0, -1.0), List.of(1.0, 4.0, 0.25, 9.0, 1.0), false)),
            between("normalization inverted", new Normalization(List.of(-1), null, null, true)),
            between("largest of all", GlobalMaxPooling2D.of()),
            between("largest of all, dimensions kept", new GlobalMaxPooling2D(true)),
            between("average of all, dimensions kept", new GlobalAveragePooling2D(true)),
            between("zeros around", new ZeroPadding2D(new Sides(1, 2, 0, 3)), Conv2D.of(2, 3)),
            between("border cut", new Cropping2D(new Sides(1, 2, 0, 3))),
            between("reshaped", Reshape.of(10, -1), Dense.of(2)),
            between("larger images", UpSampling2D.of(Size.of(2, 1)), Conv2D.of(2, 3)),
            between("larger images, bilinear", UpSampling2D.of().interpolation(Interpolation.BILINEAR)),
            between("images of another size", Resizing.of(4, 7)),
            between("smaller images", Resizing.of(2, 3).interpolation(Interpolation.LANCZOS3).antialias(true)),
            between("images cropped", Resizing.of(3, 7).interpolation(Interpolation.BICUBIC).cropToAspectRatio(true)),
            between("images with a border", Resizing.of(4, 9).padToAspectRatio(true).fillValue(-0.5)),
            between("transposed over", Permute.of(2, 1, 3), Conv2D.of(2, 2)),
            between("channels first", Permute.of(3, 1, 2), Dense.of(2)),
            between("layers that do nothing", Identity.of(), ActivityRegularization.of()),
            of("dropout of nothing", Loss.MEAN_SQUARED_ERROR, Input.of(7), Dense.of(9), Dropout.of(0)),
            of("dropout of images", Loss.MEAN_SQUARED_ERROR, Input.of(3, 3, 2), Conv2D.of(9, 2), Dropout.of(0.5)),
            of(
                "regularizers",
                Loss.MEAN_SQUARED_ERROR,
                Input.of(4, 4, 1),
                Conv2D.of(2, 2).kernelRegularizer(new Regularizer.L1L2(0.1, 0.2)),
                Flatten.of(),
                Dense.of(3).kernelRegularizer(new Regularizer.L1(0.05)).biasRegularizer(new Regularizer.L2(0.3))),
            of(
                "many layers",
                Loss.SPARSE_CATEGORICAL_CROSSENTROPY,
                Input.of(9, 8, 2),
                Conv2D.of(6, 3).padding(Padding.SAME).useBias(false),
                norm(true, true),
                PReLU.of().sharedAxes(1, 2),
                MaxPooling2D.of(3, 2),
                Conv2D.of(8, 2).activation(Activation.SILU),
                AveragePooling2D.of(2, 1),
                Flatten.of(),
                Dense.of(9).activation(Activation.ELU),
                Dense.of(4).activation(Activation.SOFTMAX)))
        .flatMap(c -> Stream.of(c, c.samples(2)));
  }

  static Stream<Case> cases() {
    return Stream.of(
            convolutions(),
            depthwiseConvolutions(),
            transposedConvolutions(),
            pools(),
            activations(),
            norms(),
            fusedNorms(),
            rowNorms(),
            losses(),
            losses().filter(c -> c.samples == 4 && !c.weighted).map(Case::mixed),
            branches(),
            merges(),
            others())
        .flatMap(cases -> cases);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void lossesAndGradientsAreTheCentralDifferences(Case c) {
    SplittableRandom random = new SplittableRandom(c.name.hashCode());
    List<Variable> variables = variables(c.network, random);
    int features = c.network.input().elements();
    float[] x = normal(random, c.samples * features);
    int classes = Math.max(2, c.network.output().elements());
    int[] labels = random.ints(c.samples, 0, classes).toArray();
    boolean mixed = c.name.endsWith(MIXED);
    int[] others = random.ints(c.samples, 0, classes).toArray();
    float[] weights = mixed ? new float[] {0.5f, 1, 0, 0.7f} : c.weighted ? new float[] {0.5f, 2, 0, 1.25f} : null;
    SecondLabels second = mixed ? new SecondLabels(others, new float[] {0.5f, 0, 1, 0.3f}) : null;
    try (WorkerPool workers = new WorkerPool(2)) {
      Program program = training(c, variables, workers);
      System.arraycopy(x, 0, program.input(), 0, x.length);
      double loss = program.step(c.samples, labels, weights, second, 0);
      boolean[][] kept = kept(program, c.samples);
      DoubleNetwork network = new DoubleNetwork(c.network, true, kept);
      List<Weight> ofNetwork = c.network.firstCalls().stream().flatMap(n -> c.network.weights(n).stream()).toList();
      Point point = new Point(c, ofNetwork, network, doubles(x, features), labels, weights, second);
      List<double[]> at = doubles(variables);
      assertEquals(point.loss(at), loss, 2e-6 * Math.max(1, loss), "loss");
      List<double[]> gradients = IntStream.range(0, at.size()).mapToObj(i -> point.gradient(at, i)).toList();
      double largest = gradients.stream().flatMapToDouble(Arrays::stream).map(Math::abs).max().orElseThrow();
      for (int i = 0; i < variables.size(); i++) {
        float[] gradient = program.parameters().get(i).gradient();
        assertEquals(variables.get(i).weight().trainable(), gradient != null);
        if (gradient != null) {
          check(variables.get(i).path(), gradients.get(i), gradient, TOLERANCE * largest);
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void outputsOfInferenceAreTheFormulas(Case c) {
    SplittableRandom random = new SplittableRandom(c.name.hashCode());
    List<Variable> variables = variables(c.network, random);
    int features = c.network.input().elements();
    float[] x = normal(random, c.samples * features);
    double[][] expected = new DoubleNetwork(c.network, false, null).outputs(doubles(variables), doubles(x, features));
    try (WorkerPool workers = new WorkerPool(2)) {
      Program program = Program.inference(c.network, variables, c.loss, c.batch, workers);
      System.arraycopy(x, 0, program.input(), 0, x.length);
      program.weightsChanged();
      program.forward(c.samples);
      for (int s = 0; s < c.samples; s++) {
        for (int i = 0; i < expected[s].length; i++) {
          double allowed = 1e-5 * Math.max(1, Math.abs(expected[s][i]));
          assertEquals(expected[s][i], program.output()[s * expected[s].length + i], allowed);
        }
      }
    }
  }

  private static Program training(Case c, List<Variable> variables, WorkerPool workers) {
    SGD still = SGD.of(0);
    OptimizerState state = OptimizerState.of(still, variables);
    return Program.training(c.network, variables, c.loss, still, state, c.batch, 1, workers);
  }

  /** The network's loss as a function of its weights. */
  private record Point(
      Case c,
      List<Weight> ofNetwork,
      DoubleNetwork network,
      double[][] x,
      int[] labels,
      float[] weights,
      SecondLabels second) {
    double loss(List<double[]> at) {
      return loss(at, network.outputs(at, x));
    }

    private double loss(List<double[]> at, double[][] outputs) {
      double sum = 0;
      for (int s = 0; s < x.length; s++) {
        sum += (weights == null ? 1 : weights[s]) * DoubleLoss.of(c.loss, outputs[s], labels[s]);
        sum += second == null ? 0 : second.weights()[s] * DoubleLoss.of(c.loss, outputs[s], second.labels()[s]);
      }
      return sum / x.length + penalty(at);
    }

    /** The first call of the layer of each variable. */
    private List<Node> layers() {
      return c.network.firstCalls().stream()
          .flatMap(node -> c.network.weights(node).stream().map(weight -> node))
          .toList();
    }

    private double penalty(List<double[]> at) {
      double penalty = 0;
      for (int i = 0; i < at.size(); i++) {
        Regularizer regularizer = ofNetwork.get(i).regularizer();
        for (double w : regularizer.l1() == 0 && regularizer.l2() == 0 ? new double[0] : at.get(i)) {
          penalty += regularizer.l1() * Math.abs(w) + regularizer.l2() * w * w;
        }
      }
      return penalty;
    }

    /** Layers before the one that has the variable are computed once. */
    double[] gradient(List<double[]> at, int variable) {
      Node layer = layers().get(variable);
      Map<String, double[][]> values = network.values(at, x);
      double[] w = at.get(variable);
      double[] gradient = new double[w.length];
      for (int i = 0; i < w.length; i++) {
        double here = w[i];
        w[i] = here + STEP;
        double above = loss(at, network.outputs(at, values, layer));
        w[i] = here - STEP;
        double below = loss(at, network.outputs(at, values, layer));
        w[i] = here;
        gradient[i] = (above - below) / (2 * STEP);
      }
      return gradient;
    }
  }

  private static void check(String path, double[] expected, float[] actual, double allowed) {
    for (int i = 0; i < expected.length; i++) {
      assertEquals(expected[i], actual[i], allowed, path + "[" + i + "]");
    }
  }

  /** Trainable weights anywhere near their first values, moving statistics like those of some batch. */
  static List<Variable> variables(Graph network, SplittableRandom random) {
    List<Variable> variables = Variable.of(network, random.nextLong());
    for (Variable variable : variables) {
      for (int i = 0; i < variable.values().length; i++) {
        float noise = (float) (variable.weight().trainable() ? 0.3 * random.nextGaussian() : random.nextDouble());
        variable.values()[i] += noise;
      }
    }
    return variables;
  }

  private static float[] normal(SplittableRandom random, int length) {
    float[] values = new float[length];
    for (int i = 0; i < length; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return values;
  }

  /** What the last layer let through, if it drops anything. */
  private static boolean[][] kept(Program program, int samples) {
    boolean[][] kept = new boolean[samples][program.outputFeatures()];
    for (int i = 0; i < samples * program.outputFeatures(); i++) {
      kept[i / program.outputFeatures()][i % program.outputFeatures()] = program.output()[i] != 0;
    }
    return kept;
  }

  static List<double[]> doubles(List<Variable> variables) {
    return variables.stream().map(variable -> doubles(variable.values(), variable.values().length)[0]).toList();
  }

  private static double[][] doubles(float[] values, int columns) {
    double[][] rows = new double[values.length / columns][columns];
    for (int i = 0; i < values.length; i++) {
      rows[i / columns][i % columns] = values[i];
    }
    return rows;
  }
}
