package dev.weft.onnx;

import dev.weft.SplitMix64;
import dev.weft.calibration.Confidence;
import dev.weft.calibration.Temperature;
import dev.weft.dataset.Scaling;
import dev.weft.engine.Variable;
import dev.weft.keras.KerasModel;
import dev.weft.keras.Metadata;
import dev.weft.model.Activation;
import dev.weft.model.ActivationLayer;
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
import dev.weft.model.GaussianNoise;
import dev.weft.model.GlobalAveragePooling2D;
import dev.weft.model.GlobalMaxPooling2D;
import dev.weft.model.Graph;
import dev.weft.model.GroupNormalization;
import dev.weft.model.Identity;
import dev.weft.model.Interpolation;
import dev.weft.model.Layer;
import dev.weft.model.LayerNormalization;
import dev.weft.model.LayerScale;
import dev.weft.model.LeakyReLU;
import dev.weft.model.Loss;
import dev.weft.model.MaxPooling2D;
import dev.weft.model.Maximum;
import dev.weft.model.Minimum;
import dev.weft.model.Multiply;
import dev.weft.model.Normalization;
import dev.weft.model.PReLU;
import dev.weft.model.Padding;
import dev.weft.model.Permute;
import dev.weft.model.RMSNormalization;
import dev.weft.model.ReLU;
import dev.weft.model.Rescaling;
import dev.weft.model.Reshape;
import dev.weft.model.Resizing;
import dev.weft.model.SGD;
import dev.weft.model.SeparableConv2D;
import dev.weft.model.Sequential;
import dev.weft.model.Shape;
import dev.weft.model.Sides;
import dev.weft.model.Size;
import dev.weft.model.Softmax;
import dev.weft.model.SpatialDropout2D;
import dev.weft.model.StochasticDepth;
import dev.weft.model.Subtract;
import dev.weft.model.UnitNormalization;
import dev.weft.model.UpSampling2D;
import dev.weft.model.Value;
import dev.weft.model.ZeroPadding2D;
import dev.weft.train.Model;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;

/** Networks with each layer and each function, and random weights. */
final class OnnxCases {
  private OnnxCases() {}

  /** All of them by a name. */
  static Map<String, Graph> all() {
    Map<String, Graph> all = new LinkedHashMap<>();
    all.put("nine-layers", nineLayers());
    onImages().forEach((name, layers) -> all.put(name, onImage(layers)));
    onRows().forEach((name, layers) -> all.put(name, onRow(layers)));
    for (Activation activation : Activation.values()) {
      String name = activation.name().toLowerCase(Locale.ROOT);
      all.put("row-" + name, onRow(List.of(Dense.of(6).activation(activation))));
      all.put("image-" + name, onImage(List.of(Conv2D.of(4, 3).activation(activation))));
      all.put("layer-" + name, onImage(List.of(ActivationLayer.of(activation))));
    }
    all.putAll(merges());
    all.putAll(shapes());
    return all;
  }

  static Graph nineLayers() {
    return Sequential.of(
        Shape.of(28, 28, 1),
        List.of(
            Conv2D.of(8, 3).padding(Padding.SAME).activation(Activation.RELU),
            MaxPooling2D.of(2),
            Conv2D.of(12, 3).strides(2).padding(Padding.SAME),
            BatchNormalization.of(),
            PReLU.of().sharedAxes(1, 2),
            AveragePooling2D.of(2),
            Dropout.of(0.25),
            Flatten.of(),
            Dense.of(10).activation(Activation.SOFTMAX)));
  }

  private static Graph onImage(List<? extends Layer> layers) {
    List<Layer> all = new ArrayList<>(layers);
    all.add(Flatten.of());
    return Sequential.of(Shape.of(9, 7, 4), all);
  }

  private static Graph onRow(List<? extends Layer> layers) {
    return Sequential.of(Shape.of(12), List.copyOf(layers));
  }

