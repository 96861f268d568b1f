package dev.weft.engine;

import dev.weft.model.Activation;
import dev.weft.model.ActivationLayer;
import dev.weft.model.ActivityRegularization;
import dev.weft.model.AlphaDropout;
import dev.weft.model.Augmentation;
import dev.weft.model.AveragePooling2D;
import dev.weft.model.BatchNormalization;
import dev.weft.model.Conv2D;
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
import dev.weft.model.Weight;
import dev.weft.model.ZeroPadding2D;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;

/** Turns each layer of a network into ops over buffers. */
final class Compiler {
  private final int batch;
  private final boolean training;
  private final long seed;
  private final WorkerPool workers;
  private final List<Op> ops = new ArrayList<>();
  private final List<Integer> layers = new ArrayList<>();
  private final List<Parameter> parameters;
  private final Iterator<Parameter> unused;
  private final Tensor input;
  private Tensor last;

  /** Whether a layer so far has a weight to learn: before the first one nobody asks for gradients. */
  private boolean learns;

  /** The first op that has a gradient to pass on. */
  private int firstLearning;

  /** What the last op's function is made from, when that function is softmax or sigmoid. */
  private Tensor scores;

  private Activation lastFunction = Activation.LINEAR;

  Compiler(Graph network, List<Variable> variables, int batch, boolean training, long seed, WorkerPool workers) {
    this.batch = batch;
    this.training = training;
    this.seed = seed;
    this.workers = workers;
    parameters = parameters(network, variables, training);
    unused = parameters.iterator();
    input = Tensor.of(network.input(), batch, false);
    last = input;
    for (int i = 0; i < network.layers().size(); i++) {
      lastFunction = Activation.LINEAR;
      int first = i;
      boolean learned = learns;
      learns |= network.weights(i).stream().anyMatch(Weight::trainable);
      firstLearning = learned ? firstLearning : ops.size();
      Layer layer = network.layers().get(i);
      Convolution pooled = pooled(network, i);
      if (pooled != null && ConvolutionAlgorithm.of(pooled).includesPooling()) {
        Elementwise function = i + 2 < network.layers().size() ? activation(network.layers().get(i + 2)) : null;
        boolean three = addPooled(pooled, network.shapes().get(i + 1), function);
        i += three ? 2 : 1;
      } else {
        add(network.names().get(i), layer, network.isFrozen(i), network.shapes().get(i));
      }
      layers.addAll(Collections.nCopies(ops.size() - layers.size(), first));
    }
  }

  /**
   * One for each variable. A frozen layer's weights get gradients, too, that nobody uses, where a layer before it
   * learns.
   */
  private static List<Parameter> parameters(Graph network, List<Variable> variables, boolean training) {
    Iterator<Variable> unused = variables.iterator();
    List<Parameter> parameters = new ArrayList<>();
    for (int i = 0; i < network.layers().size(); i++) {
      for (Weight weight : network.layers().get(i).weights(network.inputOf(i))) {
        parameters.add(Parameter.of(unused.next(), training && weight.trainable()));
      }
    }
    return parameters;
  }

  /** The first op that has a gradient to pass on; the number of ops if none has. */
  int firstLearning() {
    return learns ? firstLearning : ops.size();
  }

  List<Op> ops() {
    return ops;
  }

  /** The layer that each op is part of, the first where it joins two, counted from 0. */
  int[] layers() {
    return layers.stream().mapToInt(i -> i).toArray();
  }

  List<Parameter> parameters() {
    return parameters;
  }

  Tensor input() {
    return input;
  }

  Tensor output() {
    return last;
  }

  /** What the network's last function is made from if that is softmax or sigmoid, else null. */
  Tensor scores() {
    return endsWithSoftmax() || lastFunction == Activation.SIGMOID ? scores : null;
  }

  boolean endsWithSoftmax() {
    return lastFunction == Activation.SOFTMAX;
  }

