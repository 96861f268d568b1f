package dev.weft.engine;

import dev.weft.engine.BatchNormalizationOp.Behind;
import dev.weft.model.Activation;
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
import dev.weft.model.Graph;
import dev.weft.model.GroupNormalization;
import dev.weft.model.Identity;
import dev.weft.model.Input;
import dev.weft.model.Layer;
import dev.weft.model.LayerNormalization;
import dev.weft.model.LayerScale;
import dev.weft.model.LeakyReLU;
import dev.weft.model.MaxPooling2D;
import dev.weft.model.MergeLayer;
import dev.weft.model.Node;
import dev.weft.model.Normalization;
import dev.weft.model.PReLU;
import dev.weft.model.Padding;
import dev.weft.model.Permute;
import dev.weft.model.RMSNormalization;
import dev.weft.model.ReLU;
import dev.weft.model.Rescaling;
import dev.weft.model.Reshape;
import dev.weft.model.Resizing;
import dev.weft.model.SeparableConv2D;
import dev.weft.model.Shape;
import dev.weft.model.Sides;
import dev.weft.model.Size;
import dev.weft.model.Softmax;
import dev.weft.model.SpatialDropout1D;
import dev.weft.model.SpatialDropout2D;
import dev.weft.model.StochasticDepth;
import dev.weft.model.UnitNormalization;
import dev.weft.model.UpSampling2D;
import dev.weft.model.ZeroPadding2D;
import java.util.List;

/** The ops of one node: which ones each layer becomes. */
final class Lowering {
  private final Compiler compiler;
  private final Node node;
  private final List<Tensor> inputs;
  private final Buffers buffers;
  private final int batch;
  private final WorkerPool workers;

  /** What the ops so far have made of the first input. */
  private Tensor last;

  /** What is done to its output in place; null where only what training may do there, too. */
  private final Tail tail;

  private final List<Tensor> added;

  private Activation function = Activation.LINEAR;

  /** What the function is applied to. */
  private Tensor scores;

  /**
   * @param tail null for none
   * @param added the values that the tail adds
   */
  Lowering(Compiler compiler, Node node, List<Tensor> inputs, Tail tail, List<Tensor> added) {
    this.compiler = compiler;
    this.node = node;
    this.inputs = inputs;
    this.tail = tail;
    this.added = added;
    buffers = compiler.buffers();
    batch = buffers.batch();
    workers = compiler.workers();
    last = inputs.getFirst();
  }

  /** Whether a layer gives its input's numbers as they are, and so needs no op. */
  static boolean isView(Layer layer) {
    return switch (layer) {
      case Identity _, ActivityRegularization _, Flatten _, Reshape _ -> true;
      case AugmentationLayer augmentation -> augmentation.change().isEmpty();
      case ActivationLayer(Activation activation) -> activation == Activation.LINEAR;
      default -> false;
    };
  }

  /** The function that an op of its own computes last; linear where there is none. */
  Activation function() {
    return function;
  }

  /** What that function is applied to. */
  Tensor scores() {
    return scores;
  }