  private static Map<String, List<? extends Layer>> onImages() {
    Map<String, List<? extends Layer>> all = new LinkedHashMap<>();
    all.put("conv", List.of(Conv2D.of(5, Size.of(3, 2))));
    all.put("conv-same-strides", List.of(Conv2D.of(5, Size.of(4, 3)).strides(2).padding(Padding.SAME)));
    all.put("conv-dilated", List.of(Conv2D.of(5, 3).dilationRate(2).padding(Padding.SAME)));
    all.put("conv-groups", List.of(Conv2D.of(6, 3).groups(2)));
    all.put("conv-without-bias", List.of(Conv2D.of(6, 3).useBias(false)));
    all.put("conv-batchnorm", List.of(Conv2D.of(6, 3).useBias(false), BatchNormalization.of(), new ReLU(6, 0, 0)));
    all.put("depthwise", List.of(DepthwiseConv2D.of(3).depthMultiplier(3).strides(2).padding(Padding.SAME)));
    all.put("depthwise-batchnorm", List.of(DepthwiseConv2D.of(3).useBias(false), BatchNormalization.of()));
    all.put("separable", List.of(SeparableConv2D.of(5, 3).depthMultiplier(2).activation(Activation.RELU)));
    all.put("separable-batchnorm", List.of(SeparableConv2D.of(5, 3).padding(Padding.SAME), BatchNormalization.of()));
    all.put("transposed", List.of(Conv2DTranspose.of(3, 3).strides(2).padding(Padding.SAME)));
    all.put("transposed-valid", List.of(Conv2DTranspose.of(3, Size.of(2, 3)).strides(3)));
    all.put("transposed-same-4", List.of(Conv2DTranspose.of(3, 4).strides(2).padding(Padding.SAME)));
    all.put("transposed-padded", List.of(Conv2DTranspose.of(3, 3).strides(2).padding(Padding.SAME).outputPadding(1)));
    all.put("transposed-unpadded", List.of(Conv2DTranspose.of(3, 4).strides(2).padding(Padding.SAME).outputPadding(0)));
    all.put("transposed-valid-padded", List.of(Conv2DTranspose.of(3, 3).strides(2).outputPadding(1)));
    all.put("transposed-1", List.of(Conv2DTranspose.of(3, 1).strides(3).padding(Padding.SAME)));
    all.put("transposed-dilated", List.of(Conv2DTranspose.of(3, 3).dilationRate(2)));
    all.put("transposed-batchnorm", List.of(Conv2DTranspose.of(3, 3).useBias(false), BatchNormalization.of()));
    all.put("max-pooling", List.of(MaxPooling2D.of(Size.of(2, 3))));
    all.put("max-pooling-same", List.of(new MaxPooling2D(Size.of(3), Size.of(2), Padding.SAME)));
    all.put("average-pooling", List.of(AveragePooling2D.of(3, 2)));
    all.put("average-pooling-same", List.of(new AveragePooling2D(Size.of(3), Size.of(2), Padding.SAME)));
    all.put("global-average", List.of(GlobalAveragePooling2D.of(), Dense.of(3)));
    all.put("global-max", List.of(GlobalMaxPooling2D.of(), Dense.of(3)));
    all.put("global-average-kept", List.of(new GlobalAveragePooling2D(true), Conv2D.of(3, 1)));
    all.put("zero-padding-conv", List.of(ZeroPadding2D.of(new Sides(1, 2, 0, 3)), Conv2D.of(3, 3)));
    all.put("zero-padding-pool", List.of(ZeroPadding2D.of(), ZeroPadding2D.of(), MaxPooling2D.of(3, 2)));
    all.put("zero-padding-relu-pool", List.of(ReLU.of(), ZeroPadding2D.of(), MaxPooling2D.of(3, 2)));
    all.put("zero-padding-wide-pool", List.of(ReLU.of(), ZeroPadding2D.of(Sides.of(3)), MaxPooling2D.of(2)));
    all.put("zero-padding-average", List.of(ZeroPadding2D.of(), AveragePooling2D.of(3, 2)));
    all.put(
        "zero-padding-average-same",
        List.of(ZeroPadding2D.of(), new AveragePooling2D(Size.of(3), Size.of(2), Padding.SAME)));
    all.put(
        "zero-padding-max-same", List.of(ZeroPadding2D.of(), new MaxPooling2D(Size.of(3), Size.of(2), Padding.SAME)));
    all.put("zero-padding-global-max", List.of(ZeroPadding2D.of(), GlobalMaxPooling2D.of()));
    all.put("zero-padding-global-average", List.of(ZeroPadding2D.of(), GlobalAveragePooling2D.of()));
    all.put("zero-padding-depthwise", List.of(ZeroPadding2D.of(), DepthwiseConv2D.of(3).padding(Padding.SAME)));
    all.put("cropping", List.of(Cropping2D.of(new Sides(1, 2, 0, 3)), Conv2D.of(3, 2)));
    for (Interpolation way : Interpolation.values()) {
      String name = way.name().toLowerCase(Locale.ROOT);
      all.put("up-sampling-" + name, List.of(UpSampling2D.of(Size.of(2, 3)).interpolation(way)));
      all.put("resizing-" + name, List.of(Resizing.of(5, 10).interpolation(way)));
      all.put("resizing-antialias-" + name, List.of(Resizing.of(4, 5).interpolation(way).antialias(true)));
    }
    all.put("resizing-crop", List.of(Resizing.of(5, 5).cropToAspectRatio(true)));
    all.put("resizing-pad", List.of(Resizing.of(12, 12).padToAspectRatio(true).fillValue(0.5)));
    all.put("resizing-to-the-same", List.of(Resizing.of(9, 7)));
    all.put("dense-on-pixels", List.of(Dense.of(5), Conv2D.of(3, 3), Dense.of(6).useBias(false), Dense.of(2)));
    all.put("flatten-dense", List.of(Conv2D.of(5, 3), Flatten.of(), Dense.of(4)));
    all.put(
        "flatten-others-dense",
        List.of(
            Conv2D.of(5, 3), Flatten.of(), PReLU.of(), BatchNormalization.of(), LayerNormalization.of(), Dense.of(4)));
    all.put("flatten-group", List.of(Conv2D.of(6, 3), Flatten.of(), GroupNormalization.of().groups(5), Dense.of(4)));
    all.put("flatten-unit", List.of(Conv2D.of(5, 3), Flatten.of(), UnitNormalization.of(), RMSNormalization.of()));
    all.put("reshape", List.of(Conv2D.of(6, 3), Reshape.of(-1, 10), Dense.of(3), Flatten.of(), Dense.of(4)));
    all.put("reshape-permute", List.of(Conv2D.of(6, 2), Permute.of(3, 1, 2), Conv2D.of(2, 3), Permute.of(2, 1, 3)));
    all.put("rescaling", List.of(Rescaling.of(1 / 127.5, -1), Conv2D.of(2, 3)));
    all.put(
        "rescaling-channels",
        List.of(new Rescaling(List.of(.5, .25, 2., 1.), List.of(0., 1., 2., 3.)), Conv2D.of(2, 3)));
    all.put("normalization", List.of(Normalization.of(), Conv2D.of(2, 3)));
    all.put("normalization-fixed", List.of(Normalization.of(0.5, 0.04), Conv2D.of(2, 3)));
    all.put("normalization-inverse", List.of(new Normalization(List.of(1, 3), null, null, true), Conv2D.of(2, 3)));
    all.put(
        "noise", List.of(GaussianNoise.of(0.5), new SpatialDropout2D(0.5), new StochasticDepth(0.5), Identity.of()));
    all.put("batchnorm-first", List.of(BatchNormalization.of(), Conv2D.of(2, 3), ReLU.of(), BatchNormalization.of()));
    all.put("batchnorm-rows", List.of(Conv2D.of(6, 3), BatchNormalization.of().axis(1)));
    all.put("batchnorm-plain", List.of(MaxPooling2D.of(2), BatchNormalization.of().scale(false).center(false)));
    all.put("layernorm", List.of(Conv2D.of(6, 3), LayerNormalization.of(), Dense.of(3), new LayerScale(1, 3)));
    all.put("layernorm-all", List.of(Conv2D.of(6, 3), LayerNormalization.of().axis(1, 2, 3), Conv2D.of(2, 1)));
    all.put("layernorm-rows", List.of(Conv2D.of(6, 3), LayerNormalization.of().axis(1), Conv2D.of(2, 1)));
    all.put("layernorm-rms", List.of(Conv2D.of(6, 3), LayerNormalization.of().rmsScaling(true), Conv2D.of(2, 1)));
    all.put("layernorm-plain", List.of(LayerNormalization.of().scale(false).center(false), Conv2D.of(2, 1)));
    all.put("rmsnorm", List.of(Conv2D.of(6, 3), RMSNormalization.of(), Conv2D.of(2, 1)));
    all.put("groupnorm", List.of(Conv2D.of(6, 3), GroupNormalization.of().groups(3), Conv2D.of(2, 1)));
    all.put("groupnorm-each", List.of(Conv2D.of(6, 3), GroupNormalization.of().groups(-1), Conv2D.of(2, 1)));
    all.put("groupnorm-rows", List.of(Conv2D.of(6, 4), GroupNormalization.of().groups(2).axis(1), Conv2D.of(2, 1)));
    all.put("groupnorm-columns", List.of(Conv2D.of(6, 4), GroupNormalization.of().groups(2).axis(2), Conv2D.of(2, 1)));
    all.put("unitnorm", List.of(Conv2D.of(6, 3), UnitNormalization.of(), UnitNormalization.of().axis(1, 2)));
    all.put("layer-scale", List.of(Conv2D.of(6, 3), new LayerScale(0.5, 6), Conv2D.of(2, 1)));
    all.put("softmax-axes", List.of(Conv2D.of(6, 3), Softmax.of().axis(1, 2), Softmax.of().axis(1), Softmax.of()));
    all.put("prelu", List.of(Conv2D.of(6, 3), PReLU.of(), Conv2D.of(6, 3), PReLU.of().sharedAxes(1)));
    all.put("leaky", List.of(new LeakyReLU(0.125), Conv2D.of(2, 2), new ELU(0.75), new ReLU(6, 0.125, 0.5)));
    all.put("relu-parts", List.of(new ReLU(0.75, 0.25, 0), Conv2D.of(2, 2), new ReLU(0.25, 0.125, 0.5)));
    return all;
  }

