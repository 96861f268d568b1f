package dev.weft.bench.peer;

import dev.weft.bench.compare.Clock;
import dev.weft.bench.compare.Side;
import dev.weft.bench.compare.Task;
import dev.weft.dataset.ImageSet;
import dev.weft.model.Loss;
import dev.weft.model.Optimizer;
import dev.weft.model.SGD;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.proto.ConfigProto;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/**
 * TensorFlow Java in graph mode: one run of the session a step, with gradients and the optimizer's ops in the graph.
 * Batches are assembled from bytes and fed, which takes a few percent of a step. It flushes denormals by itself. For
 * inference the weights are constants, so that TensorFlow itself folds batch normalization into convolutions.
 */
public final class TensorFlow implements Side {
  private final Graph graph = new Graph();
  private final Ops tf = Ops.create(graph);
  private Task task;
  private Layers layers;
  private Session session;
  private Placeholder<TFloat32> images;
  private Placeholder<TInt32> labels;
  private Operand<TFloat32> loss;
  private Op step;
  private Op comparedStep;
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
    outputs = new float[task.batch() * task.classes()];
    long[] shape = task.network().input().sizes().stream().mapToLong(Integer::longValue).toArray();
    images = tf.placeholder(TFloat32.class, Placeholder.shape(Shape.of(-1, shape[0], shape[1], shape[2])));
    labels = tf.placeholder(TInt32.class, Placeholder.shape(Shape.of(-1)));
    layers = new Layers(tf, task.network(), task.variables(), !task.workload().inference());
    if (!task.workload().inference()) {
      train(layers.scores(images, true));
    }
    probabilities = tf.nn.softmax(layers.scores(images, false));
    session =
        new Session(
            graph,
            ConfigProto.newBuilder()
                .setIntraOpParallelismThreads(task.threads())
                .setInterOpParallelismThreads(1)
                .build());
    initialize();
  }

  private void initialize() {
    Op all = tf.withControlDependencies(layers.initializers().toArray(Op[]::new)).noOp();
    session.runner().addTarget(all).run().close();
  }

  /** The graph's part that learns. */
  private void train(Operand<TFloat32> scores) {
    Operand<TFloat32> targets = tf.oneHot(labels, tf.constant(task.classes()), tf.constant(1f), tf.constant(0f));
    Operand<TFloat32> losses =
        task.workload().loss() instanceof Loss.MeanSquaredError
            ? tf.math.squaredDifference(tf.nn.softmax(scores), targets)
            : tf.nn.softmaxCrossEntropyWithLogits(scores, targets).loss();
    loss = tf.math.mean(losses, tf.range(tf.constant(0), tf.rank(losses), tf.constant(1)));
    Output<?>[] by = layers.learned().stream().map(Operand::asOutput).toArray(Output<?>[]::new);
    Output<?>[] gradients = graph.addGradients(loss.asOutput(), by);
    step = update(gradients, task.workload().optimizer());
    comparedStep = update(gradients, SGD.of(Task.COMPARED_RATE));
  }

  @SuppressWarnings("unchecked")
  private Op update(Output<?>[] gradients, Optimizer optimizer) {
    Operand<TFloat32> rate = tf.constant((float) optimizer.learningRate().rate(0, 0));
    Operand<TFloat32> beta1 = tf.constant(0.9f);
    Operand<TFloat32> beta2 = tf.constant(0.999f);
    Operand<TFloat32> power1 = layers.variable(beta1, Shape.scalar());
    Operand<TFloat32> power2 = layers.variable(beta2, Shape.scalar());
    List<Op> updates = new ArrayList<>(layers.averaged());
    for (int i = 0; i < gradients.length; i++) {
      Operand<TFloat32> w = layers.learned().get(i);
      Operand<TFloat32> g = (Output<TFloat32>) gradients[i];
      updates.add(
          switch (optimizer) {
            case SGD sgd when sgd.momentum() > 0 ->
                tf.train.applyMomentum(w, layers.zerosLike(w), rate, g, tf.constant((float) sgd.momentum()));
            case SGD sgd -> tf.train.applyGradientDescent(w, rate, g);
            default ->
                tf.train.applyAdam(
                    w,
                    layers.zerosLike(w),
                    layers.zerosLike(w),
                    power1,
                    power2,
                    rate,
                    beta1,
                    beta2,
                    tf.constant(1e-7f),
                    g);
          });
    }
    Ops after = tf.withControlDependencies(updates.toArray(Op[]::new));
    if (optimizer instanceof SGD) {
      return after.noOp();
    }
    return tf.withControlDependencies(
            after.assign(power1, after.math.mul(power1, beta1)), after.assign(power2, after.math.mul(power2, beta2)))
        .noOp();
  }

  @Override
  public void train(Clock clock) {
    Batches batches = new Batches(task.train());
    clock.begin();
    for (int epoch = 0; epoch < task.epochs() && !clock.enough(); epoch++) {
      int[] order = task.order(epoch);
      for (int step = 0; step < task.steps(); step++) {
        batches.run(order, step, this.step);
        clock.batch();
      }
      clock.end();
    }
  }

  @Override
  public double comparedLoss() {
    initialize();
    ImageSet set = task.compared();
    Batches batches = new Batches(set);
    int[] order = new int[set.size()];
    Arrays.setAll(order, i -> i);
    double sum = 0;
    for (int step = 0; step * task.batch() < order.length; step++) {
      sum += batches.run(order, step, comparedStep) * Math.min(task.batch(), order.length - step * task.batch());
    }
    return sum / order.length;
  }

  /** Bytes of images to batches of floats. */
  private final class Batches {
    private final byte[][] rows;
    private final int[] classes;
    private final float[] batch = new float[task.batch() * task.features()];
    private final int[] batchLabels = new int[task.batch()];
    private final SplittableRandom random = new SplittableRandom(1);

    Batches(ImageSet set) {
      classes = set.labels();
      rows = new byte[classes.length][];
      for (int i = 0; i < rows.length; i++) {
        rows[i] = set.image(i);
      }
    }

    /** Runs a step on the batch of its number, and returns its loss where losses are compared. */
    double run(int[] order, int number, Op target) {
      int samples = Math.min(task.batch(), order.length - number * task.batch());
      int shift = target.equals(comparedStep) ? 0 : task.workload().shift();
      for (int i = 0; i < samples; i++) {
        int row = order[number * task.batch() + i];
        batchLabels[i] = classes[row];
        if (shift == 0) {
          copy(rows[row], i * task.features());
        } else {
          augment(rows[row], i * task.features(), shift);
        }
      }
      Session.Runner runner = session.runner().addTarget(target);
      if (target.equals(comparedStep)) {
        runner.fetch(loss);
      }
      try (TFloat32 x = tensor(batch, samples);
          TInt32 y = TInt32.tensorOf(Shape.of(samples), DataBuffers.of(batchLabels).narrow(samples));
          Result result = runner.feed(images, x).feed(labels, y).run()) {
        return result.size() == 0 ? Double.NaN : ((TFloat32) result.get(0)).getFloat();
      }
    }

    private void copy(byte[] image, int at) {
      for (int j = 0; j < image.length; j++) {
        batch[at + j] = (image[j] & 0xff) * (1 / 255f);
      }
    }

    /** Mirrored with probability 1/2, and moved by up to so many pixels, behind zeros. */
    private void augment(byte[] image, int at, int shift) {
      int height = task.network().input().size(0);
      int width = task.network().input().size(1);
      int channels = task.network().input().size(2);
      boolean mirrored = random.nextBoolean();
      int down = random.nextInt(2 * shift + 1) - shift;
      int right = random.nextInt(2 * shift + 1) - shift;
      Arrays.fill(batch, at, at + image.length, 0);
      for (int y = Math.max(0, -down); y < Math.min(height, height - down); y++) {
        for (int x = Math.max(0, -right); x < Math.min(width, width - right); x++) {
          int from = mirrored ? width - 1 - (x + right) : x + right;
          for (int c = 0; c < channels; c++) {
            byte value = image[((y + down) * width + from) * channels + c];
            batch[at + (y * width + x) * channels + c] = (value & 0xff) * (1 / 255f);
          }
        }
      }
    }
  }

  private TFloat32 tensor(float[] values, int samples) {
    dev.weft.model.Shape input = task.network().input();
    return TFloat32.tensorOf(
        Shape.of(samples, input.size(0), input.size(1), input.size(2)),
        DataBuffers.of(values).narrow((long) samples * task.features()));
  }

  @Override
  public float[] predict(float[] images, int samples) {
    try (TFloat32 x = tensor(images, samples);
        Result result = session.runner().feed(this.images, x).fetch(probabilities).run()) {
      result.get(0).asRawTensor().data().asFloats().read(outputs, 0, samples * task.classes());
      return outputs;
    }
  }
}