  /**
   * Adds the node's ops.
   *
   * @param shape of the node's output
   * @return the node's output
   */
  Tensor lower(Shape shape) {
    switch (node.layer()) {
      case Input _, Identity _, ActivityRegularization _ -> {}
      case AugmentationLayer augmentation when augmentation.change().isPresent() && shape.rank() == 3 -> {
        Tensor out = tensor(shape);
        long seed = NoiseOp.seed(compiler.seed(), node.name());
        add(new AugmentationOp(augmentation.change().get(), seed, last, out, workers), out);
      }
      case AugmentationLayer augmentation -> {}
      case Flatten _, Reshape _ -> last = last.as(shape);
      case Permute permute -> move(shape, IndexMaps.permute(permute, last.shape()));
      case ZeroPadding2D padding when compiler.padding(node.name()) != null -> {}
      case ZeroPadding2D padding -> {
        Sides sides = padding.padding();
        move(shape, IndexMaps.window(last.shape(), shape, -sides.top(), -sides.left()));
      }
      case Cropping2D cropping -> {
        Sides sides = cropping.cropping();
        move(shape, IndexMaps.window(last.shape(), shape, sides.top(), sides.left()));
      }
      case UpSampling2D up -> {
        Resizer rows = Resizer.of(up.interpolation(), last.shape().size(0));
        resize(shape, rows, Resizer.of(up.interpolation(), last.shape().size(1)));
      }
      case Resizing resizing -> {
        int height = last.shape().size(0);
        int width = last.shape().size(1);
        Resizer rows = Resizer.of(resizing, height, resizing.height(), width, resizing.width());
        resize(shape, rows, Resizer.of(resizing, width, resizing.width(), height, resizing.height()));
      }
      case Rescaling rescaling -> {
        Tensor out = tensor(shape);
        add(AffineOp.of(rescaling, last, out, workers), out);
      }
      case Normalization norm -> {
        Tensor out = tensor(shape);
        add(AffineOp.of(norm, last, out, weight("mean"), weight("variance"), workers), out);
      }
      case Dense dense -> product(shape, dense.activation());
      case Conv2D conv -> convolve(conv, "kernel", shape);
      case DepthwiseConv2D conv -> convolve(conv, "kernel", shape, inPlace(conv.activation()));
      case SeparableConv2D conv -> {
        convolve(conv.depthwise(), "depthwise_kernel", conv.depthwise().outputShape(last.shape()), null);
        convolve(conv.pointwise(), "pointwise_kernel", shape);
      }
      case Conv2DTranspose conv -> {
        Elementwise inPlace = inPlace(conv.activation());
        Tensor out = tensor(shape);
        add(new Conv2DTransposeOp(conv, last, out, buffers, weight("kernel"), weight("bias"), inPlace, workers), out);
        activate(left(conv.activation(), inPlace));
      }
      case MaxPooling2D pool -> pool(false, pool.poolSize(), pool.strides(), pool.padding(), shape);
      case AveragePooling2D pool -> pool(true, pool.poolSize(), pool.strides(), pool.padding(), shape);
      case GlobalMaxPooling2D pool -> {
        Size all = Size.of(last.shape().size(0), last.shape().size(1));
        pool(false, all, all, Padding.VALID, Shape.of(1, 1, shape.last()));
        last = last.as(shape);
      }
      case GlobalAveragePooling2D pool -> {
        Tensor out = tensor(shape);
        add(new GlobalAverageOp(last, out, workers), out);
      }
      case Dropout dropout when dropout.noiseShape() != null ->
          random(shape, Noise.dropout(dropout.rate(), dropout.noiseShape(), shape));
      case Dropout dropout -> random(shape, Noise.dropout(dropout.rate()));
      case StochasticDepth depth -> random(shape, Noise.stochasticDepth(depth.dropPathRate(), shape));
      case SpatialDropout1D dropout -> random(shape, Noise.spatialDropout(dropout.rate(), shape));
      case SpatialDropout2D dropout -> random(shape, Noise.spatialDropout(dropout.rate(), shape));
      case AlphaDropout dropout -> random(shape, Noise.alphaDropout(dropout.rate()));
      case GaussianDropout dropout -> random(shape, Noise.gaussianDropout(dropout.rate()));
      case GaussianNoise noise -> random(shape, Noise.gaussianNoise(noise.stddev()));
      case BatchNormalization norm ->
          along(
              List.of(norm.channelAxis(shape)),
              (x, y) ->
                  new BatchNormalizationOp(
                      norm, compiler.isFrozen(node), x, y, buffers, weights(), Behind.NOTHING, workers));
      case LayerNormalization norm -> {
        Parameter gamma = weight("gamma");
        Parameter beta = weight("beta");
        along(norm.axes(shape), (x, y) -> RowNormalizationOp.of(norm, x, y, batch, gamma, beta, workers));
      }
      case RMSNormalization norm -> {
        Parameter scale = weight("scale");
        along(
            norm.axes(shape), (x, y) -> RowNormalizationOp.rootMeanSquare(norm.epsilon(), x, y, batch, scale, workers));
      }
      case UnitNormalization norm -> along(norm.axes(shape), (x, y) -> RowNormalizationOp.unit(x, y, batch, workers));
      case GroupNormalization norm -> {
        Parameter gamma = weight("gamma");
        Parameter beta = weight("beta");
        int groups = norm.groups(shape);
        along(
            List.of(norm.channelAxis(shape)),
            (x, y) -> new GroupNormalizationOp(norm, groups, x, y, batch, gamma, beta, workers));
      }
      case LayerScale scale -> {
        Tensor out = tensor(shape);
        add(new LayerScaleOp(last, out, batch, weight("gamma"), workers), out);
      }
      case PReLU prelu -> {
        Tensor out = tensor(shape);
        add(new PReLUOp(last, out, weight("alpha"), workers), out);
      }
      case ActivationLayer activation -> activate(activation.activation());
      case Softmax softmax when softmax.axes(shape).equals(List.of(shape.rank() - 1)) -> activate(Activation.SOFTMAX);
      case Softmax softmax -> along(softmax.axes(shape), (x, y) -> new SoftmaxOp(Activation.SOFTMAX, x, y, workers));
      case LeakyReLU _, ELU _, ReLU _ -> apply(Elementwise.of(node.layer()));
      case MergeLayer merge -> {
        Tensor out = tensor(shape);
        new Merging(out, this::tensor, (op, in, y) -> compiler.add(node, op, in, y), workers).add(merge, inputs);
        last = out;
      }
    }
    return last;
  }