  private void add(String name, Layer layer, boolean frozen, Shape shape) {
    switch (layer) {
      case Input in -> {}
      case Identity identity -> {}
      case Augmentation augmentation -> {}
      case ActivityRegularization regularization -> {}
      case Flatten flatten -> last = last.as(shape);
      case Reshape reshape -> last = last.as(shape);
      case Permute permute -> move(shape, IndexMaps.permute(permute, last.shape()));
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
        ops.add(AffineOp.of(rescaling, last, out, workers));
        last = out;
      }
      case Normalization norm -> {
        Tensor out = tensor(shape);
        Parameter mean = norm.mean() == null ? unused.next() : null;
        Parameter variance = norm.mean() == null ? unused.next() : null;
        if (norm.mean() == null) {
          unused.next(); // the number of values that mean and variance were taken from
        }
        ops.add(AffineOp.of(norm, last, out, mean, variance, workers));
        last = out;
      }
      case Dense dense -> product(shape, dense.activation(), dense.useBias());
      case Conv2D conv -> convolve(conv, shape);
      case DepthwiseConv2D conv -> convolve(conv, shape);
      case SeparableConv2D conv -> {
        Shape between = conv.depthwise().outputShape(last.shape());
        convolve(conv.depthwise(), between);
        convolve(conv.pointwise(), shape);
      }
      case MaxPooling2D pool -> {
        Tensor out = tensor(shape);
        ops.add(new PoolOp(false, pool.poolSize(), pool.strides(), pool.padding(), last, out, workers));
        last = out;
      }
      case AveragePooling2D pool -> {
        Tensor out = tensor(shape);
        ops.add(new PoolOp(true, pool.poolSize(), pool.strides(), pool.padding(), last, out, workers));
        last = out;
      }
      case GlobalMaxPooling2D pool -> {
        Size all = Size.of(last.shape().size(0), last.shape().size(1));
        Tensor out = tensor(Shape.of(1, 1, shape.last()));
        ops.add(new PoolOp(false, all, all, Padding.VALID, last, out, workers));
        last = out.as(shape);
      }
      case GlobalAveragePooling2D pool -> {
        Tensor out = tensor(shape);
        ops.add(new GlobalAverageOp(last, out, workers));
        last = out;
      }
      case Dropout dropout when dropout.noiseShape() != null ->
          random(name, shape, Noise.dropout(dropout.rate(), dropout.noiseShape(), shape));
      case Dropout dropout -> random(name, shape, Noise.dropout(dropout.rate()));
      case StochasticDepth depth -> random(name, shape, Noise.stochasticDepth(depth.dropPathRate(), shape));
      case SpatialDropout1D dropout -> random(name, shape, Noise.spatialDropout(dropout.rate(), shape));
      case SpatialDropout2D dropout -> random(name, shape, Noise.spatialDropout(dropout.rate(), shape));
      case AlphaDropout dropout -> random(name, shape, Noise.alphaDropout(dropout.rate()));
      case GaussianDropout dropout -> random(name, shape, Noise.gaussianDropout(dropout.rate()));
      case GaussianNoise noise -> random(name, shape, Noise.gaussianNoise(noise.stddev()));
      case BatchNormalization norm -> {
        Parameter gamma = norm.scale() ? unused.next() : null;
        Parameter beta = norm.center() ? unused.next() : null;
        Parameter mean = unused.next();
        Parameter variance = unused.next();
        along(
            List.of(norm.channelAxis(shape)),
            (x, y) -> new BatchNormalizationOp(norm, frozen, x, y, batch, gamma, beta, mean, variance, workers));
      }
      case LayerNormalization norm -> {
        Parameter gamma = norm.hasGamma() ? unused.next() : null;
        Parameter beta = norm.hasBeta() ? unused.next() : null;
        along(norm.axes(shape), (x, y) -> RowNormalizationOp.of(norm, x, y, batch, gamma, beta, workers));
      }
      case RMSNormalization norm -> {
        Parameter scale = unused.next();
        along(
            norm.axes(shape), (x, y) -> RowNormalizationOp.rootMeanSquare(norm.epsilon(), x, y, batch, scale, workers));
      }
      case UnitNormalization norm -> along(norm.axes(shape), (x, y) -> RowNormalizationOp.unit(x, y, batch, workers));
      case GroupNormalization norm -> {
        Parameter gamma = norm.scale() ? unused.next() : null;
        Parameter beta = norm.center() ? unused.next() : null;
        int groups = norm.groups(shape);
        along(
            List.of(norm.channelAxis(shape)),
            (x, y) -> new GroupNormalizationOp(norm, groups, x, y, batch, gamma, beta, workers));
      }
      case LayerScale scale -> {
        Tensor out = tensor(shape);
        ops.add(new LayerScaleOp(last, out, batch, unused.next(), workers));
        last = out;
      }
      case PReLU prelu -> {
        Tensor out = tensor(shape);
        ops.add(new PReLUOp(last, out, unused.next(), workers));
        last = out;
      }
      case ActivationLayer activation -> activate(activation.activation());
      case Softmax softmax when softmax.axes(shape).equals(List.of(shape.rank() - 1)) -> activate(Activation.SOFTMAX);
      case Softmax softmax -> along(softmax.axes(shape), (x, y) -> new SoftmaxOp(false, x, y));
      case LeakyReLU leaky -> apply(Elementwise.leaky((float) leaky.negativeSlope()));
      case ELU elu -> apply(Elementwise.elu((float) elu.alpha()));
      case MergeLayer merge -> throw new IllegalArgumentException("only chains can be computed so far.");
      case ReLU relu ->
          apply(
              relu.equals(ReLU.of())
                  ? Elementwise.leaky(0)
                  : Elementwise.relu((float) relu.maxValue(), (float) relu.negativeSlope(), (float) relu.threshold()));
    }
  }

  /** First the rows, then the columns. */
  private void resize(Shape shape, Resizer rows, Resizer columns) {
    Tensor between = tensor(Shape.of(shape.size(0), last.shape().size(1), shape.last()));
    Tensor out = tensor(shape);
    ops.add(new ResamplingOp(0, rows.to(shape.size(0)), last, between, workers));
    ops.add(new ResamplingOp(1, columns.to(shape.size(1)), between, out, workers));
    last = out;
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
    ops.add(op.of(last.as(rows), out));
    last = out.as(ordered);
    if (moves) {
      move(shape, IndexMaps.permute(IndexMaps.inverse(order), ordered));
    }
  }

  /** An op that takes each value of its output from one place of its input. */
  private void move(Shape shape, int[] from) {
    Tensor out = tensor(shape);
    ops.add(new GatherOp(from, last, out, workers));
    last = out;
  }

  private void random(String name, Shape shape, Noise noise) {
    Tensor out = tensor(shape);
    ops.add(new NoiseOp(noise, NoiseOp.seed(seed, name), last, out, workers));
    last = out;
  }

  private void product(Shape shape, Activation activation, boolean useBias) {
    Parameter kernel = unused.next();
    Parameter bias = useBias ? unused.next() : null;
    Elementwise function = fused(activation);
    Tensor out = tensor(shape);
    ops.add(new DenseOp(last, out, batch, kernel, bias, function, workers));
    last = out;
    activate(function == null ? activation : Activation.LINEAR);
  }

  private void convolve(Conv2D layer, Shape shape) {
    Convolution convolution = new Convolution(layer, last.shape(), shape, last.gradient() != null, null);
    Elementwise function = fused(layer.activation());
    Tensor out = tensor(shape);
    ops.add(ConvolutionAlgorithm.of(convolution).op(convolution, operands(layer, out, function)));
    last = out;
    activate(function == null ? layer.activation() : Activation.LINEAR);
  }

  private void convolve(DepthwiseConv2D layer, Shape shape) {
    Elementwise function = fused(layer.activation());
    Tensor out = tensor(shape);
    Parameter kernel = unused.next();
    Parameter bias = layer.useBias() ? unused.next() : null;
    Windows windows = Windows.of(layer, last.shape(), shape);
    ops.add(new DepthwiseOp(windows, last, out, batch, kernel, bias, function, workers));
    last = out;
    activate(function == null ? layer.activation() : Activation.LINEAR);
  }

  private Convolution.Operands operands(Conv2D layer, Tensor out, Elementwise function) {
    Parameter kernel = unused.next();
    Parameter bias = layer.useBias() ? unused.next() : null;
    return new Convolution.Operands(last, out, batch, kernel, bias, function, workers);
  }

  /**
   * The function to compute in the op before it, in place; null where it must be an op of its own, as the loss may want
   * its input.
   */
  private static Elementwise fused(Activation activation) {
    Elementwise function = Elementwise.of(activation);
    boolean inPlace = function != null && function.fromOutput() && activation != Activation.SIGMOID;
    return inPlace ? function : null;
  }

  /** The function of a layer that may be computed in the op before it, in place; else null. */
  private static Elementwise activation(Layer layer) {
    return layer instanceof ActivationLayer activation ? fused(activation.activation()) : null;
  }

  /** Layer i as a convolution that a max pooling follows; null if it is none. */
  private Convolution pooled(Graph network, int i) {
    return i + 1 < network.layers().size()
            && network.layers().get(i) instanceof Conv2D conv
            && network.layers().get(i + 1) instanceof MaxPooling2D pool
        ? new Convolution(conv, last.shape(), network.shapes().get(i), last.gradient() != null, pool)
        : null;
  }

  /**
   * A convolution with the pooling behind it.
   *
   * @param function of the layer after these two, or null
   * @return whether that function is in it, too
   */
  private boolean addPooled(Convolution convolution, Shape shape, Elementwise function) {
    ConvolutionAlgorithm algorithm = ConvolutionAlgorithm.of(convolution);
    Elementwise included = algorithm == ConvolutionAlgorithm.POOLED_IN_REGISTERS ? function : null;
    Tensor out = tensor(shape);
    ops.add(algorithm.op(convolution, operands(convolution.layer(), out, included)));
    last = out;
    return included != null;
  }

  private void activate(Activation activation) {
    lastFunction = activation;
    scores = last;
    if (activation == Activation.SOFTMAX || activation == Activation.LOG_SOFTMAX) {
      Tensor out = tensor(last.shape());
      ops.add(new SoftmaxOp(activation == Activation.LOG_SOFTMAX, last, out));
      last = out;
    } else if (activation != Activation.LINEAR) {
      apply(Elementwise.of(activation));
    }
  }

  private void apply(Elementwise function) {
    Tensor out = tensor(last.shape());
    ops.add(new ElementwiseOp(function, last, out, workers));
    last = out;
  }

  private Tensor tensor(Shape shape) {
    return Tensor.of(shape, batch, training && learns);
  }
}