  private static Map<String, List<? extends Layer>> onRows() {
    Map<String, List<? extends Layer>> all = new LinkedHashMap<>();
    all.put("dense", List.of(Dense.of(7).activation(Activation.RELU), Dense.of(3)));
    all.put("dense-batchnorm", List.of(Dense.of(7).useBias(false), BatchNormalization.of(), Dense.of(3)));
    all.put("row-batchnorm", List.of(BatchNormalization.of(), Dense.of(3)));
    all.put(
        "row-layernorm", List.of(LayerNormalization.of(), Dense.of(4), RMSNormalization.of(), UnitNormalization.of()));
    all.put("row-groupnorm", List.of(GroupNormalization.of().groups(4), GroupNormalization.of().groups(-1)));
    all.put("row-reshape", List.of(Reshape.of(2, 3, 2), Conv2D.of(3, 2), Reshape.of(-1), Dense.of(2)));
    all.put("row-reshape-grey", List.of(Reshape.of(3, 4, 1), Conv2D.of(3, 2), Flatten.of(), Dense.of(2)));
    all.put("row-prelu", List.of(PReLU.of(), new ReLU(Double.POSITIVE_INFINITY, 0, 0.25), Softmax.of()));
    all.put("row-only-idle", List.of(Dropout.of(0.5)));
    return all;
  }