  /**
   * Adds the op of a convolution and its pooling.
   *
   * @return the output of the fusion's last node
   */
  Tensor lower(PooledConvolutionFusion fusion, Graph graph) {
    Convolution convolution = fusion.convolution();
    Tensor out = tensor(graph.shape(fusion.pooling()));
    Convolution.Operands operands = operands(convolution.layer(), "kernel", out, fusion.function());
    add(ConvolutionAlgorithm.of(convolution).op(convolution, operands), out);
    return last;
  }

  /**
   * Adds the op of a batch normalization and what stands behind it.
   *
   * @return the output of the fusion's last node
   */
  Tensor lower(NormalizationFusion fusion, Graph graph) {
    BatchNormalization norm = (BatchNormalization) node.layer();
    Tensor skip = added.isEmpty() ? null : added.getFirst();
    Behind behind = fusion.behind(skip, graph);
    Tensor out = tensor(graph.shape(fusion.last().name()));
    Op op = new BatchNormalizationOp(norm, compiler.isFrozen(node), last, out, buffers, weights(), behind, workers);
    compiler.add(node, op, BatchNormalizationOp.keepsSkip(behind) ? List.of(last, skip) : List.of(last), out);
    last = out;
    return last;
  }

  /** The same of a depthwise convolution and the products before and behind it. */
  Tensor lower(DepthwiseFusion fusion, Graph graph) {
    Tensor out = tensor(graph.shape(fusion.last().name()));
    add(fusion.op(compiler, graph, last, out, added), out);
    return last;
  }

  private NormalizationFactors.Weights weights() {
    return new NormalizationFactors.Weights(
        weight("gamma"), weight("beta"), weight("moving_mean"), weight("moving_variance"));
  }

  private void convolve(Conv2D layer, String kernel, Shape shape) {
    Convolution convolution = new Convolution(layer, last.shape(), shape, last.gradient() != null, null);
    Elementwise inPlace = inPlace(layer.activation());
    Tensor out = tensor(shape);
    Convolution.Operands operands = operands(layer, kernel, out, inPlace);
    Sides padding = compiler.padding(node.inputs().getFirst());
    add(ConvolutionAlgorithm.op(convolution, padding, compiler.givesEqualWindowsEqualOutputs(), operands), out);
    activate(left(layer.activation(), inPlace));
  }

  private Convolution.Operands operands(Conv2D layer, String kernel, Tensor out, Elementwise inPlace) {
    return compiler.operands(node, kernel, layer.useBias(), last, out, inPlace);
  }

