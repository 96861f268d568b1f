package dev.weft.onnx;

import dev.weft.model.BatchNormalization;
import dev.weft.model.GroupNormalization;
import dev.weft.model.LayerNormalization;
import dev.weft.model.Normalization;
import dev.weft.model.RMSNormalization;
import dev.weft.model.Shape;
import dev.weft.model.UnitNormalization;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/** Normalizations as ONNX's operators where it has them, else written out. */
record NormalizationExport(Arrangement arrangement, LayerWeights weights, int opset) {
  private static final int LAYER_NORMALIZATION = 17;
  private static final double LEAST_DEVIATION = 1e-7;
  private static final double LEAST_LENGTH = 1e-12;

  private OnnxGraph graph() {
    return arrangement.graph();
  }

  /** By a mean and a variance that are known. */
  Placed fixed(Normalization layer, Placed input) {
    int[] places = layer.places(input.shape());
    float[] mean = of(layer.mean(), "mean", places);
    float[] deviation = of(layer.variance(), "variance", places);
    for (int i = 0; i < deviation.length; i++) {
      deviation[i] = (float) Math.max(Math.sqrt(deviation[i]), LEAST_DEVIATION);
    }
    String minus = layer.invert() ? "Mul" : "Sub";
    String by = layer.invert() ? "Add" : "Div";
    Placed first =
        arrangement.with(
            minus, input, layer.invert() ? deviation : mean, input.shape(), layer.invert() ? "deviation" : "mean");
    return arrangement.with(
        by, first, layer.invert() ? mean : deviation, input.shape(), layer.invert() ? "mean" : "deviation");
  }

