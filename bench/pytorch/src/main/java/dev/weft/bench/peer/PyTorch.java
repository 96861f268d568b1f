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
import dev.weft.model.Layer;
import dev.weft.model.MaxPooling2D;
import dev.weft.model.PReLU;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Adam;
import org.bytedeco.pytorch.AdamOptions;
import org.bytedeco.pytorch.InferenceMode;
import org.bytedeco.pytorch.Optimizer;
import org.bytedeco.pytorch.SGD;
import org.bytedeco.pytorch.SGDOptions;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/**
 * PyTorch's C++ API. The images are one tensor, of which a batch selects rows; gradients are forgotten, not zeroed;
 * denormals are flushed. Its images have channels first.
 */
public final class PyTorch implements Side {
  private final List<Tensor> weights = new ArrayList<>();
  private Task task;
  private FloatPointer pixels;
  private float[] outputs;

  public static void main(String[] words) {
    Side.run(new PyTorch(), words);
  }

  @Override
  public String version() {
    return "PyTorch " + Side.mavenVersion("org.bytedeco", "pytorch") + " (C++ API through JavaCPP)";
  }

  @Override
  public void open(Task task) {
    this.task = task;
    torch.set_num_threads(task.threads());
    torch.globalContext().setFlushDenormal(true);
    pixels = new FloatPointer(task.batch() * 784L);
    outputs = new float[task.batch() * task.network().output().elements()];
    for (int i = 0; i < task.network().layers().size(); i++) {
      int in = task.network().inputShape(task.network().nodes().get(i)).last();
      switch (task.network().layers().get(i)) {
        case Dense dense -> {
          weights.add(torch.xavier_uniform_(torch.empty(dense.units(), in)));
          weights.add(torch.zeros(dense.units()));
        }
        case Conv2D conv -> {
          int size = conv.kernelSize().height();
          weights.add(torch.xavier_uniform_(torch.empty(conv.filters(), in, size, size)));
          weights.add(torch.zeros(conv.filters()));
        }
        case PReLU prelu -> weights.add(torch.zeros(in));
        case Flatten flatten -> {}
        case Dropout dropout -> {}
        case MaxPooling2D pool -> {}
        case Layer other -> throw Side.unknown(other);
      }
    }
    weights.forEach(weight -> weight.set_requires_grad(true));
  }

  /** The scores before the last softmax. */
  private Tensor forward(Tensor images, boolean training) {
    Tensor x = images;
    int weight = 0;
    for (Layer layer : task.network().layers()) {
      switch (layer) {
        case Flatten flatten -> x = x.flatten(1, -1);
        case Dropout dropout -> x = torch.dropout(x, dropout.rate(), training);
        case MaxPooling2D pool ->
            x =
                torch.max_pool2d(
                    x,
                    new long[] {pool.poolSize().height(), pool.poolSize().width()},
                    new long[] {pool.strides().height(), pool.strides().width()},
                    new long[] {0, 0},
                    new long[] {1, 1},
                    false);
        case PReLU prelu -> x = torch.prelu(x, weights.get(weight++));
        case Dense dense -> {
          Tensor kernel = weights.get(weight++);
          x = activate(torch.linear(x, kernel, new TensorOptional(weights.get(weight++))), dense.activation());
        }
        case Conv2D conv -> {
          Tensor kernel = weights.get(weight++);
          Tensor bias = weights.get(weight++);
          long[] one = {1, 1};
          Tensor y = torch.conv2d(x, kernel, new TensorOptional(bias), one, new long[] {0, 0}, one, 1);
          x = activate(y, conv.activation());
        }
        default -> throw Side.unknown(layer);
      }
    }
    return x;
  }

  private static Tensor activate(Tensor x, Activation activation) {
    return switch (activation) {
      case RELU -> x.relu_();
      case SIGMOID -> x.sigmoid();
      case TANH -> x.tanh();
      case LINEAR, SOFTMAX -> x; // softmax is the last layer's, and comes after the scores
      default -> throw Side.unknown(activation);
    };
  }

  @Override
  public void train(Clock clock) {
    boolean squares = task.workload() == Workload.W2;
    Tensor images = torch.empty(task.train().size(), 1, 28, 28);
    FloatPointer values = new FloatPointer(images.data_ptr_float());
    Task.eachImage(task.train(), (image, i) -> values.position(i * 784L).put(image, 0, 784));
    Tensor classes = Tensor.create(Arrays.stream(task.train().labels()).asLongStream().toArray());
    Tensor targets = squares ? torch.one_hot(classes, 10).to(torch.ScalarType.Float) : classes;
    TensorVector parameters = new TensorVector(weights.toArray(Tensor[]::new));
    double rate = task.workload().optimizer().learningRate().rate(0, 0);
    Optimizer optimizer =
        squares ? new SGD(parameters, new SGDOptions(rate)) : new Adam(parameters, new AdamOptions(rate));
    clock.begin();
    for (int epoch = 0; epoch < task.epochs() && !clock.enough(); epoch++) {
      Tensor order = torch.randperm(task.train().size());
      for (int step = 0; step < task.steps(); step++) {
        try (PointerScope scope = new PointerScope()) {
          Tensor rows = order.narrow(0, (long) step * task.batch(), task.samples(step));
          Tensor scores = forward(torch.index_select(images, 0, rows), true);
          Tensor target = torch.index_select(targets, 0, rows);
          Tensor loss = squares ? torch.mse_loss(scores.softmax(1), target) : torch.cross_entropy_loss(scores, target);
          optimizer.zero_grad(true);
          loss.backward();
          optimizer.step();
        }
        clock.batch();
      }
      clock.end();
    }
  }

  @Override
  public float[] predict(float[] images, int samples) {
    try (PointerScope scope = new PointerScope();
        InferenceMode inference = new InferenceMode()) {
      pixels.put(images, 0, samples * 784);
      Tensor probabilities = forward(torch.from_blob(pixels, samples, 1, 28, 28), false).softmax(1);
      new FloatPointer(probabilities.data_ptr_float()).get(outputs, 0, samples * 10);
      return outputs;
    }
  }
}