  private void convolve(DepthwiseConv2D layer, String kernel, Shape shape, Elementwise inPlace) {
    Tensor out = tensor(shape);
    Windows windows = Windows.of(layer, last.shape(), shape).behind(compiler.padding(node.inputs().getFirst()));
    add(new DepthwiseOp(windows, compiler.operands(node, kernel, layer.useBias(), last, out, inPlace)), out);
    activate(left(layer.activation(), inPlace));
  }

  /** What the op of a layer with this activation does in place to its output; null for nothing. */
  private Elementwise inPlace(Activation activation) {
    return tail == null ? Elementwise.inPlace(activation) : tail.function(added);
  }

  /** What of an activation is left for an op of its own. */
  private Activation left(Activation activation, Elementwise inPlace) {
    return tail == null && inPlace == null ? activation : Activation.LINEAR;
  }

  private void product(Shape shape, Activation activation) {
    Elementwise inPlace = inPlace(activation);
    Tensor out = tensor(shape);
    add(new DenseOp(last, out, buffers, weight("kernel"), weight("bias"), inPlace, workers), out);
    activate(left(activation, inPlace));
  }

  /** First the rows, then the columns. */
  private void resize(Shape shape, Resizer rows, Resizer columns) {
    Tensor between = tensor(Shape.of(shape.size(0), last.shape().size(1), shape.last()));
    Tensor out = tensor(shape);
    add(new ResamplingOp(0, rows.to(shape.size(0)), last, between, workers), between);
    add(new ResamplingOp(1, columns.to(shape.size(1)), between, out, workers), out);
  }

  private interface Making {
    Op of(Tensor x, Tensor y);
  }

  /**
   * An op over rows, which lie along some axes of a sample: these become the last one, and go back to their place where
   * they were not the last.
   */
  private void along(List<Integer> axes, Making op) {
    Shape shape = last.shape();
    Permute order = IndexMaps.axesLast(axes, shape.rank());
    Shape ordered = order.outputShape(shape);
    boolean moves = !order.dims().equals(order.dims().stream().sorted().toList());
    if (moves) {
      move(ordered, IndexMaps.permute(order, shape));
    }
    int columns = axes.stream().mapToInt(shape::size).reduce(1, (a, b) -> a * b);
    Shape rows = Shape.of(shape.elements() / columns, columns);
    Tensor out = tensor(rows);
    add(op.of(last.as(rows), out), out.as(ordered));
    if (moves) {
      move(shape, IndexMaps.permute(IndexMaps.inverse(order), ordered));
    }
  }

  private void pool(boolean average, Size window, Size strides, Padding padding, Shape shape) {
    Tensor out = tensor(shape);
    add(new PoolOp(average, window, strides, padding, last, out, workers), out);
  }

  /** An op that takes each value of its output from one place of its input. */
  private void move(Shape shape, int[] from) {
    Tensor out = tensor(shape);
    add(new GatherOp(from, last, out, workers), out);
  }

  /** Each call of a layer draws numbers of its own. */
  private void random(Shape shape, Noise noise) {
    Tensor out = tensor(shape);
    add(new NoiseOp(noise, NoiseOp.seed(compiler.seed(), node.name()), last, out, workers), out);
  }

  private void activate(Activation activation) {
    function = activation;
    scores = last;
    if (SoftmaxOp.computes(activation)) {
      Tensor out = tensor(last.shape());
      add(new SoftmaxOp(activation, last, out, workers), out);
    } else if (activation != Activation.LINEAR) {
      apply(Elementwise.of(activation));
    }
  }

  private void apply(Elementwise function) {
    Tensor out = tensor(last.shape());
    add(new ElementwiseOp(function, last, out, workers), out);
  }

  /** Adds an op and goes on with what it makes. */
  private void add(Op op, Tensor out) {
    compiler.add(node, op, List.of(last), out);
    last = out;
  }

  /** A weight of the layer by its name; null where it has none of it. */
  private Parameter weight(String name) {
    return compiler.weight(node, name);
  }

  private Tensor tensor(Shape shape) {
    return compiler.tensor(shape, node);
  }
}
