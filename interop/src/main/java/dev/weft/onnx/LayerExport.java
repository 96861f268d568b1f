package dev.weft.onnx;

import dev.weft.engine.ResizedImage;
import dev.weft.engine.Variable;
import dev.weft.kernel.Resampling;
import dev.weft.model.ActivationLayer;
import dev.weft.model.ActivityRegularization;
import dev.weft.model.AlphaDropout;
import dev.weft.model.AugmentationLayer;
import dev.weft.model.AveragePooling2D;
import dev.weft.model.BatchNormalization;
import dev.weft.model.Conv2D;
import dev.weft.model.Conv2DTranspose;
import dev.weft.model.Cropping2D;
import dev.weft.model.Dense;
import dev.weft.model.DepthwiseConv2D;
import dev.weft.model.Dropout;
import dev.weft.model.ELU;
import dev.weft.model.Flatten;
import dev.weft.model.GaussianDropout;
import dev.weft.model.GaussianNoise;
import dev.weft.model.GlobalAveragePooling2D;
import dev.weft.model.GlobalMaxPooling2D;
import dev.weft.model.GroupNormalization;
import dev.weft.model.Identity;
import dev.weft.model.Input;
import dev.weft.model.LayerNormalization;
import dev.weft.model.LayerScale;
import dev.weft.model.LeakyReLU;
import dev.weft.model.MaxPooling2D;
import dev.weft.model.MergeLayer;
import dev.weft.model.Node;
import dev.weft.model.Normalization;
import dev.weft.model.PReLU;
import dev.weft.model.Permute;
import dev.weft.model.RMSNormalization;
import dev.weft.model.ReLU;
import dev.weft.model.Rescaling;
import dev.weft.model.Reshape;
import dev.weft.model.Resizing;
import dev.weft.model.SeparableConv2D;
import dev.weft.model.Shape;
import dev.weft.model.Softmax;
import dev.weft.model.SpatialDropout1D;
import dev.weft.model.SpatialDropout2D;
import dev.weft.model.StochasticDepth;
import dev.weft.model.UnitNormalization;
import dev.weft.model.UpSampling2D;
import dev.weft.model.ZeroPadding2D;
import java.util.List;
import java.util.Map;

/** The nodes of one layer's call: which ones each layer becomes. */
final class LayerExport {
  private final Node node;
  private final List<Placed> inputs;
  private final Placed input;
  private final Shape shape;
  private final Arrangement arrangement;
  private final OnnxGraph graph;
  private final LayerWeights weights;
  private final int opset;

  /**
   * @param shape of what the call gives
   * @param variables of the layer
   */
  LayerExport(
      Node node, List<Placed> inputs, Shape shape, Arrangement arrangement, List<Variable> variables, int opset) {
    this.node = node;
    this.inputs = inputs;
    this.shape = shape;
    this.arrangement = arrangement;
    this.opset = opset;
    input = inputs.getFirst();
    graph = arrangement.graph();
    weights = new LayerWeights(node.layerName(), variables, graph);
  }

