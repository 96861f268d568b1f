package dev.weft.bench.peer;

import dev.weft.bench.compare.Clock;
import dev.weft.bench.compare.Side;
import dev.weft.bench.compare.Task;
import dev.weft.bench.compare.Workload;
import dev.weft.model.Activation;
import dev.weft.model.Conv2D;
import dev.weft.model.Dense;
import dev.weft.model.Dropout;
import dev.weft.model.Flatten;
import dev.weft.model.Graph;
import dev.weft.model.Layer;
import dev.weft.model.MaxPooling2D;
import dev.weft.model.PReLU;
import java.util.ArrayList;
import java.util.List;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.NoOp;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.op.core.Variable;
import org.tensorflow.proto.ConfigProto;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/**
 * TensorFlow Java in graph mode: one run of the session a step, with gradients and the optimizer's ops in the graph.
 * Batches are assembled from bytes and fed, which takes a few percent of a step. It flushes denormals by itself.
 */
public final class TensorFlow implements Side {
  private final Graph graph = new Graph();
  private final Ops tf = Ops.create(graph);
  private final List<Variable<TFloat32>> weights = new ArrayList<>();
  private final List<Op> initializers = new ArrayList<>();
  private Task task;
  private Session session;
  private Placeholder<TFloat32> images;
  private Placeholder<TInt32> labels;
  private Op step;
  private Operand<TFloat32> probabilities;
  private float[] outputs;

  public static void main(String[] words) {
    Side.run(new TensorFlow(), words);
  }

  @Override
  public String version() {
    return "TensorFlow " + org.tensorflow.TensorFlow.version() + " (Java, graph)";
  }

  @Override
  public void open(Task task) {
    this.task = task;
    outputs = new float[task.batch() * 10];
    images = tf.placeholder(TFloat32.class, Placeholder.shape(Shape.of(-1, 28, 28, 1)));
    labels = tf.placeholder(TInt32.class, Placeholder.shape(Shape.of(-1)));
    makeWeights();
    Operand<TFloat32> scores = forward(true);
    Operand<TFloat32> targets = tf.oneHot(labels, tf.constant(10), tf.constant(1f), tf.constant(0f));
    Operand<TFloat32> losses =
        task.workload() == Workload.W2
            ? tf.math.squaredDifference(tf.nn.softmax(scores), targets)
            : tf.nn.softmaxCrossEntropyWithLogits(scores, targets).loss();
    Operand<TFloat32> loss = tf.math.mean(losses, tf.range(tf.constant(0), tf.rank(losses), tf.constant(1)));
    if (!task.workload().inference()) {
      Output<?>[] by = weights.stream().map(Operand::asOutput).toArray(Output<?>[]::new);
      step = update(graph.addGradients(loss.asOutput(), by));
    }
    probabilities = tf.nn.softmax(forward(false));
    NoOp initialize = tf.withControlDependencies(initializers.toArray(Op[]::new)).noOp();
    session =
        new Session(
            graph,
            ConfigProto.newBuilder()
                .setIntraOpParallelismThreads(task.threads())
                .setInterOpParallelismThreads(1)
                .build());
    session.runner().addTarget(initialize).run().close();
  }

  private Variable<TFloat32> variable(Operand<TFloat32> initial, long... shape) {
    Variable<TFloat32> variable = tf.variable(Shape.of(shape), TFloat32.class);
    initializers.add(tf.assign(variable, initial));
    return variable;
  }

  private void makeWeights() {
    for (int i = 0; i < task.network().layers().size(); i++) {
      int in = task.network().inputShape(task.network().nodes().get(i)).last();
      switch (task.network().layers().get(i)) {
        case Dense dense -> {
          weights.add(glorot(in, dense.units(), in, dense.units()));
          weights.add(zeros(dense.units()));
        }
        case Conv2D conv -> {
          int size = conv.kernelSize().height();
          weights.add(glorot(size * size * in, size * size * conv.filters(), size, size, in, conv.filters()));
          weights.add(zeros(conv.filters()));
        }
        case PReLU prelu -> weights.add(zeros(in));
        case Flatten flatten -> {}
        case Dropout dropout -> {}
        case MaxPooling2D pool -> {}
        case Layer other -> throw Side.unknown(other);
      }
    }
  }

  private Variable<TFloat32> zeros(long... shape) {
    return variable(tf.zeros(tf.constant(shape), TFloat32.class), shape);
  }

  private Variable<TFloat32> glorot(int in, int out, long... shape) {
    float limit = (float) Math.sqrt(6.0 / (in + out));
    Operand<TFloat32> uniform = tf.random.randomUniform(tf.constant(shape), TFloat32.class);
    return variable(tf.math.mul(tf.math.sub(uniform, tf.constant(0.5f)), tf.constant(2 * limit)), shape);
  }

