package dev.weft.bench.peer;

import dev.weft.bench.compare.Clock;
import dev.weft.bench.compare.Side;
import dev.weft.bench.compare.Task;
import dev.weft.model.Conv2D;
import dev.weft.model.Dense;
import dev.weft.model.Dropout;
import dev.weft.model.Flatten;
import dev.weft.model.Layer;
import dev.weft.model.MaxPooling2D;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** Deeplearning4j, whose last release is of 2022: dense and convolutional layers with relu, Adam, cross-entropy. */
public final class Deeplearning4j implements Side {
  private Task task;
  private MultiLayerNetwork network;

  public static void main(String[] words) {
    Side.run(new Deeplearning4j(), words);
  }

  @Override
  public String version() {
    return "Deeplearning4j " + Side.mavenVersion("org.deeplearning4j", "deeplearning4j-nn");
  }

  @Override
  public void open(Task task) {
    this.task = task;
    double rate = task.workload().optimizer().learningRate().rate(0, 0);
    NeuralNetConfiguration.ListBuilder layers =
        new NeuralNetConfiguration.Builder().seed(1).updater(new Adam(rate)).list();
    for (int i = 0; i < task.network().layers().size(); i++) {
      Layer layer = task.network().layers().get(i);
      boolean last = i == task.network().layers().size() - 1;
      switch (layer) {
        case Dense dense when last ->
            layers.layer(
                new OutputLayer.Builder(LossFunction.MCXENT)
                    .nOut(dense.units())
                    .activation(activation(dense.activation()))
                    .build());
        case Dense dense ->
            layers.layer(
                new DenseLayer.Builder().nOut(dense.units()).activation(activation(dense.activation())).build());
        case Conv2D conv ->
            layers.layer(
                new ConvolutionLayer.Builder(conv.kernelSize().height(), conv.kernelSize().width())
                    .nOut(conv.filters())
                    .activation(activation(conv.activation()))
                    .build());
        case MaxPooling2D pool ->
            layers.layer(
                new SubsamplingLayer.Builder(SubsamplingLayer.PoolingType.MAX)
                    .kernelSize(pool.poolSize().height(), pool.poolSize().width())
                    .stride(pool.strides().height(), pool.strides().width())
                    .build());
        case Dropout dropout -> layers.layer(new DropoutLayer.Builder(1 - dropout.rate()).build());
        case Flatten flatten -> {} // the library puts one between convolutions and dense layers itself
        default -> throw Side.unknown(layer);
      }
    }
    MultiLayerConfiguration configuration = layers.setInputType(InputType.convolutional(28, 28, 1)).build();
    network = new MultiLayerNetwork(configuration);
    network.init();
  }

  private static Activation activation(dev.weft.model.Activation activation) {
    return switch (activation) {
      case RELU -> Activation.RELU;
      case SOFTMAX -> Activation.SOFTMAX;
      default -> throw Side.unknown(activation);
    };
  }

  @Override
  public void train(Clock clock) {
    float[] images = Task.pixels(task.train());
    int[] labels = task.train().labels();
    clock.begin();
    for (int epoch = 0; epoch < task.epochs() && !clock.enough(); epoch++) {
      int[] order = task.order(epoch);
      for (int step = 0; step < task.steps(); step++) {
        int samples = task.samples(step);
        float[] x = new float[samples * 784];
        float[] y = new float[samples * 10];
        for (int i = 0; i < samples; i++) {
          int row = order[step * task.batch() + i];
          System.arraycopy(images, row * 784, x, i * 784, 784);
          y[i * 10 + labels[row]] = 1;
        }
        network.fit(Nd4j.create(x, new long[] {samples, 1, 28, 28}), Nd4j.create(y, new long[] {samples, 10}));
        clock.batch();
      }
      clock.end();
    }
  }

  @Override
  public float[] predict(float[] images, int samples) {
    INDArray x = Nd4j.create(images, new long[] {task.batch(), 1, 28, 28});
    return network.output(x).data().asFloat();
  }
}