  /** One number for each of a sample's. */
  private float[] of(List<Double> given, String weight, int[] places) {
    float[] numbers = new float[places.length];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] =
          given == null ? weights.values(weight)[places[i]] : given.get(given.size() == 1 ? 0 : places[i]).floatValue();
    }
    return numbers;
  }

  /** By the moving mean and variance, where no layer before it has taken them up. */
  Placed batch(BatchNormalization layer, Placed input) {
    Shape shape = input.shape();
    int axis = layer.channelAxis(shape);
    int channels = shape.size(axis);
    float[] gamma = layer.scale() ? weights.values("gamma") : filled(1, channels);
    float[] beta = layer.center() ? weights.values("beta") : new float[channels];
    float[] mean = weights.values("moving_mean");
    float[] variance = weights.values("moving_variance");
    if (axis == shape.rank() - 1 && (shape.rank() == 3 || shape.rank() == 1 && !input.isChannelsFirst())) {
      Placed image = shape.rank() == 3 ? arrangement.channelsFirst(input) : input;
      return image.with(
          graph()
              .apply(
                  "BatchNormalization",
                  Map.of("epsilon", (float) layer.epsilon()),
                  image.value(),
                  weights.as("gamma", gamma, channels),
                  weights.as("beta", beta, channels),
                  weights.row("moving_mean"),
                  weights.row("moving_variance")));
    }
    float[] scale = new float[channels];
    float[] shift = new float[channels];
    for (int j = 0; j < channels; j++) {
      scale[j] = gamma[j] * (float) (1 / Math.sqrt(variance[j] + layer.epsilon()));
      shift[j] = (float) (beta[j] - (double) mean[j] * scale[j]);
    }
    Shape along = along(shape, List.of(axis));
    return arrangement.with("Add", arrangement.with("Mul", input, scale, along, "scale"), shift, along, "shift");
  }

  private static float[] filled(float value, int length) {
    float[] values = new float[length];
    Arrays.fill(values, value);
    return values;
  }

  /** The sample's size along some axes, 1 along the others. */
  private static Shape along(Shape shape, List<Integer> axes) {
    List<Integer> sizes = new ArrayList<>(Collections.nCopies(shape.rank(), 1));
    axes.forEach(axis -> sizes.set(axis, shape.size(axis)));
    return new Shape(sizes);
  }

  Placed layer(LayerNormalization layer, Placed input) {
    Shape shape = input.shape();
    List<Integer> axes = layer.axes(shape);
    boolean areLast = axes.getFirst() == shape.rank() - axes.size();
    if (opset >= LAYER_NORMALIZATION && areLast && !layer.rmsScaling()) {
      return ofLastAxes(layer, arrangement.keras(input), axes);
    }
    int[] found = input.axes(axes);
    OnnxValue x = input.value();
    Reduction reduction = new Reduction(graph(), opset);
    OnnxValue distance = graph().apply("Sub", x, reduction.of("ReduceMean", x, found));
    OnnxValue variance = reduction.of("ReduceMean", graph().apply("Mul", distance, distance), found);
    OnnxValue normal = graph().apply("Div", layer.rmsScaling() ? x : distance, deviation(variance, layer.epsilon()));
    Placed result = input.with(normal);
    Shape along = along(shape, axes);
    if (layer.hasGamma()) {
      result = arrangement.with("Mul", result, weights.values("gamma"), along, "gamma");
    }
    return layer.hasBeta() ? arrangement.with("Add", result, weights.values("beta"), along, "beta") : result;
  }

  private Placed ofLastAxes(LayerNormalization layer, Placed input, List<Integer> axes) {
    Shape shape = input.shape();
    int[] sizes = axes.stream().mapToInt(shape::size).toArray();
    int numbers = Arrays.stream(sizes).reduce(1, (a, b) -> a * b);
    List<OnnxValue> inputs = new ArrayList<>(List.of(input.value()));
    inputs.add(weights.as("gamma", layer.hasGamma() ? weights.values("gamma") : filled(1, numbers), sizes));
    if (layer.hasBeta()) {
      inputs.add(weights.as("beta", weights.values("beta"), sizes));
    }
    Map<String, Object> attributes = Map.of("axis", -axes.size(), "epsilon", (float) layer.epsilon());
    return input.with(graph().apply("LayerNormalization", attributes, inputs.toArray(OnnxValue[]::new)));
  }

  /** {@code sqrt(variance + epsilon)}, above 0. */
  private OnnxValue deviation(OnnxValue variance, double epsilon) {
    return epsilon == 0
        ? graph().apply("Max", graph().apply("Sqrt", variance), graph().scalar("least", LEAST_LENGTH))
        : graph().apply("Sqrt", graph().apply("Add", variance, graph().scalar("epsilon", epsilon)));
  }

  Placed rootMeanSquare(RMSNormalization layer, Placed input) {
    List<Integer> axes = layer.axes(input.shape());
    OnnxValue x = input.value();
    OnnxValue square = new Reduction(graph(), opset).of("ReduceMean", graph().apply("Mul", x, x), input.axes(axes));
    Placed normal = input.with(graph().apply("Div", x, deviation(square, layer.epsilon())));
    return arrangement.with("Mul", normal, weights.values("scale"), along(input.shape(), axes), "scale");
  }

  Placed unit(UnitNormalization layer, Placed input) {
    OnnxValue x = input.value();
    OnnxValue length = new Reduction(graph(), opset).of("ReduceL2", x, input.axes(layer.axes(input.shape())));
    OnnxValue least = graph().scalar("least", LEAST_LENGTH);
    return input.with(graph().apply("Div", x, graph().apply("Max", length, least)));
  }

  /** Each group is a channel of its own while it is normalized. */
  Placed group(GroupNormalization layer, Placed input) {
    Shape shape = input.shape();
    int axis = layer.channelAxis(shape);
    int groups = layer.groups(shape);
    boolean isImage = shape.rank() == 3 && axis == 2;
    Placed ordered = isImage ? arrangement.channelsFirst(input) : arrangement.keras(input);
    int[] order = channelFirst(axis, shape.rank());
    OnnxValue x = isImage ? ordered.value() : axis == 0 ? ordered.value() : graph().transpose(ordered.value(), order);
    OnnxValue rows = graph().view(x, groups, shape.elements() / groups);
    OnnxValue normal =
        graph()
            .apply(
                "InstanceNormalization",
                Map.of("epsilon", (float) layer.epsilon()),
                rows,
                graph().floats("ones", filled(1, groups), groups),
                graph().floats("zeros", new float[groups], groups));
    OnnxValue back = graph().view(normal, x.sizes());
    Placed result = ordered.with(isImage || axis == 0 ? back : graph().transpose(back, inverse(order)));
    Shape along = along(shape, List.of(axis));
    if (layer.scale()) {
      result = arrangement.with("Mul", result, weights.values("gamma"), along, "gamma");
    }
    return layer.center() ? arrangement.with("Add", result, weights.values("beta"), along, "beta") : result;
  }

  private static int[] channelFirst(int axis, int rank) {
    int[] order = new int[rank];
    for (int i = 0; i < rank; i++) {
      order[i] = i == 0 ? axis : i <= axis ? i - 1 : i;
    }
    return order;
  }

  private static int[] inverse(int[] order) {
    int[] inverse = new int[order.length];
    for (int i = 0; i < order.length; i++) {
      inverse[order[i]] = i;
    }
    return inverse;
  }
}
