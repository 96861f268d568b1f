package dev.weft.train;

import dev.weft.dataset.Datasets;
import dev.weft.dataset.ImageSet;
import dev.weft.engine.OptimizerState;
import dev.weft.model.Activation;
import dev.weft.model.Add;
import dev.weft.model.BatchNormalization;
import dev.weft.model.Conv2D;
import dev.weft.model.Dense;
import dev.weft.model.Dropout;
import dev.weft.model.Flatten;
import dev.weft.model.Graph;
import dev.weft.model.Input;
import dev.weft.model.Loss;
import dev.weft.model.Optimizer;
import dev.weft.model.Padding;
import dev.weft.model.ReLU;
import dev.weft.model.SGD;
import dev.weft.model.Sequential;
import dev.weft.model.Value;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32;

/** Images and networks on which a training takes milliseconds, and what is left of one. */
final class Small {
  private static final ImageSet STROKES = Datasets.load("strokes").train();

  static final Graph DENSE =
      Sequential.of(
          Input.of(28, 28, 1),
          Flatten.of(),
          Dense.of(8).activation(Activation.RELU),
          Dense.of(10).activation(Activation.SOFTMAX));

  /** A network with all that remembers something from step to step. */
  static final Graph MIXED =
      Sequential.of(
          Input.of(28, 28, 1),
          Conv2D.of(3, 5).strides(3),
          BatchNormalization.of(),
          ReLU.of(),
          Flatten.of(),
          Dropout.of(0.3),
          Dense.of(10).activation(Activation.SOFTMAX));

  /** Two branches, a layer that is called twice, and what remembers something from step to step. */
  static final Graph RESIDUAL = residual();

  private static Graph residual() {
    Value stem = Value.input(28, 28, 1).then(Conv2D.of(3, 5).strides(3));
    Conv2D shared = Conv2D.of(3, 3).padding(Padding.SAME);
    Value branch = stem.then("shared", shared).then(BatchNormalization.of()).then(ReLU.of()).then("shared", shared);
    Value sum = branch.then(Add.of(), stem).then(Dropout.of(0.3)).then(Flatten.of());
    return sum.then(Dense.of(10).activation(Activation.SOFTMAX)).toGraph("residual");
  }

  private Small() {}

  static ImageSet images(int from, int to) {
    return STROKES.range(from, to);
  }

  static ImageSet images(int count) {
    return images(0, count);
  }

  static Model model(Graph network, Optimizer optimizer) {
    return Model.compile(network, optimizer, Loss.SPARSE_CATEGORICAL_CROSSENTROPY, 7);
  }

  /** The dense network with plain gradient descent. */
  static Model model(double learningRate) {
    return model(DENSE, SGD.of(learningRate));
  }

  /** Training without surprises: one thread, images in their order. */
  static Fit fit(int epochs, int batchSize) {
    return Fit.epochs(epochs).batchSize(batchSize).shuffle(false).threads(1);
  }

  /** A checksum of the bits of each weight. */
  static List<String> weights(Model model) {
    return model.variables().stream().map(v -> v.path() + " " + checksum(v.values())).toList();
  }

  /** The same, and of all that the optimizer remembers. */
  static List<String> state(Model model) {
    List<String> state = new ArrayList<>(weights(model));
    for (OptimizerState.Slot slot : model.optimizerState().slots()) {
      state.add(slot.name() + " of " + slot.variable().path() + " " + checksum(slot.values()));
    }
    state.add(model.optimizerState().iterations() + " steps");
    return state;
  }

  private static String checksum(float[] values) {
    ByteBuffer bytes = ByteBuffer.allocate(4 * values.length);
    bytes.asFloatBuffer().put(values);
    CRC32 checksum = new CRC32();
    checksum.update(bytes);
    return Long.toHexString(checksum.getValue());
  }

  /** A history without what no two trainings share. */
  static List<EpochResult> timeless(History history) {
    return history.epochs().stream().map(Small::timeless).toList();
  }

  private static EpochResult timeless(EpochResult result) {
    return new EpochResult(
        result.epoch(),
        result.learningRate(),
        result.loss(),
        result.accuracy(),
        result.valLoss(),
        result.valAccuracy(),
        0);
  }

  /** Images as the network gets them by default; (count, features). */
  static float[] inputs(ImageSet set) {
    float[] inputs = new float[set.size() * set.features()];
    for (int i = 0; i < set.size(); i++) {
      byte[] image = set.image(i);
      for (int f = 0; f < image.length; f++) {
        inputs[i * image.length + f] = (image[f] & 0xff) * (1 / 255f);
      }
    }
    return inputs;
  }

  /** The cross-entropy of each image, from what the model predicts. */
  static double[] losses(Model model, ImageSet set) {
    float[] outputs = model.predict(inputs(set));
    double[] losses = new double[set.size()];
    Arrays.setAll(losses, i -> -Math.log(outputs[i * set.classes() + set.label(i)]));
    return losses;
  }

  /** The share of images that the model gets right, from what it predicts. */
  static double accuracy(Model model, ImageSet set) {
    float[] outputs = model.predict(inputs(set));
    int right = 0;
    for (int i = 0; i < set.size(); i++) {
      int best = 0;
      for (int j = 1; j < set.classes(); j++) {
        best = outputs[i * set.classes() + j] > outputs[i * set.classes() + best] ? j : best;
      }
      right += best == set.label(i) ? 1 : 0;
    }
    return (double) right / set.size();
  }
}