  private static Map<String, Graph> merges() {
    Map<String, Graph> all = new LinkedHashMap<>();
    List<Layer> layers =
        List.of(
            Add.of(),
            Subtract.of(),
            Multiply.of(),
            Average.of(),
            Maximum.of(),
            Minimum.of(),
            Concatenate.of(),
            new Concatenate(1),
            CustomScaleLayer.of(0.25));
    for (Layer layer : layers) {
      Value input = Value.input(6, 5, 3);
      Value a = input.then(Conv2D.of(3, 3).padding(Padding.SAME));
      String name =
          "merge-" + layer.kind().toLowerCase(Locale.ROOT) + (layer.equals(new Concatenate(1)) ? "-rows" : "");
      all.put(name, a.then(layer, input).then(Flatten.of()).then(Dense.of(2)).toGraph("merge"));
      if (!(layer instanceof Subtract || layer instanceof CustomScaleLayer)) {
        Value b = input.then(Conv2D.of(3, 1).activation(Activation.TANH));
        all.put(name + "-three", a.then(layer, b, input).then(Flatten.of()).toGraph("merge"));
      }
      if (!(layer instanceof Concatenate)) {
        Value row = a.then(GlobalAveragePooling2D.of());
        all.put(name + "-row", a.then(layer, row).then(Flatten.of()).then(Dense.of(2)).toGraph("merge"));
      }
    }
    Value input = Value.input(6, 5, 3);
    Value flat = input.then(Conv2D.of(4, 3)).then(Flatten.of());
    Value other = input.then(Flatten.of());
    all.put("merge-flattened", flat.then(Concatenate.of(), other).then(Dense.of(3)).toGraph("merge"));
    all.put("merge-flattened-sum", flat.then(Add.of(), flat.then(ReLU.of())).then(Dense.of(3)).toGraph("merge"));
    return all;
  }