  /** Adds the nodes and gives the call's value. */
  Placed export() {
    ActivationExport activations = new ActivationExport(graph, opset);
    NormalizationExport normalizations = new NormalizationExport(arrangement, weights, opset);
    return switch (node.layer()) {
      case Input _, Identity _, ActivityRegularization _, AugmentationLayer _ -> input;
      case Dropout _, SpatialDropout1D _, SpatialDropout2D _, AlphaDropout _ -> input;
      case GaussianDropout _, GaussianNoise _, StochasticDepth _ -> input;
      case Dense l -> activations.apply(l.activation(), dense(l));
      case Conv2D l -> activations.apply(l.activation(), windows().convolution(l, input, shape, "kernel"));
      case DepthwiseConv2D l -> activations.apply(l.activation(), windows().depthwise(l, input, shape, "kernel"));
      case SeparableConv2D l -> activations.apply(l.activation(), separable(l));
      case Conv2DTranspose l -> activations.apply(l.activation(), windows().transposed(l, input, shape));
      case MaxPooling2D l -> windows().largest(l, input, shape);
      case AveragePooling2D l -> windows().average(l, input, shape);
      case GlobalAveragePooling2D _ -> global("GlobalAveragePool");
      case GlobalMaxPooling2D _ -> global("GlobalMaxPool");
      case ZeroPadding2D l -> arrangement.padded(input, l.padding(), shape);
      case Cropping2D l -> crop(l);
      case UpSampling2D l -> upSample(l);
      case Resizing l -> resize(l);
      case Flatten _ -> arrangement.flattened(input, shape);
      case Reshape _ -> arrangement.reshaped(input, shape);
      case Permute l -> permute(l);
      case Rescaling l -> rescale(l);
      case Normalization l -> normalizations.fixed(l, input);
      case BatchNormalization l -> normalizations.batch(l, input);
      case LayerNormalization l -> normalizations.layer(l, input);
      case RMSNormalization l -> normalizations.rootMeanSquare(l, input);
      case GroupNormalization l -> normalizations.group(l, input);
      case UnitNormalization l -> normalizations.unit(l, input);
      case LayerScale _ -> arrangement.multiply(input, weights.values("gamma"), Shape.of(shape.last()), "gamma");
      case ActivationLayer l -> activations.apply(l.activation(), input);
      case ReLU l -> input.with(activations.relu(l, input.value()));
      case LeakyReLU l -> input.with(activations.leaky(l.negativeSlope(), input.value()));
      case ELU l -> input.with(graph.apply("Elu", Map.of("alpha", (float) l.alpha()), input.value()));
      case PReLU _ -> prelu();
      case Softmax l -> activations.softmax(l.axes(shape), input);
      case MergeLayer l -> new MergeExport(arrangement).merge(l, inputs, shape);
    };
  }

  private WindowExport windows() {
    return new WindowExport(arrangement, weights);
  }

  // ---- products

  private Placed dense(Dense layer) {
    if (shape.rank() == 1) {
      return denseOfRow(layer);
    }
    if (input.isChannelsFirst()) {
      return windows().pointwise(layer.units(), layer.useBias(), input, shape);
    }
    OnnxValue kernel = weights.as("kernel", weights.values("kernel"), input.shape().last(), layer.units());
    OnnxValue product = graph.add("MatMul", sizes(shape), input.value(), kernel);
    return Placed.keras(layer.useBias() ? graph.apply("Add", product, weights.row("bias")) : product, shape);
  }

  /** Its kernel has the rows in the order in which the numbers come. */
  private Placed denseOfRow(Dense layer) {
    float[] kernel = weights.values("kernel");
    int units = layer.units();
    if (input.isChannelsFirst()) {
      int[] places = input.places();
      float[] ordered = new float[kernel.length];
      for (int row = 0; row < places.length; row++) {
        System.arraycopy(kernel, places[row] * units, ordered, row * units, units);
      }
      kernel = ordered;
    }
    OnnxValue matrix = weights.as("kernel", kernel, input.shape().last(), units);
    return Placed.keras(
        layer.useBias()
            ? graph.add("Gemm", sizes(shape), input.value(), matrix, weights.row("bias"))
            : graph.add("MatMul", sizes(shape), input.value(), matrix),
        shape);
  }

  private Placed separable(SeparableConv2D layer) {
    Shape between = layer.depthwise().outputShape(input.shape());
    Placed deep = windows().depthwise(layer.depthwise(), input, between, "depthwise_kernel");
    return windows().convolution(layer.pointwise(), deep, shape, "pointwise_kernel");
  }

  // ---- images

  private Placed global(String operator) {
    Placed image = arrangement.channelsFirst(input);
    int channels = image.shape().last();
    OnnxValue pooled = graph.add(operator, new int[] {channels, 1, 1}, image.value());
    return shape.rank() == 3 ? new Placed(pooled, shape, shape) : Placed.keras(graph.view(pooled, channels), shape);
  }

  private Placed crop(Cropping2D layer) {
    var sides = layer.cropping();
    if (shape.equals(input.shape())) {
      return input;
    }
    Placed image = arrangement.channelsFirst(input);
    return new Placed(
        graph.add(
            "Slice",
            new int[] {shape.last(), shape.size(0), shape.size(1)},
            image.value(),
            graph.longs("starts", sides.top(), sides.left()),
            graph.longs("ends", sides.top() + shape.size(0), sides.left() + shape.size(1)),
            graph.longs("axes", 2, 3)),
        shape,
        shape);
  }

