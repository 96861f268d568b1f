package dev.weft.bench.peer;

import dev.weft.bench.compare.Side;
import dev.weft.engine.Variable;
import dev.weft.model.Activation;
import dev.weft.model.ActivationLayer;
import dev.weft.model.Add;
import dev.weft.model.BatchNormalization;
import dev.weft.model.Conv2D;
import dev.weft.model.Dense;
import dev.weft.model.DepthwiseConv2D;
import dev.weft.model.Dropout;
import dev.weft.model.Flatten;
import dev.weft.model.GlobalAveragePooling2D;
import dev.weft.model.Layer;
import dev.weft.model.MaxPooling2D;
import dev.weft.model.Node;
import dev.weft.model.PReLU;
import dev.weft.model.Padding;
import dev.weft.model.ReLU;
import dev.weft.model.Size;
import dev.weft.model.ZeroPadding2D;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.op.nn.FusedBatchNorm;
import org.tensorflow.types.TFloat32;

/** A network's layers as TensorFlow's ops, with its weights as variables or, for inference, as constants. */
final class Layers {
  private final Ops tf;
  private final dev.weft.model.Graph network;
  private final Map<String, Operand<TFloat32>> weights = new HashMap<>();
  private final List<Operand<TFloat32>> learned = new ArrayList<>();
  private final List<Op> initializers = new ArrayList<>();
  private final List<Op> averaged = new ArrayList<>();

  Layers(Ops tf, dev.weft.model.Graph network, List<Variable> variables, boolean trained) {
    this.tf = tf;
    this.network = network;
    for (Variable variable : variables) {
      long[] sizes = variable.weight().shape().sizes().stream().mapToLong(Integer::longValue).toArray();
      Operand<TFloat32> first = tf.constant(Shape.of(sizes), DataBuffers.of(variable.values()));
      Operand<TFloat32> weight = trained ? variable(first, Shape.of(sizes)) : first;
      weights.put(variable.path(), weight);
      if (variable.weight().trainable()) {
        learned.add(weight);
      }
    }
  }

  /** What training changes, in the network's order. */
  List<Operand<TFloat32>> learned() {
    return learned;
  }

  /** What gives every variable its first value. */
  List<Op> initializers() {
    return initializers;
  }

  /** What moves the averages of batch normalization on, once the scores in training are made. */
  List<Op> averaged() {
    return averaged;
  }

  Operand<TFloat32> variable(Operand<TFloat32> first, Shape shape) {
    Operand<TFloat32> variable = tf.variable(shape, TFloat32.class);
    initializers.add(tf.assign(variable, first));
    return variable;
  }

  Operand<TFloat32> zerosLike(Operand<TFloat32> weight) {
    Shape shape = weight.asOutput().shape();
    return variable(tf.zeros(tf.constant(shape.asArray()), TFloat32.class), shape);
  }

  private Operand<TFloat32> weight(Node node, String name) {
    return weights.get(node.layerName() + "/" + name);
  }

  private Operand<TFloat32> biased(Operand<TFloat32> x, Node node, boolean useBias) {
    return useBias ? tf.nn.biasAdd(x, weight(node, "bias")) : x;
  }

  /** The scores before the last softmax. */
  Operand<TFloat32> scores(Operand<TFloat32> images, boolean training) {
    Map<String, Operand<TFloat32>> values = new HashMap<>(Map.of(network.inputName(), images));
    for (Node node : network.nodes()) {
      List<Operand<TFloat32>> inputs = node.inputs().stream().map(values::get).toList();
      values.put(node.name(), call(node, inputs, training));
    }
    return values.get(network.outputName());
  }