  private static Map<String, Graph> shapes() {
    Map<String, Graph> all = new LinkedHashMap<>();
    all.put("grey-without-channels", Sequential.of(Shape.of(6, 5), List.of(Dense.of(3), Flatten.of(), Dense.of(2))));
    all.put(
        "sequence",
        Sequential.of(
            Shape.of(6, 5),
            List.of(LayerNormalization.of(), BatchNormalization.of(), Softmax.of(), PReLU.of(), Permute.of(2, 1))));
    Value input = Value.input(8, 8, 2);
    Value shared = input.then("shared", Conv2D.of(2, 3).padding(Padding.SAME)).then(ReLU.of());
    all.put(
        "shared-layer",
        shared.then("shared", Conv2D.of(2, 3).padding(Padding.SAME)).then(Flatten.of()).then(Dense.of(2)).toGraph("s"));
    Value image = Value.input(8, 8, 6);
    Value gate =
        image
            .then(GlobalAveragePooling2D.of())
            .then(Reshape.of(1, 1, 6))
            .then(Conv2D.of(2, 1).activation(Activation.RELU))
            .then(Conv2D.of(6, 1).activation(Activation.SIGMOID));
    all.put("squeeze-excite", image.then(Multiply.of(), gate).then(Flatten.of()).then(Dense.of(2)).toGraph("se"));
    return all;
  }

  /** A network with random weights. */
  static KerasModel model(Graph network) {
    Model model = Model.compile(network, SGD.of(0.01), Loss.MEAN_SQUARED_ERROR, 1);
    fill(model);
    return new KerasModel(model, Metadata.unknown(network.output().last()));
  }

  /** A network whose outputs are of some kind, with a temperature. */
  static KerasModel calibrated(String kind, double temperature) {
    Dense last = Dense.of(kind.equals("two") ? 2 : kind.contains("one") ? 1 : 5);
    Layer end =
        switch (kind) {
          case "softmax", "two" -> last.activation(Activation.SOFTMAX);
          case "sigmoid", "one" -> last.activation(Activation.SIGMOID);
          case "hard", "hard-one" -> last.activation(Activation.HARD_SIGMOID);
          case "log", "log-one" -> last.activation(Activation.LOG_SOFTMAX);
          default -> last;
        };
    Loss loss =
        switch (kind) {
          case "logits", "log" -> new Loss.SparseCategoricalCrossentropy(true);
          case "one-logit", "log-one" -> new Loss.BinaryCrossentropy(true, 0);
          case "one" -> new Loss.BinaryCrossentropy(false, 0);
          default -> new Loss.SparseCategoricalCrossentropy(false);
        };
    Graph network = Sequential.of(Shape.of(4, 4, 3), List.of(Conv2D.of(6, 3), Flatten.of(), end));
    Model model = Model.compile(network, SGD.of(0.01), loss, 1);
    fill(model);
    float[] kernel = model.variables().get(2).values();
    for (int i = 0; i < kernel.length; i++) {
      kernel[i] *=
          last.units() == 1 ? 1 : 8; // some probabilities are nearly 0; 1 minus one output has few digits there
    }
    int classes = Math.max(2, last.units());
    List<String> names = IntStream.range(0, classes).mapToObj(i -> "class " + i).toList();
    Confidence confidence =
        new Confidence(
            100, new Temperature(temperature), Optional.empty(), List.of(), List.of(), OptionalDouble.empty());
    Metadata metadata =
        new Metadata(
            names, "", Optional.empty(), OptionalDouble.empty(), Optional.of(confidence), Optional.empty(), Map.of());
    model.scaling(Scaling.standardize(48, 0.4, 0.3));
    return new KerasModel(model, metadata);
  }

  private static void fill(Model model) {
    SplitMix64 random = SplitMix64.of(7);
    for (Variable variable : model.variables()) {
      String name = variable.weight().name();
      float[] values = variable.values();
      for (int i = 0; i < values.length; i++) {
        double u = random.nextDouble();
        values[i] =
            switch (name) {
              case "gamma", "variance", "moving_variance", "scale" -> (float) (0.5 + u);
              case "bias", "beta", "mean", "moving_mean", "alpha" -> (float) (u - 0.5);
              case "count" -> values[i];
              default -> (float) ((2 * u - 1) * Math.sqrt(6.0 * variable.weight().shape().last() / values.length));
            };
      }
    }
  }
}