  /** The scores before the last softmax. */
  private Operand<TFloat32> forward(boolean training) {
    Operand<TFloat32> x = images;
    int weight = 0;
    for (int i = 0; i < task.network().layers().size(); i++) {
      Layer layer = task.network().layers().get(i);
      switch (layer) {
        case Flatten flatten ->
            x = tf.reshape(x, tf.array(-1, task.network().shape(task.network().nodes().get(i)).elements()));
        case Dropout dropout -> x = training ? drop(x, (float) dropout.rate()) : x;
        case MaxPooling2D pool ->
            x =
                tf.nn.maxPool(
                    x,
                    tf.array(1, pool.poolSize().height(), pool.poolSize().width(), 1),
                    tf.array(1, pool.strides().height(), pool.strides().width(), 1),
                    "VALID");
        case PReLU prelu -> {
          Operand<TFloat32> low = tf.math.mul(weights.get(weight++), tf.nn.relu(tf.math.neg(x)));
          x = tf.math.sub(tf.nn.relu(x), low);
        }
        case Dense dense -> {
          Operand<TFloat32> product = tf.linalg.matMul(x, weights.get(weight++));
          x = activate(tf.nn.biasAdd(product, weights.get(weight++)), dense.activation());
        }
        case Conv2D conv -> {
          Operand<TFloat32> product = tf.nn.conv2d(x, weights.get(weight++), List.of(1L, 1L, 1L, 1L), "VALID");
          x = activate(tf.nn.biasAdd(product, weights.get(weight++)), conv.activation());
        }
        default -> throw Side.unknown(layer);
      }
    }
    return x;
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

  @SuppressWarnings("unchecked")
  private Op update(Output<?>[] gradients) {
    Operand<TFloat32> rate = tf.constant((float) task.workload().optimizer().learningRate().rate(0, 0));
    boolean adam = task.workload() != Workload.W2;
    Operand<TFloat32> beta1 = tf.constant(0.9f);
    Operand<TFloat32> beta2 = tf.constant(0.999f);
    Variable<TFloat32> power1 = variable(beta1);
    Variable<TFloat32> power2 = variable(beta2);
    List<Op> updates = new ArrayList<>();
    for (int i = 0; i < gradients.length; i++) {
      Variable<TFloat32> w = weights.get(i);
      Operand<TFloat32> g = (Output<TFloat32>) gradients[i];
      long[] shape = w.asOutput().shape().asArray();
      updates.add(
          adam
              ? tf.train.applyAdam(
                  w, zeros(shape), zeros(shape), power1, power2, rate, beta1, beta2, tf.constant(1e-7f), g)
              : tf.train.applyGradientDescent(w, rate, g));
    }
    Ops after = tf.withControlDependencies(updates.toArray(Op[]::new));
    if (!adam) {
      return after.noOp();
    }
    return tf.withControlDependencies(
            after.assign(power1, after.math.mul(power1, beta1)), after.assign(power2, after.math.mul(power2, beta2)))
        .noOp();
  }

  @Override
  public void train(Clock clock) {
    byte[][] rows = new byte[task.train().size()][];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = task.train().image(i);
    }
    int[] classes = task.train().labels();
    float[] batch = new float[task.batch() * 784];
    int[] batchLabels = new int[task.batch()];
    clock.begin();
    for (int epoch = 0; epoch < task.epochs(); epoch++) {
      int[] order = task.order(epoch);
      for (int step = 0; step < task.steps(); step++) {
        int samples = task.samples(step);
        for (int i = 0; i < samples; i++) {
          byte[] image = rows[order[step * task.batch() + i]];
          for (int j = 0; j < 784; j++) {
            batch[i * 784 + j] = (image[j] & 0xff) * (1 / 255f);
          }
          batchLabels[i] = classes[order[step * task.batch() + i]];
        }
        try (TFloat32 x = tensor(batch, samples);
            TInt32 y = TInt32.tensorOf(Shape.of(samples), DataBuffers.of(batchLabels).narrow(samples));
            Result result = session.runner().feed(images, x).feed(labels, y).addTarget(this.step).run()) {
          clock.batch();
        }
      }
      clock.end();
    }
  }

  private static TFloat32 tensor(float[] values, int samples) {
    return TFloat32.tensorOf(Shape.of(samples, 28, 28, 1), DataBuffers.of(values).narrow(samples * 784L));
  }

  @Override
  public float[] predict(float[] images, int samples) {
    try (TFloat32 x = tensor(images, samples);
        Result result = session.runner().feed(this.images, x).fetch(probabilities).run()) {
      result.get(0).asRawTensor().data().asFloats().read(outputs, 0, samples * 10);
      return outputs;
    }
  }
}