  private Operand<TFloat32> call(Node node, List<Operand<TFloat32>> inputs, boolean training) {
    Operand<TFloat32> x = inputs.getFirst();
    return switch (node.layer()) {
      case Flatten flatten -> tf.reshape(x, tf.array(-1, network.shape(node).elements()));
      case Dropout dropout -> training ? drop(x, (float) dropout.rate()) : x;
      case MaxPooling2D pool ->
          tf.nn.maxPool(x, window(pool.poolSize()), window(pool.strides()), pool.padding().name());
      case GlobalAveragePooling2D pool -> tf.math.mean(x, tf.array(1, 2));
      case ZeroPadding2D zeros -> padded(x, zeros);
      case Add add -> tf.math.add(x, inputs.get(1));
      case ReLU relu when relu.maxValue() == 6 -> tf.nn.relu6(x);
      case ReLU relu when Double.isInfinite(relu.maxValue()) -> tf.nn.relu(x);
      case ActivationLayer layer -> activate(x, layer.activation());
      case PReLU prelu -> {
        Operand<TFloat32> low = tf.math.mul(weight(node, "alpha"), tf.nn.relu(tf.math.neg(x)));
        yield tf.math.sub(tf.nn.relu(x), low);
      }
      case Dense dense ->
          activate(biased(tf.linalg.matMul(x, weight(node, "kernel")), node, dense.useBias()), dense.activation());
      case Conv2D conv -> {
        Operand<TFloat32> y = tf.nn.conv2d(x, weight(node, "kernel"), strides(conv.strides()), conv.padding().name());
        yield activate(biased(y, node, conv.useBias()), conv.activation());
      }
      case DepthwiseConv2D conv -> activate(biased(depthwise(x, node, conv), node, conv.useBias()), conv.activation());
      case BatchNormalization normalization -> normalized(x, node, normalization, training);
      case Layer other -> throw Side.unknown(other);
    };
  }

  private Operand<TFloat32> depthwise(Operand<TFloat32> x, Node node, DepthwiseConv2D conv) {
    String padding = conv.padding() == Padding.SAME ? "SAME" : "VALID";
    return tf.nn.depthwiseConv2dNative(x, weight(node, "kernel"), strides(conv.strides()), padding);
  }

  private Operand<TFloat32> padded(Operand<TFloat32> x, ZeroPadding2D zeros) {
    int[][] sides = {
      {0, 0},
      {zeros.padding().top(), zeros.padding().bottom()},
      {zeros.padding().left(), zeros.padding().right()},
      {0, 0}
    };
    return tf.pad(x, tf.constant(sides), tf.constant(0f));
  }

  private Operand<TFloat32> normalized(
      Operand<TFloat32> x, Node node, BatchNormalization normalization, boolean training) {
    Operand<TFloat32> mean = weight(node, "moving_mean");
    Operand<TFloat32> variance = weight(node, "moving_variance");
    Operand<TFloat32> none = tf.constant(new float[0]);
    FusedBatchNorm<TFloat32, TFloat32> y =
        tf.nn.fusedBatchNorm(
            x,
            weight(node, "gamma"),
            weight(node, "beta"),
            training ? none : mean,
            training ? none : variance,
            FusedBatchNorm.epsilon((float) normalization.epsilon()),
            FusedBatchNorm.isTraining(training));
    if (training) {
      average(mean, y.batchMean(), normalization.momentum());
      average(variance, y.batchVariance(), normalization.momentum());
    }
    return y.y();
  }

  private void average(Operand<TFloat32> moving, Operand<TFloat32> batch, double momentum) {
    Operand<TFloat32> change = tf.math.mul(tf.math.sub(moving, batch), tf.constant((float) (1 - momentum)));
    averaged.add(tf.assignSub(moving, change));
  }

  private static List<Long> strides(Size size) {
    return List.of(1L, (long) size.height(), (long) size.width(), 1L);
  }

  private Operand<org.tensorflow.types.TInt32> window(Size size) {
    return tf.array(1, size.height(), size.width(), 1);
  }

  private Operand<TFloat32> drop(Operand<TFloat32> x, float rate) {
    Operand<TFloat32> random = tf.random.randomUniform(tf.shape(x), TFloat32.class);
    Operand<TFloat32> kept = tf.dtypes.cast(tf.math.greaterEqual(random, tf.constant(rate)), TFloat32.class);
    return tf.math.mul(x, tf.math.mul(kept, tf.constant(1 / (1 - rate))));
  }

  private Operand<TFloat32> activate(Operand<TFloat32> x, Activation activation) {
    return switch (activation) {
      case RELU -> tf.nn.relu(x);
      case SIGMOID -> tf.math.sigmoid(x);
      case TANH -> tf.math.tanh(x);
      case LINEAR, SOFTMAX -> x; // softmax is the last layer's, and comes after the scores
      default -> throw Side.unknown(activation);
    };
  }
}