  private Placed upSample(UpSampling2D layer) {
    Map<String, Object> how =
        switch (layer.interpolation()) {
          case NEAREST ->
              Map.of("mode", "nearest", "coordinate_transformation_mode", "asymmetric", "nearest_mode", "floor");
          case BILINEAR -> Map.of("mode", "linear", "coordinate_transformation_mode", "half_pixel");
          case BICUBIC, LANCZOS3, LANCZOS5 -> Map.of();
        };
    if (how.isEmpty()) {
      return resize(Resizing.of(shape.size(0), shape.size(1)).interpolation(layer.interpolation()));
    }
    Placed image = arrangement.channelsFirst(input);
    OnnxValue region = new OnnxValue(""); // none, which is written so
    float[] scales = {1, 1, layer.size().height(), layer.size().width()};
    return new Placed(
        graph.add(
            "Resize",
            how,
            new int[] {shape.last(), shape.size(0), shape.size(1)},
            image.value(),
            region,
            graph.floats("scales", scales, 4)),
        shape,
        shape);
  }

  /** Each row is a sum of rows, then each column a sum of columns: two products. */
  private Placed resize(Resizing layer) {
    Placed image = arrangement.channelsFirst(input);
    int height = input.shape().size(0);
    int width = input.shape().size(1);
    Resampling rows = ResizedImage.rows(layer, height, width);
    Resampling columns = ResizedImage.columns(layer, height, width);
    OnnxValue value = image.value();
    if (!isIdentity(rows)) {
      int[] sizes = {shape.last(), shape.size(0), width};
      value = graph.add("MatMul", sizes, graph.floats("rows", matrix(rows, false), shape.size(0), height), value);
      value = plus(value, rows.constants(), "rows_fill", shape.size(0), 1);
    }
    if (!isIdentity(columns)) {
      int[] sizes = {shape.last(), shape.size(0), shape.size(1)};
      value = graph.add("MatMul", sizes, value, graph.floats("columns", matrix(columns, true), width, shape.size(1)));
      value = plus(value, columns.constants(), "columns_fill", shape.size(1));
    }
    return new Placed(value, shape, shape);
  }

  private OnnxValue plus(OnnxValue value, float[] constants, String name, int... sizes) {
    for (float constant : constants) {
      if (constant != 0) {
        return graph.apply("Add", value, graph.floats(name, constants, sizes));
      }
    }
    return value;
  }

  private static boolean isIdentity(Resampling resampling) {
    float[] matrix = matrix(resampling, false);
    for (int i = 0; i < matrix.length; i++) {
      if (matrix[i] != (i / resampling.inputs() == i % resampling.inputs() ? 1 : 0)) {
        return false;
      }
    }
    return resampling.inputs() == resampling.outputs();
  }

  /** (outputs, inputs), or transposed. */
  private static float[] matrix(Resampling of, boolean transposed) {
    float[] matrix = new float[of.outputs() * of.inputs()];
    for (int to = 0; to < of.outputs(); to++) {
      for (int t = of.starts()[to]; t < of.starts()[to + 1]; t++) {
        int from = of.sources()[t];
        matrix[transposed ? from * of.outputs() + to : to * of.inputs() + from] += of.weights()[t];
      }
    }
    return matrix;
  }

  // ---- the rest

  private Placed permute(Permute layer) {
    OnnxValue value = arrangement.keras(input).value();
    return Placed.keras(graph.transpose(value, layer.dims().stream().mapToInt(axis -> axis - 1).toArray()), shape);
  }

  private Placed rescale(Rescaling layer) {
    return arrangement.affine(input, floats(layer.scale()), floats(layer.offset()), shape.last());
  }

  private static float[] floats(List<Double> numbers) {
    float[] floats = new float[numbers.size()];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = numbers.get(i).floatValue();
    }
    return floats;
  }

  private Placed prelu() {
    Shape slopes = weights.shape("alpha");
    Placed.Numbers alpha = input.arranged(weights.values("alpha"), slopes);
    return input.with(graph.apply("PRelu", input.value(), weights.as("alpha", alpha.values(), alpha.sizes())));
  }

  static int[] sizes(Shape shape) {
    return shape.sizes().stream().mapToInt(Integer::intValue).toArray();
  }
}
